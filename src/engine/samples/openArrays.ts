import { AssetError } from '../../core/errors';
import { type AssetFile, MAX_IMAGES } from '../../core/files/assetFiles';
import { baseName } from '../../core/files/folderFiles';
import { t } from '../../core/language/t';
import { product } from '../../core/network/network';
import { shapeText } from '../../core/network/shapeText';
import { readPart } from '../source/blobReader';
import { chooseSplit } from './chooseSplit';
import { joinParts, type SamplePart } from './joinParts';
import { isIdx, openIdx } from './openIdx';
import { isNpy, openNpy } from './openNpy';
import type { RawSample, RawSamples } from './rawSamples';
import { readLabels } from './readLabels';
import { readRows, type StoredArray } from './storedArray';

const Y_NAME = /(?:^|[^a-z])(?:y(?:test|train|val(?:id)?)?|labels?|targets?|classes|idx1)(?![a-z])/i;
const X_NAME =
  /(?:^|[^a-z])(?:x(?:test|train|val(?:id)?)?|images?|imgs?|data|inputs?|features?|samples?|idx[2-9])(?![a-z])/i;
/** Names that NumPy gives to arrays without a name of their own. */
const UNNAMED = ['arr_0', 'arr_1'];

/** Array among a reader's files, or why it cannot be opened. */
interface Candidate {
  readonly name: string;
  readonly array: StoredArray | null;
  readonly failure: AssetError | null;
}

/**
 * Opens samples and labels in arrays of .npy or IDX files, unpacked.
 *
 * Test arrays are chosen where there are training arrays too. Names with x, images, data or the
 * like hold samples, names with y, labels or targets hold labels; of two arrays without such names,
 * the one with a single number for each entry holds the labels. Several arrays of samples are
 * joined in the order of their names. Throws AssetError, for every array that fits no role too.
 */
export async function openArrays(files: readonly AssetFile[]): Promise<Omit<RawSamples, 'classNames'>> {
  const sorted = files.toSorted((a, b) => (a.name < b.name ? -1 : 1));
  const { kept, notes } = chooseSplit(sorted, ({ name }) => name);
  const candidates = await Promise.all(kept.map(openCandidate));
  const { samples, labels } = chooseRoles(candidates);
  checkSameShapes(samples);
  const parts = samples.map(partOf);
  const joined = joinParts(parts);
  if (joined.numSamples > MAX_IMAGES) {
    throw new AssetError(
      samples[0]!.name,
      t`There are ${joined.numSamples} samples: expected at most ${MAX_IMAGES}`,
    );
  }
  labels.forEach((array, index) => {
    checkCounts(samples[index]!, array);
  });
  const read = await Promise.all(labels.map(readLabels));
  return {
    ...joined,
    kind: 'arrays',
    shape: samples[0]!.shape.slice(1),
    labels: read.length === 0 ? null : Int32Array.from(read.flatMap((part) => Array.from(part))),
    labelsAre: 'numbers',
    source: [...samples, ...labels].map(({ name }) => name).join(', '),
    notes,
  };
}

async function openCandidate(file: AssetFile): Promise<Candidate> {
  const { name, blob } = file;
  try {
    const start = await readPart(name, blob.slice(0, 8));
    if (isNpy(start)) return { name, array: await openNpy(file), failure: null };
    if (isIdx(start)) return { name, array: await openIdx(file), failure: null };
    throw new AssetError(name, t`The file holds no array: expected a .npy or IDX file`);
  } catch (failure) {
    if (failure instanceof AssetError) return { name, array: null, failure };
    throw failure;
  }
}

function chooseRoles(candidates: readonly Candidate[]) {
  const named = (pattern: RegExp) => candidates.filter(({ name }) => pattern.test(shortName(name)));
  const ys = named(Y_NAME);
  const xs = named(X_NAME).filter((candidate) => !ys.includes(candidate));
  if (xs.length > 0 && ys.length > 0) {
    if (xs.length !== ys.length) throw unclear(candidates);
    return { samples: xs.map(arrayOf), labels: ys.map(arrayOf) };
  }
  const [first, second, ...others] = candidates;
  if (first === undefined || others.length > 0) throw unclear(candidates);
  if (second === undefined) return { samples: [arrayOf(first)], labels: [] };
  const isUnnamed = [first, second].every(({ name }, index) => shortName(name) === UNNAMED[index]);
  const pair = [arrayOf(first), arrayOf(second)] as const;
  const [isFirst, isSecond] = pair.map(({ shape }) => product(shape.slice(1)) === 1);
  if (isUnnamed || (isSecond && !isFirst)) return { samples: [pair[0]], labels: [pair[1]] };
  if (isFirst && !isSecond) return { samples: [pair[1]], labels: [pair[0]] };
  throw unclear(candidates);
}

function shortName(name: string): string {
  return baseName(name).replace(/\.npy$/, '');
}

function arrayOf({ array, failure }: Candidate): StoredArray {
  if (array === null) throw failure;
  return array;
}

function unclear(candidates: readonly Candidate[]): AssetError {
  const listed = candidates
    .map(({ name, array }) => (array === null ? name : `${name} ${shapeText(array.shape)}`))
    .join(', ');
  return new AssetError(
    candidates[0]?.name ?? t`data`,
    t`The arrays are ${listed}: expected one of samples, and one of labels or none, with names such as x and y`,
  );
}

function checkSameShapes(arrays: readonly StoredArray[]): void {
  const [first, ...others] = arrays;
  const inner = ({ shape, type }: StoredArray) => `${type} ${shapeText(shape.slice(1))}`;
  const other = others.find((array) => inner(array) !== inner(first!));
  if (other === undefined) return;
  throw new AssetError(
    other.name,
    t`Samples are ${inner(other)}: expected ${inner(first!)} as in ${first!.name}`,
  );
}

function checkCounts(samples: StoredArray, labels: StoredArray): void {
  if (samples.shape[0] === labels.shape[0]) return;
  throw new AssetError(
    labels.name,
    t`The file has ${labels.shape[0]!} labels: expected ${samples.shape[0]!}, one for each sample of ${samples.name}`,
  );
}

function partOf(array: StoredArray): SamplePart {
  const shape = array.shape.slice(1);
  const size = product(shape);
  return {
    file: array.name,
    numSamples: array.shape[0]!,
    async read(first, end) {
      const values = await readRows(array, first, end);
      return Array.from(
        { length: end - first },
        (_, index): RawSample => ({
          shape,
          values: values.subarray(index * size, (index + 1) * size),
          rate: null,
        }),
      );
    },
  };
}
