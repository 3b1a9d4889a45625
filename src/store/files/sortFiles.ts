import { AssetError } from '../../core/errors';
import { acceptedFiles } from '../../core/files/acceptedFiles';
import type { AssetFile, DataFiles, ModelFiles } from '../../core/files/assetFiles';
import { chooseFiles } from '../../core/files/folderFiles';
import { listNames } from '../../core/files/listNames';
import { type ModelFileKind, modelOfFiles } from '../../core/files/modelFiles';
import { t } from '../../core/language/t';
import { type FileKind, kindOfFile } from './kindOfFile';

/** Imported files by their use. At least one of data and model is not null. */
export interface SortedFiles {
  readonly data: DataFiles | null;
  readonly model: ModelFiles | null;
  /** Names of files that belong to neither. */
  readonly unused: readonly string[];
}

/** Kinds of files that form a data set, with the folder that contains the files of a large set. */
const DATA_FOLDERS: Partial<Record<FileKind, string | undefined>> = {
  idxImages: undefined,
  idxLabels: undefined,
  cifar: undefined,
  wav: 'recordings',
  photo: 'images',
};

/** Matches names of test sets, for kinds whose training set has the same format. */
const TEST_NAMES: Partial<Record<FileKind, RegExp>> = {
  idxImages: /t10k|test/i,
  idxLabels: /t10k|test/i,
  cifar: /test/i,
};

/** Returns the path of a file in the dropped folder, or its name if it was dropped alone. */
export function pathOf(file: File): string {
  return file.webkitRelativePath || file.name;
}

type FilesByKind = Readonly<Record<FileKind, readonly AssetFile[]>>;

/**
 * Sorts dropped or chosen files into a data set and a model, by content where possible, else by
 * name. A data set is an IDX pair, CIFAR-10 batches, wav files, or photos with a label list. A
 * model is Keras's `.h5` or `.keras`, with or without a topology file, or the JSON of TensorFlow.js
 * or the explorer with its weights.
 *
 * Takes the test set of MNIST's four files and of CIFAR-10's six. `chooseFiles` and `modelOfFiles`
 * choose among the files of a folder. Throws AssetError that names the files found and the files
 * wanted.
 */
export async function sortFiles(files: readonly File[]): Promise<SortedFiles> {
  const kinds = await Promise.all(files.map(kindOfFile));
  const filesByKind: Record<FileKind, AssetFile[]> = {
    idxImages: [],
    idxLabels: [],
    cifar: [],
    wav: [],
    photo: [],
    text: [],
    chip: [],
    hdf5: [],
    zip: [],
    arrays: [],
    tfjsModel: [],
    explorerManifest: [],
    kerasTopology: [],
    otherJson: [],
    empty: [],
    unknown: [],
  };
  const filesOf = (kind: FileKind) => files.filter((_, index) => kinds[index] === kind);
  for (const kind of Object.keys(filesByKind) as FileKind[]) {
    const found = TEST_NAMES[kind] === undefined ? filesOf(kind) : testHalf(filesOf(kind), TEST_NAMES[kind]);
    const meant = kind in DATA_FOLDERS ? chooseFiles(found, pathOf, DATA_FOLDERS[kind]) : found;
    filesByKind[kind] = meant.map(assetOf);
  }
  // Beside photos, a CSV file is their list of labels.
  if (filesByKind.photo.length > 0) filesByKind.text.push(...filesByKind.chip.splice(0));
  // Some weight shards have the length of a CIFAR-10 batch.
  const hasShards =
    filesByKind.tfjsModel.length + filesByKind.explorerManifest.length > 0 &&
    filesByKind.hdf5.length + filesByKind.zip.length === 0;
  const data = dataOf(hasShards ? { ...filesByKind, cifar: [] } : filesByKind);
  const model = modelOfFiles(
    files.map((file, index) => ({
      kind: hasShards && kinds[index] === 'cifar' ? 'binary' : MODEL_KINDS[kinds[index]!],
      path: pathOf(file),
      open: () => assetOf(file),
      file,
    })),
  );
  if (model !== null || data !== null) {
    const samples = new Set([...(data?.samples ?? []), ...(data?.labels ?? [])].map(({ blob }) => blob));
    const unused = (model?.unused.map(({ file }) => file) ?? files).filter((file) => !samples.has(file));
    return { data, model: model?.files ?? null, unused: unused.map(({ name }) => name) };
  }
  throw new AssetError(
    listNames(files.map(({ name }) => name)) || t`files`,
    t`Found ${describeKinds(filesByKind)}: expected ${acceptedFiles()}`,
  );
}

/** Role of each kind of file in a model. */
const MODEL_KINDS: Record<FileKind, ModelFileKind> = {
  hdf5: 'hdf5',
  zip: 'zip',
  arrays: 'arrays',
  tfjsModel: 'tfjsModel',
  explorerManifest: 'explorerManifest',
  kerasTopology: 'kerasTopology',
  empty: 'binary',
  unknown: 'binary',
  idxImages: 'other',
  idxLabels: 'other',
  cifar: 'other',
  wav: 'other',
  photo: 'other',
  text: 'other',
  chip: 'other',
  otherJson: 'other',
};

