import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { AssetFile, DataFiles, ModelFiles } from '../core/assetFiles';
import type { TrainingSet } from '../core/catalog';
import { digitPaths, modelPaths } from '../core/embedded';
import { AssetError } from '../core/errors';
import { projectRoot } from './projectRoot';

const publicFolder = join(projectRoot, 'public');

function fileAt(path: string): AssetFile {
  if (!existsSync(path)) throw new AssetError(path, 'The file does not exist');
  return { name: basename(path), blob: new Blob([new Uint8Array(readFileSync(path))]) };
}

/** The committed weights of a model. Throws AssetError when they are not there. */
export function readModelFiles(model: string, weights: TrainingSet): ModelFiles {
  const paths = modelPaths(model, weights);
  return {
    manifest: fileAt(join(publicFolder, paths.manifest)),
    topology: fileAt(join(publicFolder, paths.topology)),
    weights: fileAt(join(publicFolder, paths.weights)),
  };
}

/** The embedded digits, as many parts as hold `numImages`. */
export function readDigitFiles(numImages: number): DataFiles {
  const paths = digitPaths(numImages);
  return {
    images: paths.images.map((path) => fileAt(join(publicFolder, path))),
    labels: paths.labels.map((path) => fileAt(join(publicFolder, path))),
  };
}

/** The two halves of a data set, as MNIST's files divide it. */
type Half = 'train' | 'test';

const IMAGES_NAME = /images?[-.]idx3-ubyte(\.gz)?$/;
const HALF_NAMES: Record<Half, RegExp> = { train: /^train/, test: /^(t10k|test)/ };
const USUAL_NAMES: Record<Half, string> = {
  train: 'train-images-idx3-ubyte',
  test: 't10k-images-idx3-ubyte',
};

/**
 * One half of the set in a folder of IDX files, gzipped or not: `t10k-images-idx3-ubyte` and its labels are the test set; where
 * no file says t10k or test, the only pair there is. Throws AssetError when the folder holds no such pair or several.
 */
export function readIdxFolder(folder: string, half: Half): DataFiles {
  if (!existsSync(folder) || !statSync(folder).isDirectory()) {
    throw new AssetError(folder, 'The folder does not exist: expected a folder of IDX files, or "generated"');
  }
  const all = readdirSync(folder)
    .filter((name) => IMAGES_NAME.test(name))
    .sort();
  const named = all.filter((name) => HALF_NAMES[half].test(name));
  const [images, second] = named.length > 0 || half === 'train' ? named : all;
  if (images === undefined) {
    throw new AssetError(folder, `No IDX image file is there: expected ${USUAL_NAMES[half]}, .gz or not`);
  }
  if (second !== undefined && second.replace(/\.gz$/, '') !== images.replace(/\.gz$/, '')) {
    throw new AssetError(folder, `Both ${images} and ${second} could be the ${half} images: expected one`);
  }
  const labels = images.replace(/\.gz$/, '').replace(/images?([-.])idx3/, 'labels$1idx1');
  const found = [labels, `${labels}.gz`].find((name) => existsSync(join(folder, name)));
  if (found === undefined)
    throw new AssetError(folder, `The labels of ${images} are missing: expected ${labels}, .gz or not`);
  return { images: [fileAt(join(folder, images))], labels: [fileAt(join(folder, found))] };
}
