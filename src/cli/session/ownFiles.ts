import { existsSync, readdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { AssetError } from '../../core/errors';
import type { AssetFile, NetworkFiles } from '../../core/files/assetFiles';
import { fileAt, filesBelow } from './assets';

/**
 * Reads the file of a network, with the files beside it that may hold its tensors: those with
 * no ending of a model or of data. Throws AssetError when it is missing.
 */
export function readNetworkFile(path: string): NetworkFiles {
  const weights = namedFile(path, 'an ONNX or TensorFlow Lite file');
  const folder = dirname(path);
  const others = readdirSync(folder).filter((name) => isExternalData(folder, name));
  return { format: 'network', weights, others: others.map((name) => fileAt(join(folder, name))) };
}

/** Endings of the files that exporters write beside a model of more than 2 GB, or on request. */
const EXTERNAL_DATA = /\.(?:data|bin|weights?|pb\.data|onnx[._]data)$/i;

function isExternalData(folder: string, name: string): boolean {
  return EXTERNAL_DATA.test(name) && statSync(join(folder, name)).isFile();
}

/**
 * Reads the samples named by `--data`: a folder with those inside it, a file, or several files
 * separated by commas. `labels` is a list of labels that lies elsewhere. Throws AssetError when a
 * file is missing.
 */
export function readSampleFiles(data: string, labels: string | undefined): readonly AssetFile[] {
  const paths = [...(existsSync(data) ? [data] : data.split(',')), ...(labels === undefined ? [] : [labels])];
  return paths.flatMap((path) => {
    if (!existsSync(path) || !statSync(path).isDirectory())
      return [namedFile(path, 'a file or a folder of samples')];
    return filesBelow(path).map((inner) => ({ ...fileAt(join(path, inner)), name: inner }));
  });
}

function namedFile(path: string, wanted: string): AssetFile {
  if (!existsSync(path)) throw new AssetError(path, `The file does not exist: expected ${wanted}`);
  if (!statSync(path).isFile()) throw new AssetError(path, `It is no file: expected ${wanted}`);
  return fileAt(path);
}
