import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { AssetFile, DataFiles, ModelFiles } from '../core/assetFiles';
import type { TrainingSet } from '../core/catalog';
import { digitPaths, modelPaths } from '../core/embedded';
import { AssetError } from '../core/errors';

/** The public folder, seen from dist/cli where commands are built to. */
const publicFolder = fileURLToPath(new URL('../../public/', import.meta.url));

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

const IMAGES_NAME = /images?[-.]idx3-ubyte(\.gz)?$/;

/**
 * The test set in a folder of IDX files: `t10k-images-idx3-ubyte` and its labels, gzipped or not; where no file says t10k
 * or test, the only pair there is. Throws AssetError when the folder holds no such pair or several.
 */
export function readIdxFolder(folder: string): DataFiles {
  if (!existsSync(folder) || !statSync(folder).isDirectory()) {
    throw new AssetError(folder, 'The folder does not exist: expected a folder of IDX files, or "generated"');
  }
  const all = readdirSync(folder)
    .filter((name) => IMAGES_NAME.test(name))
    .sort();
  const tests = all.filter((name) => /^(t10k|test)/.test(name));
  const [images, second] = tests.length > 0 ? tests : all;
  if (images === undefined) {
    throw new AssetError(folder, 'No IDX image file is there: expected t10k-images-idx3-ubyte, .gz or not');
  }
  if (second !== undefined && second.replace(/\.gz$/, '') !== images.replace(/\.gz$/, '')) {
    throw new AssetError(folder, `Both ${images} and ${second} could be the test images: expected one`);
  }
  const labels = images.replace(/\.gz$/, '').replace(/images?([-.])idx3/, 'labels$1idx1');
  const found = [labels, `${labels}.gz`].find((name) => existsSync(join(folder, name)));
  if (found === undefined)
    throw new AssetError(folder, `The labels of ${images} are missing: expected ${labels}, .gz or not`);
  return { images: [fileAt(join(folder, images))], labels: [fileAt(join(folder, found))] };
}
