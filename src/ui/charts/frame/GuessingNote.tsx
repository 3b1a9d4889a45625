import { guessingSentence } from '../../../experiment/curve/guessing';
import type { MeasuredSeries } from '../../../store/selectors/seriesSelectors';
import { useExplorer } from '../../hooks/useExplorer';

/**
 * Says why there are no ticks where the network of a tab may guess without any fault. The page's own notice says the same as soon
 * as the reader's own experiment has its fault-free error, and takes the place of this one.
 */
export function GuessingNote({ series }: { readonly series: readonly MeasuredSeries[] }) {
  const isNoticed = useExplorer((state) => state.baseline !== null);
  const sentences = series.map(({ spec, baseline }) => baseline && guessingSentence(spec, baseline));
  const sentence = sentences.find((text) => text !== null);
  return isNoticed || sentence === undefined ? null : (
    <p className="note" role="status">
      {sentence}
    </p>
  );
}
