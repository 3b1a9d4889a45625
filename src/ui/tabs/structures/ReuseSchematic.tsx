import { t } from '../../../core/language/t';
import type { DataKind } from '../../../core/network/model';
import { samplesText, sampleWord } from '../../../core/network/sampleNoun';
import { type BlockReuse, blockReuse } from '../../../experiment/formats/reuse';
import { grouped } from '../../../experiment/text/numberWords';
import { selectModel } from '../../../store/selectors/selectors';
import type { SeriesLook } from '../../charts/marks/drawnSeries';
import { markPath } from '../../charts/marks/markPath';
import { useExplorer } from '../../hooks/useExplorer';

/**
 * Diagram of the network from input to answer: for each block the words that it stores and how
 * often each is used.
 */
export function ReuseSchematic() {
  const model = useExplorer(selectModel);
  const images = useExplorer((state) => state.spec.numSamples);
  if (model.nodes.length === 0)
    return <p className="empty">{t`The graph is in the file of the network, which is not open here.`}</p>;
  const blocks = blockReuse(model);
  const most = blocks.toSorted((a, b) => b.usesPerImage[1] - a.usesPerImage[1])[0]!;
  const uses = most.usesPerImage[1];
  return (
    <>
      <ol className="schematic" aria-label={t`The network, block by block`}>
        {blocks.map((block) => (
          <Block key={block.block} {...block} kind={model.dataKind} />
        ))}
      </ol>
      <p className="note">
        {uses > 1
          ? reusedWords(most.block.toUpperCase(), uses, images, model.dataKind)
          : denseWords(model.dataKind)}
      </p>
    </>
  );
}

function reusedWords(block: string, uses: number, images: number, kind: DataKind): string {
  const samples = samplesText(images, grouped(images), kind);
  const times = `${grouped(uses)} × ${grouped(images)} = ${grouped(uses * images)}`;
  return t`A fault in a weight of ${block} is used up to ${times} times in a trial of ${samples}. A fault in an activation is used once per ${sampleWord(kind)} by each layer that reads it.`;
}

function denseWords(kind: DataKind): string {
  return t`Dense layers use each weight once per ${sampleWord(kind)}. Convolutions use each weight at every position. That is why weights tolerate less than activations in the paper’s large networks.`;
}

function weightsWords(
  numWeights: number,
  [fewest, most]: BlockReuse['usesPerImage'],
  kind: DataKind,
): string {
  const weights = grouped(numWeights);
  const sample = sampleWord(kind);
  return fewest === most
    ? t`${weights} weights, each used ${grouped(most)}× per ${sample}`
    : t`${weights} weights, each used ${grouped(fewest)} to ${grouped(most)}× per ${sample}`;
}

function Block({
  block,
  numWeights,
  usesPerImage,
  activations,
  hidden,
  kind,
}: BlockReuse & { readonly kind: DataKind }) {
  return (
    <li className="schematic-block">
      <strong>{block.toUpperCase()}</strong>
      <Stored look="a" shape="circle" text={weightsWords(numWeights, usesPerImage, kind)} />
      {hidden !== null && (
        <Stored
          look="c"
          shape="square"
          text={t`${grouped(hidden.numWords)} words of hidden state, rewritten and read at each of ${hidden.steps} steps`}
        />
      )}
      <Stored
        look="b"
        shape="triangle"
        text={t`${grouped(activations)} activations, each read once by every layer that uses it`}
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
