import { isDynamic } from '../../core/siteTensors';
import { formatSeed } from '../../experiment/linkFields';
import { hasUnsignedWords } from '../../experiment/spec/experimentSpec';
import { selectNoun } from '../../store/selectors';
import { selectFaultySpec } from '../../store/siteSelectors';
import { grouped } from '../format';
import { useExplorer } from '../useExplorer';

/** What a figure says of activations whose words have no sign. */
export const UNSIGNED_NOTE = 'activations unsigned after ReLU';

/** What every number of the figure rests on: the rule that draws flips, how draws of different rates hang together, seed, images and words. */
export function FigureCaption() {
  const noun = useExplorer(selectNoun);
  const { protocol, seed, images, structures, sampling: chosen } = useExplorer((state) => state.spec);
  const isUnsigned = hasUnsignedWords(useExplorer(selectFaultySpec));
  const sampling = structures.every(isDynamic) ? 'bernoulli' : chosen;
  return (
    <p className="figure-caption tabular">
      {`${sampling} sampling · ${protocol} draws · seed ${formatSeed(seed)} · ${grouped(images)} ${noun}s${isUnsigned ? ` · ${UNSIGNED_NOTE}` : ''}`}
      {sampling === 'count' && ' · a layer flips nothing below the rate of one bit in it'}
      {sampling === 'count' && structures.some(isDynamic) && ', but for what the inference writes'}
    </p>
  );
}
