import { guessingSentence } from '../../../experiment/curve/guessing';
import { selectOwn } from '../../../store/selectors/measured';
import type { MeasuredSeries } from '../../../store/selectors/seriesSelectors';
import { useExplorer } from '../../hooks/useExplorer';

/**
 * Explains why a tab has no ticks if the fault-free network may be guessing. Hidden once the page's
 * notice says the same of the own experiment.
 */
export function GuessingNote({ series }: { readonly series: readonly MeasuredSeries[] }) {
  const isNoticed = useExplorer((state) => selectOwn(state).baseline !== null);
  const sentences = series.map(({ spec, baseline }) => baseline && guessingSentence(spec, baseline));
  const sentence = sentences.find((text) => text !== null);
  return isNoticed || sentence === undefined ? null : (
    <p className="note" role="status">
      {sentence}
    </p>
  );
}
