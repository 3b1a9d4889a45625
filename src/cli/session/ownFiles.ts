import { existsSync, readdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { AssetError } from '../../core/errors';
import type { AssetFile, NetworkFiles } from '../../core/files/assetFiles';
import { fileAt, filesBelow, readWeightsFiles } from './assets';

/**
 * Reads the file of a network with those that belong to it: the shards of a tfjs model, the
 * topology of Keras weights, after a comma, and for ONNX the files beside it that may hold its
 * tensors. Throws AssetError when it is missing.
 */
export function readNetworkFile(text: string): NetworkFiles {
  const [path = '', ...more] = existsSync(text) ? [text] : text.split(',');
  if (more.length > 0 || (existsSync(path) && (statSync(path).isDirectory() || isKerasFile(path)))) {
    const { files } = readWeightsFiles([path, ...more]);
    if (files.format === 'explorer')
      throw new AssetError(files.manifest.name, 'The file is a manifest of this project: expected a network');
    if (files.format === 'arrays')
      throw new AssetError(
        files.weights.name,
        'The file holds weights alone: expected a network, and it as --weights',
      );
    const { weights } = files;
    const others = files.format === 'tfjs' ? files.shards : files.topology ? [files.topology] : [];
    return { format: 'network', weights, others };
  }
  const weights = namedFile(path, 'the file of a network');
  const folder = dirname(path);
  const others = readdirSync(folder).filter((name) => isExternalData(folder, name));
  return { format: 'network', weights, others: others.map((name) => fileAt(join(folder, name))) };
}

/** Reads a file of weights for a network of the caller. Throws AssetError when it is missing. */
export function readLaidWeights(path: string): AssetFile {
  return namedFile(path, 'a .safetensors or .npz file of weights');
}

/** Endings of the files that exporters write beside a model of more than 2 GB, or on request. */
const EXTERNAL_DATA = /\.(?:data|bin|weights?|pb\.data|onnx[._]data)$/i;

/** True for the names of Keras's and tfjs's files. */
function isKerasFile(path: string): boolean {
  return /\.(?:h5|hdf5|keras|json)(?:\.gz)?$/i.test(path);
}

function isExternalData(folder: string, name: string): boolean {
  return EXTERNAL_DATA.test(name) && statSync(join(folder, name)).isFile();
}

/**
 * Reads the samples named by `--data`: a folder with those inside it, a file, or several files
 * separated by commas. `labels` is their file of labels (`withLabels`). Throws AssetError when a
 * file is missing.
 */
export function readSampleFiles(data: string, labels: string | undefined): readonly AssetFile[] {
  const paths = existsSync(data) ? [data] : data.split(',');
  const samples = paths.flatMap((path) => {
    if (!existsSync(path) || !statSync(path).isDirectory())
      return [namedFile(path, 'a file or a folder of samples')];
    return filesBelow(path).map((inner) => ({ ...fileAt(join(path, inner)), name: inner }));
  });
  if (labels === undefined) return samples;
  return [...samples, { ...namedFile(labels, 'a file of labels'), isLabels: true }];
}

function namedFile(path: string, wanted: string): AssetFile {
  if (!existsSync(path)) throw new AssetError(path, `The file does not exist: expected ${wanted}`);
  if (!statSync(path).isFile()) throw new AssetError(path, `It is no file: expected ${wanted}`);
  return fileAt(path);
}
