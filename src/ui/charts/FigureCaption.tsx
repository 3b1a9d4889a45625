import { formatSeed } from '../../experiment/linkFields';
import { selectNoun } from '../../store/selectors';
import { grouped } from '../format';
import { useExplorer } from '../useExplorer';

/** What every number of the figure rests on: the rule that draws flips, how draws of different rates hang together, seed and images. */
export function FigureCaption() {
  const noun = useExplorer(selectNoun);
  const { sampling, protocol, seed, images } = useExplorer((state) => state.spec);
  return (
    <p className="figure-caption tabular">
      {`${sampling} sampling · ${protocol} draws · seed ${formatSeed(seed)} · ${grouped(images)} ${noun}s`}
      {sampling === 'count' && ' · a layer flips nothing below the rate of one bit in it'}
    </p>
  );
}
