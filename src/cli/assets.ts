import { closeSync, existsSync, openSync, readdirSync, readFileSync, readSync, statSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import type { AssetFile, DataFiles, DataFormat, ExplorerModelFiles, ModelFiles } from '../core/assetFiles';
import { dataPaths, modelPaths } from '../core/embedded';
import { AssetError } from '../core/errors';
import { baseName, chooseFiles, isSystemFile } from '../core/folderFiles';
import { parseJson } from '../core/jsonFile';
import type { DataKind, TrainingSet } from '../core/model';
import { kindOfModelJson, type ModelFilesByKind, modelOfFiles } from '../core/modelFiles';
import { decodeIfText } from '../core/textFile';
import { projectRoot } from './projectRoot';

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

/**
 * Weights that the caller has, as `--weights` names them: one file, or two with a comma between, the weights of a Keras model and
 * its topology. Throws AssetError when a file is not there, or is not of a model.
 */
export function readWeightsFile(text: string): ModelFiles {
  const paths = existsSync(text) ? [text] : text.split(',');
  return readWeightsFiles(paths);
}

/**
 * The model that files make, sorted by their content as the page sorts what is dropped: a `.h5` file, which is read where it
 * lies, or a `.keras` file, with or without a topology; tfjs's `model.json`, whose shards may be left out and are then taken from its
 * folder; or the explorer's own `manifest.json` with the `weights.bin` beside it. Throws AssetError, also naming a file
 * that weights of Keras have no use for.
 */
export function readWeightsFiles(paths: readonly string[]): ModelFiles {
  const filesByKind: Record<keyof ModelFilesByKind, AssetFile[]> = {
    hdf5: [],
    zip: [],
    tfjsModel: [],
    explorerManifest: [],
    kerasTopology: [],
    shards: [],
  };
  for (const path of paths) {
    if (!isFile(path)) {
      const found = existsSync(path) ? 'It is a folder or a device' : 'The file does not exist';
      throw new AssetError(path, `${found}: expected a weight file of Keras or tfjs`);
    }
    const kind = kindOfWeights(path);
    // The zip of a .keras file is unpacked in memory anyway, and HDF5 inside has no path.
    filesByKind[kind].push(
      kind === 'hdf5' ? { name: basename(path), blob: new Blob(), path: resolve(path) } : fileAt(path),
    );
    if (paths.length > 1) continue;
    const folder = dirname(path);
    if (kind === 'explorerManifest') filesByKind.shards.push(fileAt(join(folder, 'weights.bin')));
    if (kind === 'tfjsModel') filesByKind.shards.push(...binariesOf(folder));
  }
  const model = modelOfFiles(filesByKind);
  const [unused] = filesByKind.shards;
  if (model?.format === 'keras' && unused !== undefined) {
    throw new AssetError(
      unused.name,
      `The file is no topology of a Keras model: expected its config.json or nothing beside ${model.weights.name}`,
    );
  }
  if (model !== null) return model;
  throw new AssetError(paths.join(', '), 'No file is of a model: expected a weight file of Keras or tfjs');
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
}

/** By content; where that says nothing, by name, and the reader of what the file claims to be says what it is instead. */
function kindOfWeights(path: string): keyof ModelFilesByKind {
  const start = startOf(path);
  if (start.toString('latin1', 1, 4) === 'HDF') return 'hdf5';
  if (start.toString('latin1', 0, 2) === 'PK') return 'zip';
  const name = basename(path);
  if (start.length === 0) {
    throw new AssetError(name, 'The file is empty: expected a weight file of Keras or tfjs');
  }
  const isNamedJson = /\.json$/i.test(name);
  if (isNamedJson || decodeIfText(start)?.trimStart().startsWith('{')) {
    const text = readFileSync(path, 'utf8').replace(/^\uFEFF/, '');
    const kind = kindOfModelJson(text);
    if (kind !== 'otherJson') return kind;
    if (isNamedJson) parseJson(text, name, 'a model of tfjs or the topology of a Keras model');
    return 'shards';
  }
  return /\.(?:h5|hdf5|keras)$/i.test(path) ? 'hdf5' : 'shards';
}

/** The first bytes of a file. */
function startOf(path: string): Buffer {
  const bytes = Buffer.alloc(START_BYTES);
  const file = openSync(path, 'r');
  try {
    return bytes.subarray(0, readSync(file, bytes, 0, bytes.length, 0));
  } finally {
    closeSync(file);
  }
}

/** The files of a folder that may be shards. */
function binariesOf(folder: string): AssetFile[] {
  const names = readdirSync(folder).filter(
    (name) => !name.endsWith('.json') && !isSystemFile(name) && isFile(join(folder, name)),
  );
  return names.map((name) => fileAt(join(folder, name)));
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
/** Archives unpack a file into a folder of its name, and a set into a folder in a folder. */
const MOST_FOLDERS = 2;
const HALF_NAMES: Record<Half, RegExp> = { train: /^train/, test: /^(t10k|test)/ };
const USUAL_NAMES: Record<Half, string> = {
  train: 'train-images-idx3-ubyte',
  test: 't10k-images-idx3-ubyte',
};

/** What a folder holds for each kind of data, for messages. */
const FOLDER_CONTENTS: Record<DataKind, string> = {
  digits: 'IDX files',
  pictures: 'CIFAR-10 binary files',
  speech: 'wav files',
  photos: 'JPEG or PNG files and a label list',
};

/**
 * One half of a data set of this kind in a folder. Throws AssetError when the folder holds no such set or several. Of
 * recordings all files are given: which of them belong to the test set is in their names.
 */
export function readDataFolder(folder: string, kind: DataKind, half: Half): DataFiles {
  const isThere = existsSync(folder);
  if (!isThere || !statSync(folder).isDirectory()) {
    const found = isThere ? 'It is a file' : 'The folder does not exist';
    throw new AssetError(folder, `${found}: expected a folder of ${FOLDER_CONTENTS[kind]}, or "generated"`);
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

/** All files of a folder and of the folders inside it, `MOST_FOLDERS` deep, by their paths below it. */
function filesBelow(folder: string, depth = 0): readonly string[] {
  return readdirSync(folder)
    .filter((name) => !isSystemFile(name))
    .flatMap((name) => {
      const path = join(folder, name);
      // A link may lead nowhere.
      const found = statSync(path, { throwIfNoEntry: false });
      if (found?.isFile()) return [name];
      if (!found?.isDirectory() || depth === MOST_FOLDERS) return [];
      return filesBelow(path, depth + 1).map((inner) => `${name}/${inner}`);
    });
}
