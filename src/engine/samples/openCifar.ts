import { AssetError } from '../../core/errors';
import { type AssetFile, MAX_IMAGES } from '../../core/files/assetFiles';
import { t } from '../../core/language/t';
import { readPart } from '../source/blobReader';
import { chooseSplit } from './chooseSplit';
import { joinParts, type SamplePart } from './joinParts';
import type { RawSamples } from './rawSamples';

const SIDE = 32;
const CHANNELS = 3;
const PLANE_BYTES = SIDE * SIDE;
const PICTURE_BYTES = CHANNELS * PLANE_BYTES;
const CHUNK_RECORDS = 1000;

/** Binary version of a CIFAR data set (cs.toronto.edu/~kriz/cifar.html): labels, then planes. */
interface CifarFormat {
  readonly name: string;
  /** Number of classes of each label byte. */
  readonly numClasses: readonly number[];
}

const FORMATS: readonly CifarFormat[] = [
  { name: 'CIFAR-10', numClasses: [10] },
  // Coarse, then fine.
  { name: 'CIFAR-100', numClasses: [20, 100] },
];

/**
 * Opens CIFAR-10 or CIFAR-100 batches, unpacked, in the order of their names: pictures [32, 32, 3]
 * with their labels. Of CIFAR-100's labels, the coarse ones are used for a network of 20 classes,
 * and a note says which.
 *
 * A size that fits both formats is decided by the labels. Throws AssetError naming the first record
 * with a label out of range.
 */
export async function openCifar(
  files: readonly AssetFile[],
  numClasses: number | null,
): Promise<Omit<RawSamples, 'classNames'>> {
  const sorted = files.toSorted((a, b) => (a.name < b.name ? -1 : 1));
  const { kept, notes } = chooseSplit(sorted, ({ name }) => name);
  const opened = await Promise.all(kept.map(openBatch));
  const [first] = opened;
  const other = opened.find(({ format }) => format !== first!.format);
  if (other !== undefined) {
    throw new AssetError(
      other.part.file,
      t`The file holds ${other.format.name} records: expected ${first!.format.name} as in ${first!.part.file}`,
    );
  }
  const joined = joinParts(opened.map(({ part }) => part));
  if (joined.numSamples > MAX_IMAGES) {
    throw new AssetError(
      first!.part.file,
      t`There are ${joined.numSamples} samples: expected at most ${MAX_IMAGES}`,
    );
  }
  const counts = first!.format.numClasses;
  const place = counts[0] === numClasses ? 0 : counts.length - 1;
  const choice = place === 0 ? t`The 20 coarse labels are used` : t`The 100 fine labels are used`;
  return {
    ...joined,
    kind: 'arrays',
    shape: [SIDE, SIDE, CHANNELS],
    labels: Int32Array.from(opened.flatMap(({ labels }) => Array.from(labels[place]!))),
    labelsAre: 'numbers',
    source: opened.map(({ part }) => part.file).join(', '),
    notes: counts.length === 1 ? notes : [...notes, choice],
  };
}

interface Batch {
  readonly format: CifarFormat;
  /** Labels [records] of each label byte. */
  readonly labels: readonly Uint8Array[];
  readonly part: SamplePart;
}

async function openBatch({ name, blob }: AssetFile): Promise<Batch> {
  const fitting = FORMATS.filter((format) => blob.size > 0 && blob.size % recordBytes(format) === 0);
  if (fitting.length === 0) {
    const sizes = FORMATS.map((format) => `${recordBytes(format)} (${format.name})`).join(', ');
    throw new AssetError(name, t`The file has ${blob.size} bytes: expected a multiple of ${sizes}`);
  }
  if (blob.size > MAX_IMAGES * recordBytes(FORMATS.at(-1)!)) {
    throw new AssetError(name, t`The file has ${blob.size} bytes: expected at most ${MAX_IMAGES} records`);
  }
  const read = await Promise.all(fitting.map((format) => readRecordLabels(name, blob, format)));
  const valid = read.filter(({ wrong }) => wrong === null);
  if (valid.length === 0) throw new AssetError(name, read[0]!.wrong!);
  if (valid.length > 1) {
    const names = fitting.map((format) => format.name).join(', ');
    throw new AssetError(name, t`The size and the labels of the file fit ${names}: expected one of them`);
  }
  const { format, labels } = valid[0]!;
  return { format, labels, part: partOf(name, blob, format) };
}

/** Reads the label bytes, and the sentence on the first one out of range or null. */
async function readRecordLabels(name: string, blob: Blob, format: CifarFormat) {
  const record = recordBytes(format);
  const numRecords = blob.size / record;
  const labels = format.numClasses.map(() => new Uint8Array(numRecords));
  let wrong: string | null = null;
  for (let first = 0; first < numRecords && wrong === null; first += CHUNK_RECORDS) {
    const bytes = await readPart(name, blob.slice(first * record, (first + CHUNK_RECORDS) * record));
    for (const [place, count] of format.numClasses.entries()) {
      for (let index = 0; index * record < bytes.length; index++) {
        const label = bytes[index * record + place]!;
        labels[place]![first + index] = label;
        if (label >= count)
          wrong ??= t`Label of record ${first + index} is ${label}: expected 0 to ${count - 1}`;
      }
    }
  }
  return { format, labels, wrong };
}

function partOf(name: string, blob: Blob, format: CifarFormat): SamplePart {
  const record = recordBytes(format);
  const start = format.numClasses.length;
  return {
    file: name,
    numSamples: blob.size / record,
    async read(first, end) {
      const bytes = await readPart(name, blob.slice(first * record, end * record));
      return Array.from({ length: end - first }, (_, index) => ({
        shape: [SIDE, SIDE, CHANNELS],
        values: interleave(bytes.subarray(index * record + start, (index + 1) * record)),
        rate: null,
      }));
    },
  };
}

function interleave(planes: Uint8Array): Uint8Array {
  const picture = new Uint8Array(PICTURE_BYTES);
  for (let channel = 0; channel < CHANNELS; channel++) {
    for (let pixel = 0; pixel < PLANE_BYTES; pixel++) {
      picture[pixel * CHANNELS + channel] = planes[channel * PLANE_BYTES + pixel]!;
    }
  }
  return picture;
}

function recordBytes({ numClasses }: CifarFormat): number {
  return numClasses.length + PICTURE_BYTES;
}
