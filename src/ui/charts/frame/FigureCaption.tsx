import { isDynamic } from '../../../core/site/siteTensors';
import { hasUnsignedWords } from '../../../experiment/settings/experimentSpec';
import { selectNoun } from '../../../store/selectors/selectors';
import { selectFaultySpec } from '../../../store/selectors/siteSelectors';
import { useExplorer } from '../../hooks/useExplorer';
import { drawWords } from '../../text/drawWords';

/** What a figure says of activations whose words have no sign. */
export const UNSIGNED_NOTE = 'activations unsigned after ReLU';

/** What every number of the figure rests on: the rule that draws flips, how draws of different rates hang together, seed, images and words. */
export function FigureCaption() {
  const noun = useExplorer(selectNoun);
  const setSize = useExplorer((state) => state.data?.numImages ?? null);
  const spec = useExplorer((state) => state.spec);
  const { structures, sampling } = spec;
  const isUnsigned = hasUnsignedWords(useExplorer(selectFaultySpec));
  const isCounted = sampling === 'count' && !structures.every(isDynamic);
  return (
    <p className="figure-caption tabular">
      {drawWords(spec, structures, noun, setSize)}
      {isUnsigned && `; ${UNSIGNED_NOTE}`}
      {isCounted && '; a layer flips nothing below the rate of one bit in it'}
      {isCounted && structures.some(isDynamic) && ', but for what the inference writes'}
    </p>
  );
}
