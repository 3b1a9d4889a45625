import {
  closeSync,
  existsSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  realpathSync,
  statSync,
} from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { constants, gunzipSync } from 'node:zlib';
import { AssetError } from '../../core/errors';
import { SAMPLE_FILES, WEIGHT_FILES } from '../../core/files/acceptedFiles';
import type {
  AssetFile,
  DataFiles,
  DataFormat,
  ExplorerModelFiles,
  ModelFiles,
} from '../../core/files/assetFiles';
import {
  baseName,
  chooseFiles,
  isSystemFile,
  listNames,
  MOST_FILES,
  tooManyFiles,
} from '../../core/files/folderFiles';
import { parseJson } from '../../core/files/jsonFile';
import {
  type FoundFile,
  kindOfModelJson,
  MAX_JSON_BYTES,
  type ModelFileKind,
  modelOfFiles,
} from '../../core/files/modelFiles';
import { decodeIfText } from '../../core/files/textFile';
import { dataPaths, modelPaths } from '../../core/network/embedded';
import type { DataKind, TrainingSet } from '../../core/network/model';
import { isGzip } from '../../engine/datasets/gunzip';
import { unusedSentence } from '../../experiment/text/filesInUse';
import { projectRoot } from '../projectRoot';

const START_BYTES = 4096;
const publicFolder = join(projectRoot, 'public');

function fileAt(path: string): AssetFile {
  if (!existsSync(path)) throw new AssetError(path, 'The file does not exist');
  return { name: basename(path), blob: new Blob([new Uint8Array(readFileSync(path))]) };
}

/** The committed weights of a model. Throws AssetError when they are not there. */
export function readModelFiles(model: string, weights: TrainingSet): ExplorerModelFiles {
  const { format, manifest, weights: bytes } = modelPaths(model, weights);
  return {
    format,
    manifest: fileAt(join(publicFolder, manifest)),
    weights: fileAt(join(publicFolder, bytes)),
  };
}

/** A model that the caller has, and a sentence on the files beside it that have no use. */
interface GivenWeights {
  readonly files: ModelFiles;
  readonly notes: readonly string[];
}

/**
 * Weights that the caller has, as `--weights` names them: a file or a folder, or two files with a comma between, the weights of
 * a Keras model and its topology. Throws AssetError when a file is not there, or is not of a model.
 */
export function readWeightsFile(text: string): GivenWeights {
  const paths = existsSync(text) ? [text] : text.split(',');
  return readWeightsFiles(paths);
}

/** A file on disk that may be of a model. */
interface WeightsFile extends FoundFile {
  /** It was found in a folder: nobody asked for it by its name. */
  readonly isFound: boolean;
}

/**
 * The model that files make, sorted by their content as the page sorts what is dropped: a `.h5` file, which is read where it
 * lies, or a `.keras` file, with or without a topology; tfjs's `model.json`, whose shards may be left out and are then taken from its
 * folder; or the explorer's own `manifest.json` with the `weights.bin` beside it. In a folder the one model is looked for, also in the
 * folders inside it. Throws AssetError, also naming a file that was asked for and has no use.
 */
export function readWeightsFiles(paths: readonly string[]): GivenWeights {
  const files = paths.flatMap((path) => (isFolder(path) ? weightsIn(path) : [weightsAt(path)]));
  const [first] = files;
  if (paths.length === 1 && first?.isFound === false) files.push(...companionsOf(paths[0]!, first.kind));
  const model = modelOfFiles(files);
  if (model === null) {
    const found = files.filter(({ isFound }) => isFound).map(({ path }) => path);
    const what = paths.some(isFolder)
      ? `The folder holds ${listNames(found) || 'no file'} and no model`
      : 'No file is of a model';
    throw new AssetError(paths.join(', '), `${what}: expected ${WEIGHT_FILES}`);
  }
  const asked = model.unused.find(({ isFound }) => !isFound);
  if (asked !== undefined) {
    const [what, wanted] =
      model.files.format === 'keras'
        ? ['no topology of a Keras model', 'its config.json']
        : ['no part of the model', 'its own files'];
    const beside = `${wanted} or nothing beside ${model.files.weights.name}`;
    throw new AssetError(asked.path, `The file is ${what}: expected ${beside}`);
  }
  const unused = model.unused.map(({ path }) => path);
  return { files: model.files, notes: unused.length === 0 ? [] : [unusedSentence(unused)] };
}

function weightsAt(path: string): WeightsFile {
  if (!isFile(path)) {
    const found = existsSync(path) ? 'It is a device' : 'The file does not exist';
    throw new AssetError(path, `${found}: expected ${WEIGHT_FILES}`);
  }
  const name = basename(path);
  if (statSync(path).size === 0) throw new AssetError(name, `The file is empty: expected ${WEIGHT_FILES}`);
  const file = weightsFile(path, name);
  if (file.kind === 'other' && isNamedJson(name))
    parseJson(textOf(path), name, 'a model of tfjs or the topology of a Keras model');
  return { ...file, isFound: false };
}

