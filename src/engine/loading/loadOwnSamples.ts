import { AssetError } from '../../core/errors';
import type { OwnSampleFiles } from '../../core/files/assetFiles';
import { t } from '../../core/language/t';
import { product } from '../../core/network/network';
import { shapeText } from '../../core/network/shapeText';
import { isClassifier } from '../../core/samples/measure';
import { formatPreprocessing, parsePreprocessing } from '../../core/samples/preprocessingText';
import type { SampleSet } from '../datasets/sampleSet';
import { classifyInputs } from '../inference/classifyInputs';
import type { Network } from '../nodes/network';
import { checkWhole } from '../samples/checkWhole';
import { digestSamples } from '../samples/digestSamples';
import { openSamples } from '../samples/openSamples';
import { orderClasses } from '../samples/orderClasses';
import { fitSamples, scaleFitted } from '../samples/preprocess';
import { proposeClasses, proposePreprocessing } from '../samples/proposePreprocessing';
import type { RawSamples, SampleValues } from '../samples/rawSamples';
import { valueRange } from '../samples/usualScales';

/** Samples of the reader, prepared for a network. */
export interface OwnSamples {
  readonly data: SampleSet;
  /** Text of the preprocessing. */
  readonly steps: string;
  /** Names of the network's classes [numClasses]. */
  readonly classNames: readonly string[];
}

/** Most bytes of samples that are kept, in their stored number type. */
const KEPT_BYTES = 2 ** 29;

/**
 * Opens the samples for a network of the reader and does the steps that decide on their shapes.
 * Without labels, the label of each sample is the network's own answer without faults.
 *
 * Throws AssetError naming the file, the value found and the value expected, and SpecError for a
 * preprocessing that cannot be used.
 */
export async function loadOwnSamples(
  files: OwnSampleFiles,
  network: Network,
  keptBytes = KEPT_BYTES,
): Promise<OwnSamples> {
  const { inputShape, numClasses, wholeInput } = network.description;
  const classifies = isClassifier(numClasses);
  const wanted = {
    shape: inputShape,
    numClasses: classifies ? numClasses : null,
    ...(wholeInput && { whole: wholeInput }),
  };
  const raw = await openSamples(files.samples, wanted);
  const classify = (inputs: Float32Array, count: number) => classifyInputs(network, inputs, count);
  const given = files.preprocessing === null ? null : parsePreprocessing(files.preprocessing);
  const proposal =
    given === null
      ? await proposePreprocessing(raw, wanted, classify)
      : files.proposesClasses === true
        ? await proposeClasses(raw, wanted, given, classify)
        : null;
  const preprocessing = proposal?.preprocessing ?? given!;
  const one = await fitSamples(raw, { first: 0, end: 1 }, preprocessing, inputShape);
  const numSamples = Math.min(raw.numSamples, Math.max(1, Math.floor(keptBytes / one.byteLength)));
  const range = { first: 0, end: numSamples };
  const fitted = await fitSamples(raw, range, preprocessing, inputShape);
  const size = product(inputShape);
  const inputs = (first: number, end: number) =>
    scaleFitted(raw, { first, end }, fitted.subarray(first * size, end * size), preprocessing, inputShape);
  if (wholeInput !== undefined) {
    for (let first = 0; first < numSamples; first += AT_ONCE) {
      const end = Math.min(numSamples, first + AT_ONCE);
      checkWhole(raw, first, inputs(first, end), size, wholeInput);
    }
  }
  const labelled = !classifies
    ? { labels: new Int32Array(numSamples), classNames: [] }
    : raw.labels === null
      ? await answersAsLabels(raw, inputs, network, numSamples)
      : await orderClasses(raw, preprocessing.classes, numClasses);
  const left = raw.numSamples - numSamples;
  const outputShape = shapeText(network.description.nodes.at(-1)!.outputShape);
  return {
    steps: formatPreprocessing(preprocessing),
    classNames: labelled.classNames,
    data: {
      kind: 'own',
      numSamples,
      labels: labelled.labels.slice(0, numSamples),
      ...((raw.labels === null || !classifies) && { isLabelled: false }),
      digest: await digestSamples(raw),
      inputs,
      ...thumbnailsOf(fitted, inputShape),
      sound: () => null,
      notes: [
        ...raw.notes,
        ...(proposal?.reasons ?? []),
        ...(classifies
          ? []
          : [
              t`The network returns values ${outputShape} for a sample, not scores of two or more classes: outputs are compared with those without faults`,
            ]),
        ...(raw.labels === null && classifies
          ? [t`The samples have no labels: wrong means another answer than without faults`]
          : []),
        ...(left > 0
          ? [t`The first ${numSamples} samples are used: the other ${left} do not fit in memory`]
          : []),
      ],
      origins: Array.from({ length: numSamples }, (_, index) => raw.origin(index)),
    },
  };
}

/** Samples that are classified at once. */
const AT_ONCE = 1000;

async function answersAsLabels(
  { source }: RawSamples,
  inputs: SampleSet['inputs'],
  network: Network,
  numSamples: number,
): Promise<{ readonly labels: Int32Array; readonly classNames: readonly string[] }> {
  const labels = new Int32Array(numSamples);
  for (let first = 0; first < numSamples; first += AT_ONCE) {
    const end = Math.min(numSamples, first + AT_ONCE);
    const answers = await classifyInputs(network, inputs(first, end), end - first);
    for (const [index, answer] of answers.entries()) {
      if (answer === null) {
        throw new AssetError(
          source,
          t`The network has no answer to sample ${first + index} even without faults: a score is not a number`,
        );
      }
      labels[first + index] = answer;
    }
  }
  const classNames = Array.from({ length: network.description.numClasses }, (_, index) => String(index));
  return { labels, classNames };
}

/** Makes pictures of bytes from fitted samples: of pictures themselves, else of their rows. */
function thumbnailsOf(
  fitted: SampleValues,
  shape: readonly number[],
): Pick<SampleSet, 'thumbnailShape' | 'thumbnail'> {
  const channels = shape.at(-1) === 3 ? 3 : 1;
  const size = product(shape);
  const isPicture = shape.length === 3 && (channels === 3 || shape[2] === 1);
  const columns = isPicture ? shape[1]! : (shape.at(-1) ?? 1);
  const rows = isPicture ? shape[0]! : size / columns;
  return {
    thumbnailShape: [rows, columns, isPicture ? channels : 1],
    thumbnail(index) {
      const values = fitted.subarray(index * size, (index + 1) * size);
      if (values instanceof Uint8Array) return values.slice();
      const [lowest, highest] = valueRange(values);
      const scale = highest > lowest ? 255 / (highest - lowest) : 0;
      return Uint8Array.from(values, (value) => Math.round((value - lowest) * scale));
    },
  };
}
