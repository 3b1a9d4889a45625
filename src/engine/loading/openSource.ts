import { AssetError } from '../../core/errors';
import type { AssetFile, NetworkFiles } from '../../core/files/assetFiles';
import { foreignFormat } from '../../core/files/foreignFiles';
import { kindOfModelJson, MAX_JSON_BYTES } from '../../core/files/modelFiles';
import { isTflite } from '../../core/files/networkFiles';
import { t } from '../../core/language/t';
import { readPart } from '../source/blobReader';
import type { SourceModel } from '../source/sourceModel';
import { foreignError } from './foreignError';
import { unpack, unpackFiles } from './unpackFiles';

const START_BYTES = 512;

/**
 * Opens the file of a reader's network with the reader of its format, which is loaded on demand.
 * Throws AssetError with all that cannot be read. The caller closes it.
 */
export async function openSource(files: NetworkFiles): Promise<SourceModel> {
  const source = await openFile(files);
  if (files.laid === undefined) return source;
  const { layWeights } = await import('../weights/layWeights');
  try {
    return await layWeights(source, await unpack(files.laid));
  } catch (error) {
    source.close();
    throw error;
  }
}

async function openFile({ weights, others }: NetworkFiles): Promise<SourceModel> {
  const file = await unpack(weights);
  const start = await readPart(file.name, file.blob.slice(0, START_BYTES));
  const foreign = foreignFormat(file.name, start);
  if (foreign !== null) throw foreignError(file.name, foreign);
  if (isTflite(start)) {
    const { openTflite } = await import('../tflite/openTflite');
    return openTflite(file);
  }
  switch (kerasFormatOf(file, start)) {
    case 'keras': {
      const { openKerasNetwork } = await import('../kerasNetwork/openKerasNetwork');
      return openKerasNetwork(file, await topologyIn(others));
    }
    case 'tfjs': {
      const { openTfjsNetwork } = await import('../kerasNetwork/openKerasNetwork');
      const files = await unpackFiles({ format: 'tfjs', weights: file, shards: others });
      return openTfjsNetwork(file, files.format === 'tfjs' ? files.shards : []);
    }
    default: {
      const { openOnnx } = await import('../onnx/openOnnx');
      return openOnnx(file, others);
    }
  }
}

type KerasFormat = 'keras' | 'tfjs';

/** First bytes of each format in hexadecimal. Zip files of networks are Keras's. */
const SIGNATURES: readonly (readonly [start: string, format: KerasFormat])[] = [
  ['89484446', 'keras'],
  ['504b0304', 'keras'],
  ['7b', 'tfjs'],
];
/** Formats by name, for files whose content does not tell. Their reader says what is wrong. */
const NAMES: readonly (readonly [name: RegExp, format: KerasFormat])[] = [
  [/\.(?:h5|hdf5|keras)$/i, 'keras'],
  [/\.json$/i, 'tfjs'],
];

/** Returns the format of a network's file by its first bytes, else by its name. Null: ONNX. */
function kerasFormatOf({ name }: AssetFile, start: Uint8Array): KerasFormat | null {
  const hex = Array.from(start.subarray(0, 4), (byte) => byte.toString(16).padStart(2, '0')).join('');
  const signed = SIGNATURES.find(([signature]) => hex.startsWith(signature));
  if (signed !== undefined) return /\.onnx$/i.test(name) ? null : signed[1];
  return NAMES.find(([names]) => names.test(name))?.[1] ?? null;
}

/** Finds the topology of a Keras model among other files. Throws AssetError for a second one. */
async function topologyIn(files: readonly AssetFile[]): Promise<AssetFile | undefined> {
  const found: AssetFile[] = [];
  for (const file of files) {
    if (!/\.json$/i.test(file.name) || file.blob.size > MAX_JSON_BYTES) continue;
    if (kindOfModelJson(await file.blob.text()) === 'kerasTopology') found.push(file);
  }
  const [topology, second] = found;
  if (second === undefined) return topology;
  throw new AssetError(second.name, t`The file is a second topology beside ${topology!.name}: expected one`);
}