function weightsIn(folder: string): WeightsFile[] {
  return filesBelow(folder).map((path) => ({ ...weightsFile(join(folder, path), path), isFound: true }));
}

/** What lies beside a JSON file that was given alone and may be its weights. */
function companionsOf(path: string, kind: ModelFileKind): WeightsFile[] {
  const folder = dirname(path);
  if (kind === 'explorerManifest') return [weightsAt(join(folder, 'weights.bin'))];
  if (kind !== 'tfjsModel') return [];
  const names = readdirSync(folder).filter((name) => !isSystemFile(name) && isFile(join(folder, name)));
  const found = names.map((name) => ({ ...weightsFile(join(folder, name), name), isFound: true }));
  return found.filter((file) => file.kind === 'binary');
}

function weightsFile(file: string, path: string): FoundFile {
  const kind = kindOfWeights(file);
  // The zip of a .keras file is unpacked in memory anyway, and HDF5 inside has no path.
  const open = () =>
    kind === 'hdf5' ? { name: basename(file), blob: new Blob(), path: resolve(file) } : fileAt(file);
  return { kind, path, open };
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}

/**
 * By content, of gzip files by what they hold; where that says nothing, by name, and the reader of what the file claims to
 * be says what it is instead.
 */
function kindOfWeights(path: string): ModelFileKind {
  const start = startOf(path);
  if (start.toString('latin1', 1, 4) === 'HDF') return 'hdf5';
  if (start.toString('latin1', 0, 2) === 'PK') return 'zip';
  const text = decodeIfText(start);
  const name = basename(path);
  if (isNamedJson(name) || text?.trimStart().startsWith('{')) {
    const kind = statSync(path).size > MAX_JSON_BYTES ? 'otherJson' : kindOfModelJson(textOf(path));
    return kind === 'otherJson' ? 'other' : kind;
  }
  if (/\.(?:h5|hdf5|keras)(?:\.gz)?$/i.test(name)) return 'hdf5';
  // The bytes of a small shard of tfjs may all be letters.
  return text === undefined || /\.bin(?:\.gz)?$/i.test(name) ? 'binary' : 'other';
}

function isNamedJson(name: string): boolean {
  return /\.json(?:\.gz)?$/i.test(name);
}

/** The first bytes of a file, or of what it holds where it is gzipped. */
function startOf(path: string): Buffer {
  const bytes = Buffer.alloc(START_BYTES);
  const file = openSync(path, 'r');
  try {
    const start = bytes.subarray(0, readSync(file, bytes, 0, bytes.length, 0));
    return unpacked(start);
  } finally {
    closeSync(file);
  }
}

function textOf(path: string): string {
  return unpacked(readFileSync(path))
    .toString('utf8')
    .replace(/^\uFEFF/, '');
}

/** The bytes without gzip around them, as far as they go; as they are where it is damaged or holds more than JSON may. */
function unpacked(bytes: Buffer): Buffer {
  if (!isGzip(bytes)) return bytes;
  try {
    return gunzipSync(bytes, { finishFlush: constants.Z_SYNC_FLUSH, maxOutputLength: MAX_JSON_BYTES });
  } catch {
    return bytes;
  }
}

/** The embedded test set of a kind, as many parts as hold `numSamples`. */
export function readEmbeddedData(kind: DataKind, numSamples: number): DataFiles {
  const { format, samples, labels } = dataPaths(kind, numSamples);
  const read = (paths: readonly string[]) => paths.map((path) => fileAt(join(publicFolder, path)));
  return { format, samples: read(samples), labels: read(labels) };
}

/** The two halves of a data set, as MNIST's files divide it. */
type Half = 'train' | 'test';

const IMAGES_NAME = /images?[-.]idx3-ubyte(\.gz)?$/;
const LABELS_NAME = /labels?[-.]idx1-ubyte(\.gz)?$/;
const HALF_NAMES: Record<Half, RegExp> = { train: /^train/, test: /^(t10k|test)/ };
const USUAL_NAMES: Record<Half, string> = {
  train: 'train-images-idx3-ubyte',
  test: 't10k-images-idx3-ubyte',
};

/**
 * One half of a data set of this kind in a folder. Throws AssetError when the folder holds no such set or several. Of
 * recordings all files are given: which of them belong to the test set is in their names.
 */
export function readDataFolder(folder: string, kind: DataKind, half: Half): DataFiles {
  const isThere = existsSync(folder);
  if (!isThere || !statSync(folder).isDirectory()) {
    const found = isThere ? 'It is a file' : 'The folder does not exist';
    throw new AssetError(folder, `${found}: expected a folder of ${SAMPLE_FILES[kind]}, or "generated"`);
  }
  switch (kind) {
    case 'digits':
      return readIdxFolder(folder, half);
    case 'pictures':
      return readMatching(folder, CIFAR_NAMES[half], 'cifar', `${CIFAR_USUAL_NAMES[half]}, .gz or not`);
    case 'speech':
      return readMatching(folder, /\.wav$/i, 'recordings', '0_george_0.wav and the like', 'recordings');
    case 'photos':
      return readPhotoFolder(folder);
    default:
      throw kind satisfies never;
  }
}

