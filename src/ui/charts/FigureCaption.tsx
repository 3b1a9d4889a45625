import { formatSeed } from '../../experiment/linkFields';
import { grouped } from '../format';
import { useExplorer } from '../useExplorer';

/** What every number of the figure rests on: the rule that draws flips, how draws of different rates hang together, seed and images. */
export function FigureCaption() {
  const { sampling, protocol, seed, images } = useExplorer((state) => state.spec);
  return (
    <p className="figure-caption tabular">
      {`${sampling} sampling · ${protocol} draws · seed ${formatSeed(seed)} · ${grouped(images)} images`}
      {sampling === 'count' && ' · a layer flips nothing below the rate of one bit in it'}
    </p>
  );
}
