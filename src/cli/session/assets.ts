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
import { sampleFiles, weightFiles } from '../../core/files/acceptedFiles';
import type {
  AssetFile,
  DataFiles,
  DataFormat,
  ExplorerModelFiles,
  ModelFiles,
} from '../../core/files/assetFiles';
import { baseName, chooseFiles, isSystemFile, MOST_FILES, tooManyFiles } from '../../core/files/folderFiles';
import { isGzip } from '../../core/files/gzip';
import { parseJson } from '../../core/files/jsonFile';
import { listNames } from '../../core/files/listNames';
import {
  type FoundFile,
  kindOfModelJson,
  MAX_JSON_BYTES,
  type ModelFileKind,
  modelOfFiles,
} from '../../core/files/modelFiles';
import { isNpz, isSafetensors } from '../../core/files/networkFiles';
import { decodeIfText } from '../../core/files/textFile';
import { dataPaths, modelPaths } from '../../core/network/assetPaths';
import type { CatalogKind, TrainingSet } from '../../core/network/model';
import { unusedSentence } from '../../experiment/text/filesInUse';
import { projectRoot } from '../projectRoot';

const START_BYTES = 4096;
const publicFolder = join(projectRoot, 'public');

/** Reads a file. Throws AssetError if there is none. */
export function fileAt(path: string): AssetFile {
  if (!existsSync(path)) throw new AssetError(path, 'The file does not exist');
  return { name: basename(path), blob: new Blob([new Uint8Array(readFileSync(path))]) };
}

/** Reads the committed weights of a model. Throws AssetError when they are missing. */
export function readModelFiles(model: string, weights: TrainingSet): ExplorerModelFiles {
  const { format, manifest, weights: bytes } = modelPaths(model, weights);
  return {
    format,
    manifest: fileAt(join(publicFolder, manifest)),
    weights: fileAt(join(publicFolder, bytes)),
  };
}

/** Model given by the caller, with a note for unused files beside it. */
interface GivenWeights {
  readonly files: ModelFiles;
  readonly notes: readonly string[];
}

/**
 * Reads the weights named by `--weights`: a file or a folder, or two files separated by a comma,
 * the weights of a Keras model and its topology. Throws AssetError when a file is missing or is not
 * part of a model.
 */
export function readWeightsFile(text: string): GivenWeights {
  const paths = existsSync(text) ? [text] : text.split(',');
  return readWeightsFiles(paths);
}

/** File on disk that may be part of a model. */
interface WeightsFile extends FoundFile {
  /** True if it was found in a folder, false if it was named by the caller. */
  readonly isFound: boolean;
}

/**
 * Returns the model that files form, sorted by content as the page sorts dropped files.
 *
 * A model is a `.h5` file, which is read in place, or a `.keras` file, with or without a topology;
 * tfjs's `model.json`, whose shards are taken from its folder if they are not named; or the
 * explorer's own `manifest.json` with the `weights.bin` beside it. A folder, with its subfolders,
 * must contain one model.
 *
 * Throws AssetError, also for a named file that is not used.
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
      : `The ${paths.length === 1 ? 'file holds' : 'files hold'} no model`;
    throw new AssetError(paths.join(', '), `${what}: expected ${weightFiles()}`);
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
    throw new AssetError(path, `${found}: expected ${weightFiles()}`);
  }
  const name = basename(path);
  if (statSync(path).size === 0) throw new AssetError(name, `The file is empty: expected ${weightFiles()}`);
  const file = weightsFile(path, name);
  if (file.kind === 'other' && isNamedJson(name))
    parseJson(textOf(path), name, 'a model of tfjs or the topology of a Keras model');
  return { ...file, isFound: false };
}

function weightsIn(folder: string): WeightsFile[] {
  return filesBelow(folder).map((path) => ({ ...weightsFile(join(folder, path), path), isFound: true }));
}

/** Returns the files beside a JSON file, given alone, that may be its weights. */
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
  // A .keras zip is unpacked in memory anyway, and HDF5 inside it has no path.
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
 * Determines the kind of a file by its content, for gzip files by the content inside, and otherwise
 * by its name. If a name is wrong, the reader of that kind reports the actual content.
 */
function kindOfWeights(path: string): ModelFileKind {
  const start = startOf(path);
  if (start.toString('latin1', 1, 4) === 'HDF') return 'hdf5';
  if (isSafetensors(start) || isNpz(start)) return 'arrays';
  if (start.toString('latin1', 0, 2) === 'PK') return 'zip';
  const text = decodeIfText(start);
  const name = basename(path);
  if (isNamedJson(name) || text?.trimStart().startsWith('{')) {
    const kind = statSync(path).size > MAX_JSON_BYTES ? 'otherJson' : kindOfModelJson(textOf(path));
    return kind === 'otherJson' ? 'other' : kind;
  }
  if (/\.(?:h5|hdf5|keras)(?:\.gz)?$/i.test(name)) return 'hdf5';
  // The bytes of a small tfjs shard may all be letters.
  return text === undefined || /\.bin(?:\.gz)?$/i.test(name) ? 'binary' : 'other';
}

