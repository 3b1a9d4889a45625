import { AssetError } from '../../core/errors';
import type { AssetFile } from '../../core/files/assetFiles';
import { baseName, isSystemFile } from '../../core/files/folderFiles';
import { listNames } from '../../core/files/listNames';
import { decodeIfText } from '../../core/files/textFile';
import { t } from '../../core/language/t';
import { isZip } from './isZip';
import { isIdx } from './openIdx';
import { isNpy } from './openNpy';
import type { RawSamples, WantedSamples } from './rawSamples';
import { readLabelList } from './readLabelList';
import { startOf, unpackGzip } from './unpackGzip';

/** Kinds of files that hold samples. */
type SampleKind = 'array' | 'npz' | 'cifar' | 'picture' | 'sound' | 'table';
type FileKind = SampleKind | 'text' | 'other';

const TABLE_NAME = /\.(?:csv|tsv|tab|data|dat)(?:\.gz)?$/i;
const TEXT_NAME = /\.txt(?:\.gz)?$/i;
/** Lists of class names, such as `batches.meta.txt` of CIFAR-10. */
const CLASSES_NAME = /(?:class|label|categor|meta)[^/]*\.txt$/i;

/**
 * Opens the samples in a reader's files, which are of one of these kinds:
 * - arrays of NumPy, .npy or .npz, or IDX files, of samples and labels
 * - CIFAR-10 or CIFAR-100 batches, binary version
 * - pictures in folders named after their classes, or with a list of labels
 * - wav recordings in folders named after their classes, or named as spoken digits of FSDD
 * - a table of numbers as text
 *
 * All but pictures, recordings and zip files may be gzipped. A text file with one class name a
 * line, called classes, labels or meta, names the classes of arrays and CIFAR batches. Other files
 * are left out, and a note names them. Labels of a file that `isLabels` take the place of others.
 * Throws AssetError if the files hold no samples, or several kinds.
 */
export async function openSamples(files: readonly AssetFile[], wanted: WantedSamples): Promise<RawSamples> {
  const [labels, second] = files.filter(({ isLabels }) => isLabels);
  if (second !== undefined) {
    throw new AssetError(
      second.name,
      t`The file holds labels, and so does ${labels!.name}: expected one file of labels`,
    );
  }
  const samples = await openGiven(
    files.filter((file) => file !== labels),
    wanted,
  );
  if (labels === undefined) return samples;
  const { withLabels } = await import('./withLabels');
  return withLabels(samples, labels);
}

/** Opens samples as `openSamples` does, with the labels that are among them. */
async function openGiven(
  files: readonly AssetFile[],
  { shape, numClasses }: WantedSamples,
): Promise<RawSamples> {
  const given = files.filter(({ name }) => !isSystemFile(name));
  const kinds = await Promise.all(given.map(kindOf));
  const ofKind = (...wanted: readonly FileKind[]) => given.filter((_, at) => wanted.includes(kinds[at]!));
  const primary = primaryKind(given, kinds);
  const unused = (used: readonly AssetFile[], samples: RawSamples) => withUnused(samples, given, used);
  switch (primary) {
    case 'array':
    case 'npz': {
      const { openArrays } = await import('./openArrays');
      const used = ofKind('array', 'npz');
      const unpacked = await Promise.all(used.map(unpackArrays));
      return withClassNames(given, used, { ...(await openArrays(unpacked.flat())), classNames: null });
    }
    case 'cifar': {
      const { openCifar } = await import('./openCifar');
      const used = ofKind('cifar');
      const opened = await openCifar(await Promise.all(used.map(unpackGzip)), numClasses);
      return withClassNames(given, used, { ...opened, classNames: null });
    }
    case 'picture': {
      const { openPictures } = await import('./openPictures');
      const lists = ofKind('table', 'text');
      const pictures = ofKind('picture');
      return unused(
        [...pictures, ...lists],
        await openPictures(pictures, await Promise.all(lists.map(readLabelList))),
      );
    }
    case 'sound': {
      const { openSounds } = await import('./openSounds');
      const used = ofKind('sound');
      return unused(used, await openSounds(used));
    }
    case 'table': {
      const { openTable } = await import('./openTable');
      const { chooseSplit } = await import('./chooseSplit');
      const tables = ofKind('table').length > 0 ? ofKind('table') : ofKind('text');
      const { kept, notes } = chooseSplit(tables, ({ name }) => name);
      const [table, second] = kept;
      if (second !== undefined) {
        throw new AssetError(second.name, t`The file is a table, and so is ${table!.name}: expected one`);
      }
      const opened = await openTable(await unpackGzip(table!), shape);
      return unused(tables, { ...opened, notes: [...notes, ...opened.notes] });
    }
    default:
      return primary satisfies never;
  }
}

