import { isDynamic } from '../../core/siteTensors';
import { formatSeed } from '../../experiment/linkFields';
import { selectNoun } from '../../store/selectors';
import { grouped } from '../format';
import { useExplorer } from '../useExplorer';

/** What every number of the figure rests on: the rule that draws flips, how draws of different rates hang together, seed and images. */
export function FigureCaption() {
  const noun = useExplorer(selectNoun);
  const { protocol, seed, images, structures, sampling: chosen } = useExplorer((state) => state.spec);
  const sampling = structures.every(isDynamic) ? 'bernoulli' : chosen;
  return (
    <p className="figure-caption tabular">
      {`${sampling} sampling · ${protocol} draws · seed ${formatSeed(seed)} · ${grouped(images)} ${noun}s`}
      {sampling === 'count' && ' · a layer flips nothing below the rate of one bit in it'}
      {sampling === 'count' && structures.some(isDynamic) && ', but for what the inference writes'}
    </p>
  );
}
