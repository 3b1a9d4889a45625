import { type BlockReuse, blockReuse } from '../../../experiment/formats/reuse';
import { grouped } from '../../../experiment/text/numberWords';
import { selectModel, selectNoun } from '../../../store/selectors/selectors';
import type { SeriesLook } from '../../charts/marks/drawnSeries';
import { markPath } from '../../charts/marks/markPath';
import { useExplorer } from '../../hooks/useExplorer';

/**
 * Diagram of the network from input to answer: for each block the words that it stores and how
 * often each is used.
 */
export function ReuseSchematic() {
  const model = useExplorer(selectModel);
  const noun = useExplorer(selectNoun);
  const images = useExplorer((state) => state.spec.numSamples);
  const blocks = blockReuse(model);
  const most = blocks.toSorted((a, b) => b.usesPerImage[1] - a.usesPerImage[1])[0]!;
  const uses = most.usesPerImage[1];
  return (
    <>
      <ol className="schematic" aria-label="The network, block by block">
        {blocks.map((block) => (
          <Block key={block.block} {...block} noun={noun} />
        ))}
      </ol>
      <p className="note">
        {uses > 1
          ? `A fault in a weight of ${most.block.toUpperCase()} is used up to ${grouped(uses)} × ${grouped(images)} = ${grouped(uses * images)} times in a trial of ${grouped(images)} ${noun}s. A fault in an activation is used once per ${noun} by each layer that reads it.`
          : `Dense layers use each weight once per ${noun}. Convolutions use each weight at every position. That is why weights tolerate less than activations in the paper’s large networks.`}
      </p>
    </>
  );
}

function Block({
  block,
  numWeights,
  usesPerImage,
  activations,
  hidden,
  noun,
}: BlockReuse & { readonly noun: string }) {
  const [fewest, most] = usesPerImage;
  const uses = fewest === most ? `${grouped(most)}×` : `${grouped(fewest)} to ${grouped(most)}×`;
  return (
    <li className="schematic-block">
      <strong>{block.toUpperCase()}</strong>
      <Stored
        look="a"
        shape="circle"
        text={`${grouped(numWeights)} weights, each used ${uses} per ${noun}`}
      />
      {hidden !== null && (
        <Stored
          look="c"
          shape="square"
          text={`${grouped(hidden.numWords)} words of hidden state, rewritten and read at each of ${hidden.steps} steps`}
        />
      )}
      <Stored
        look="b"
        shape="triangle"
        text={`${grouped(activations)} activations, each read once by every layer that uses it`}
      />
    </li>
  );
}

interface StoredProps {
  readonly look: SeriesLook;
  readonly shape: 'circle' | 'triangle' | 'square';
  readonly text: string;
}

function Stored({ look, shape, text }: StoredProps) {
  return (
    <span className={`schematic-stored series-${look}`}>
      <svg width="12" height="12" aria-hidden="true">
        <path className="series-mark" d={markPath(shape, 6, 6, 4.5)} />
      </svg>
      {text}
    </span>
  );
}