async function kindOf(file: AssetFile): Promise<FileKind> {
  const { name, blob } = file;
  const start = await startOf(file);
  if (blob.size === 0) return 'other';
  if (isNpy(start) || isIdx(start)) return 'array';
  if (isZip(start)) return 'npz';
  const { pictureFormat } = await import('../datasets/photos/decodePicture');
  if (pictureFormat(start) !== null || /\.(?:jpe?g|png)$/i.test(name)) return 'picture';
  if (/\.wav$/i.test(name)) return 'sound';
  if (/\.bin(?:\.gz)?$/i.test(name)) return 'cifar';
  if (/\.np[yz](?:\.gz)?$/i.test(name)) return 'array';
  const isText = decodeIfText(start) !== undefined;
  if (isText && TABLE_NAME.test(name)) return 'table';
  return isText && TEXT_NAME.test(name) ? 'text' : 'other';
}

function primaryKind(files: readonly AssetFile[], kinds: readonly FileKind[]): SampleKind {
  const wanted = t`arrays (.npy, .npz, IDX), CIFAR batches (.bin), pictures, wav recordings or a table of numbers`;
  const isSample = (kind: FileKind): kind is 'array' | 'npz' | 'cifar' | 'picture' | 'sound' =>
    kind !== 'table' && kind !== 'text' && kind !== 'other';
  const found = kinds.filter(isSample);
  const [first] = found;
  const other = found.find((kind) => groupOf(kind) !== groupOf(first!));
  if (first !== undefined && other !== undefined) {
    const [one, two] = [first, other].map((kind) => files[kinds.indexOf(kind)]!.name);
    throw new AssetError(two!, t`The file is of another kind than ${one!}: expected ${wanted}`);
  }
  if (first !== undefined) return first;
  if (kinds.includes('table') || kinds.includes('text')) return 'table';
  const names = listNames(files.map(({ name }) => name)) || t`data`;
  throw new AssetError(names, t`The files hold no samples: expected ${wanted}`);
}

/** Arrays of all kinds belong together. */
function groupOf(kind: SampleKind): SampleKind {
  return kind === 'npz' ? 'array' : kind;
}

async function unpackArrays(file: AssetFile): Promise<readonly AssetFile[]> {
  if (isZip(await startOf(file))) {
    const { unpackNpz } = await import('./openNpz');
    return unpackNpz(file);
  }
  return [await unpackGzip(file)];
}

/**
 * Adds the names of the classes from the lists among the files given: of those with a name for each
 * label, the shortest.
 */
async function withClassNames(
  given: readonly AssetFile[],
  used: readonly AssetFile[],
  samples: RawSamples,
): Promise<RawSamples> {
  const files = given.filter(({ name }) => CLASSES_NAME.test(baseName(name)));
  if (files.length === 0 || samples.labels === null) return withUnused(samples, given, used);
  const highest = samples.labels.reduce((most, label) => Math.max(most, label), 0);
  const lists = (await Promise.all(files.map(readLabelList))).sort((a, b) => a.rows.length - b.rows.length);
  const list = lists.find(({ rows }) => rows.length > highest);
  if (list === undefined) {
    const { name, rows } = lists.at(-1)!;
    throw new AssetError(
      name,
      t`The file names ${rows.length} classes: expected ${highest + 1} or more, as the highest label is ${highest}`,
    );
  }
  const file = files.find(({ name }) => name === list.name);
  const classNames = list.rows.map(({ cells }) => cells.join(' '));
  return withUnused({ ...samples, classNames }, given, file === undefined ? used : [...used, file]);
}

function withUnused(
  samples: RawSamples,
  given: readonly AssetFile[],
  used: readonly AssetFile[],
): RawSamples {
  const usedFiles = new Set(used);
  const names = given.filter((file) => !usedFiles.has(file)).map(({ name }) => name);
  return names.length === 0
    ? samples
    : { ...samples, notes: [...samples.notes, t`Not used: ${listNames(names)}`] };
}