function isNamedJson(name: string): boolean {
  return /\.json(?:\.gz)?$/i.test(name);
}

/** Returns the first bytes of a file, unpacked if it is gzipped. */
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

/**
 * Unpacks gzip, as far as the bytes go. Returns the bytes unchanged if they are damaged or exceed
 * the limit for JSON.
 */
function unpacked(bytes: Buffer): Buffer {
  if (!isGzip(bytes)) return bytes;
  try {
    return gunzipSync(bytes, { finishFlush: constants.Z_SYNC_FLUSH, maxOutputLength: MAX_JSON_BYTES });
  } catch {
    return bytes;
  }
}

/** Reads the embedded test set of a kind, with as many parts as `numSamples` needs. */
export function readEmbeddedData(kind: CatalogKind, numSamples: number): DataFiles {
  const { format, samples, labels } = dataPaths(kind, numSamples);
  const read = (paths: readonly string[]) => paths.map((path) => fileAt(join(publicFolder, path)));
  return { format, samples: read(samples), labels: read(labels) };
}

/** The two halves of a data set, as in MNIST's files. */
type Half = 'train' | 'test';

const IMAGES_NAME = /images?[-.]idx3-ubyte(\.gz)?$/;
const LABELS_NAME = /labels?[-.]idx1-ubyte(\.gz)?$/;
const HALF_NAMES: Record<Half, RegExp> = { train: /^train/, test: /^(t10k|test)/ };
const USUAL_NAMES: Record<Half, string> = {
  train: 'train-images-idx3-ubyte',
  test: 't10k-images-idx3-ubyte',
};

/**
 * Finds one half of a data set of this kind in a folder. Throws AssetError when the folder holds no
 * such set or several. For recordings it returns all files, because their names tell the test set.
 */
export function readDataFolder(folder: string, kind: CatalogKind, half: Half): DataFiles {
  if (kind === 'text') throw new AssetError(folder, 'Text is not read from a folder: expected "generated"');
  const isThere = existsSync(folder);
  if (!isThere || !statSync(folder).isDirectory()) {
    const found = isThere ? 'It is a file' : 'The folder does not exist';
    throw new AssetError(folder, `${found}: expected a folder of ${sampleFiles()[kind]}, or "generated"`);
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

/** Returns photos with their single label list: `labels.tsv`, or any text file. */
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

/**
 * Finds the IDX files of a half. `t10k-images-idx3-ubyte` is the test set. If no name contains t10k
 * or test, the only pair is.
 */
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
  const imagesPath = join(folder, images);
  if (statSync(imagesPath).size === 0)
    throw new AssetError(images, 'The file is empty (0 bytes): expected IDX images');
  const labels = baseName(images)
    .replace(/\.gz$/, '')
    .replace(/images?([-.])idx3/, 'labels$1idx1');
  const [found] = findFiles(folder, (name) => LABELS_NAME.test(name) && isNamed(name, labels));
  if (found === undefined)
    throw new AssetError(folder, `The labels of ${images} are missing: expected ${labels}, .gz or not`);
  return {
    format: 'idx',
    samples: [fileAt(imagesPath)],
    labels: [fileAt(join(folder, found))],
  };
}

/**
 * Returns true if a file has this name, gzipped or not. `t10k-labels.idx1-ubyte` equals
 * `t10k-labels-idx1-ubyte`.
 */
function isNamed(found: string, name: string): boolean {
  const plain = (text: string) => text.replace(/\.gz$/, '').replace(/\.idx/, '-idx');
  return plain(found) === plain(name);
}

/**
 * Returns the paths below `folder` of the files with a wanted name, chosen by `chooseFiles`: those
 * in `folderName`, or in the fewest folders.
 */
function findFiles(
  folder: string,
  isWanted: (name: string) => boolean,
  folderName?: string,
): readonly string[] {
  const paths = filesBelow(folder).filter((path) => isWanted(baseName(path)));
  return chooseFiles(paths, (path) => path, folderName);
}

/**
 * Returns the paths of all files in a folder and its subfolders, relative to it, as for a folder
 * dropped on the page. A folder reached again through links is read once. Throws AssetError for
 * more files than any data set has.
 */
export function filesBelow(folder: string): readonly string[] {
  const found: string[] = [];
  const known = new Set<string>();
  const waiting = [''];
  // The loop also visits the subfolders that it appends.
  for (const path of waiting) {
    const place = realpathSync(join(folder, path));
    if (known.has(place)) continue;
    known.add(place);
    for (const name of readdirSync(place).filter((each) => !isSystemFile(each))) {
      const inner = path === '' ? name : `${path}/${name}`;
      // A link may be broken.
      const stats = statSync(join(folder, inner), { throwIfNoEntry: false });
      if (stats?.isDirectory()) waiting.push(inner);
      if (stats?.isFile()) found.push(inner);
      if (found.length > MOST_FILES) throw tooManyFiles(folder);
    }
  }
  return found;
}