const CIFAR_NAMES: Record<Half, RegExp> = {
  train: /^data_batch_\d\.bin(\.gz)?$/,
  test: /^test_batch\.bin(\.gz)?$/,
};
const CIFAR_USUAL_NAMES: Record<Half, string> = { train: 'data_batch_1.bin', test: 'test_batch.bin' };

function readMatching(
  folder: string,
  names: RegExp,
  format: DataFormat,
  wanted: string,
  folderName?: string,
): DataFiles {
  const found = findFiles(folder, (name) => names.test(name), folderName);
  if (found.length === 0) throw new AssetError(folder, `No data file is there: expected ${wanted}`);
  return { format, samples: found.map((path) => fileAt(join(folder, path))), labels: [] };
}

/** Photos with the one label list that is there: `labels.tsv`, or any text. */
function readPhotoFolder(folder: string): DataFiles {
  const photos = readMatching(folder, /\.(?:jpe?g|png)$/i, 'photos', 'JPEG or PNG files', 'images');
  const named = findFiles(folder, (name) => name === 'labels.tsv');
  const lists = named.length > 0 ? named : findFiles(folder, (name) => /\.(?:tsv|csv|txt)$/i.test(name));
  const [list, second] = lists;
  if (list === undefined || second !== undefined) {
    throw new AssetError(
      folder,
      `The folder holds ${lists.length} label lists: expected one, labels.tsv or another .tsv, .csv or .txt`,
    );
  }
  return { ...photos, labels: [fileAt(join(folder, list))] };
}

/** A folder of IDX files: `t10k-images-idx3-ubyte` is the test set; where no file says t10k or test, the only pair is. */
function readIdxFolder(folder: string, half: Half): DataFiles {
  const named = findFiles(folder, (name) => IMAGES_NAME.test(name) && HALF_NAMES[half].test(name));
  const isNamedSo = named.length > 0 || half === 'train';
  const [images, second] = isNamedSo ? named : findFiles(folder, (name) => IMAGES_NAME.test(name));
  if (images === undefined) {
    throw new AssetError(folder, `No IDX image file is there: expected ${USUAL_NAMES[half]}, .gz or not`);
  }
  if (second !== undefined) {
    throw new AssetError(folder, `Both ${images} and ${second} could be the ${half} images: expected one`);
  }
  const labels = baseName(images)
    .replace(/\.gz$/, '')
    .replace(/images?([-.])idx3/, 'labels$1idx1');
  const [found] = findFiles(folder, (name) => LABELS_NAME.test(name) && isNamed(name, labels));
  if (found === undefined)
    throw new AssetError(folder, `The labels of ${images} are missing: expected ${labels}, .gz or not`);
  return {
    format: 'idx',
    samples: [fileAt(join(folder, images))],
    labels: [fileAt(join(folder, found))],
  };
}

/** Whether a file has this name, gzipped or not: `t10k-labels.idx1-ubyte` is one with `t10k-labels-idx1-ubyte`. */
function isNamed(found: string, name: string): boolean {
  const plain = (text: string) => text.replace(/\.gz$/, '').replace(/\.idx/, '-idx');
  return plain(found) === plain(name);
}

/** Paths below `folder` of the files that have a wanted name, those of `folderName` or the fewest folders first: see `chooseFiles`. */
function findFiles(
  folder: string,
  isWanted: (name: string) => boolean,
  folderName?: string,
): readonly string[] {
  const paths = filesBelow(folder).filter((path) => isWanted(baseName(path)));
  return chooseFiles(paths, (path) => path, folderName);
}

/**
 * All files of a folder and of the folders inside it by their paths below it, as the page takes a folder that is dropped.
 * A folder that links lead to again is read once. Throws AssetError for more files than any data set has.
 */
function filesBelow(folder: string): readonly string[] {
  const found: string[] = [];
  const known = new Set<string>();
  const waiting = [''];
  // Folders put those inside them behind.
  for (const path of waiting) {
    const place = realpathSync(join(folder, path));
    if (known.has(place)) continue;
    known.add(place);
    for (const name of readdirSync(place).filter((each) => !isSystemFile(each))) {
      const inner = path === '' ? name : `${path}/${name}`;
      // A link may lead nowhere.
      const stats = statSync(join(folder, inner), { throwIfNoEntry: false });
      if (stats?.isDirectory()) waiting.push(inner);
      if (stats?.isFile()) found.push(inner);
      if (found.length > MOST_FILES) throw tooManyFiles(folder);
    }
  }
  return found;
}