function dataOf(filesByKind: FilesByKind): DataFiles | null {
  const { cifar, wav, photo, text } = filesByKind;
  const sets: DataFiles[] = [];
  if (filesByKind.idxImages.length + filesByKind.idxLabels.length > 0) sets.push(idxPair(filesByKind));
  if (cifar.length > 0) sets.push({ format: 'cifar', samples: byName(cifar), labels: [] });
  if (wav.length > 0) sets.push({ format: 'recordings', samples: byName(wav), labels: [] });
  if (photo.length > 0) {
    const [list, second] = labelLists(text);
    if (list === undefined || second !== undefined) {
      throw new AssetError(
        second?.name ?? photo[0]!.name,
        t`Found ${describeKinds({ ...filesByKind, text: [] })} with ${labelLists(text).length} label lists: expected one, a text with the class of each`,
      );
    }
    sets.push({ format: 'photos', samples: byName(photo), labels: [list] });
  }
  if (sets.length > 1) {
    throw new AssetError(
      sets[1]!.samples[0]!.name,
      t`Files of ${sets.length} data sets came together (${describeKinds(filesByKind)}): expected one set at a time`,
    );
  }
  return sets[0] ?? null;
}

/** Returns `labels.tsv` if there is one, else texts named like tables, else all texts. */
function labelLists(texts: readonly AssetFile[]): readonly AssetFile[] {
  const isList = [/^labels\.tsv$/, /\.(?:tsv|csv|txt)$/i].find((names) =>
    texts.some(({ name }) => names.test(name)),
  );
  return isList === undefined ? texts : texts.filter(({ name }) => isList.test(name));
}

/** Returns the files named like a test set, or all files if there are none. */
function testHalf(files: readonly File[], testName: RegExp): readonly File[] {
  const tests = files.filter(({ name }) => testName.test(name));
  return tests.length > 0 ? tests : files;
}

function assetOf(file: File): AssetFile {
  return { name: file.name, blob: file };
}

function idxPair({ idxImages: images, idxLabels: labels, empty }: FilesByKind): DataFiles {
  if (images.length !== 1 || labels.length !== 1) {
    const found = COUNTED.idxImages(images.length);
    const second = COUNTED.idxLabels(labels.length);
    throw new AssetError(
      [...images, ...labels].map(({ name }) => name).join(', '),
      empty.length === 0
        ? t`Found ${found} and ${second}: expected one of each, such as t10k-images-idx3-ubyte and t10k-labels-idx1-ubyte, .gz or not`
        : t`Found ${found} and ${second}, and ${COUNTED.empty(empty.length)}: expected one of each, such as t10k-images-idx3-ubyte and t10k-labels-idx1-ubyte, .gz or not`,
    );
  }
  return { format: 'idx', samples: images, labels };
}

function byName(files: readonly AssetFile[]): readonly AssetFile[] {
  return files.toSorted((a, b) => (a.name < b.name ? -1 : 1));
}

/** Write the number of files of each kind: `2 wav files`. */
const COUNTED: Record<FileKind, (count: number) => string> = {
  idxImages: (count) => (count === 1 ? t`${count} IDX image file` : t`${count} IDX image files`),
  idxLabels: (count) => (count === 1 ? t`${count} IDX label file` : t`${count} IDX label files`),
  cifar: (count) => (count === 1 ? t`${count} CIFAR-10 batch` : t`${count} CIFAR-10 batches`),
  wav: (count) => (count === 1 ? t`${count} wav file` : t`${count} wav files`),
  photo: (count) => (count === 1 ? t`${count} photo` : t`${count} photos`),
  text: (count) => (count === 1 ? t`${count} text file` : t`${count} text files`),
  chip: (count) => (count === 1 ? t`${count} CSV table` : t`${count} CSV tables`),
  hdf5: (count) => (count === 1 ? t`${count} HDF5 file` : t`${count} HDF5 files`),
  arrays: (count) => (count === 1 ? t`${count} file of weights` : t`${count} files of weights`),
  zip: (count) => (count === 1 ? t`${count} zip file` : t`${count} zip files`),
  tfjsModel: (count) => (count === 1 ? t`${count} tfjs model` : t`${count} tfjs models`),
  explorerManifest: (count) => (count === 1 ? t`${count} model manifest` : t`${count} model manifests`),
  kerasTopology: (count) =>
    count === 1 ? t`${count} model topology file` : t`${count} model topology files`,
  otherJson: (count) => (count === 1 ? t`${count} JSON file` : t`${count} JSON files`),
  empty: (count) => (count === 1 ? t`${count} empty file (0 bytes)` : t`${count} empty files (0 bytes)`),
  unknown: (count) => (count === 1 ? t`${count} file of no known kind` : t`${count} files of no known kind`),
};

function describeKinds(filesByKind: FilesByKind): string {
  const found = (Object.keys(COUNTED) as FileKind[]).filter((kind) => filesByKind[kind].length > 0);
  return found.map((kind) => COUNTED[kind](filesByKind[kind].length)).join(', ') || t`no file`;
}
