import type { NetworkFiles } from '../../core/files/assetFiles';
import { isTflite } from '../../core/files/networkFiles';
import { readPart } from '../source/blobReader';
import type { SourceModel } from '../source/sourceModel';
import { unpack } from './unpackFiles';

const START_BYTES = 64;

/**
 * Opens the file of a reader's network with the reader of its format, which is loaded on demand.
 * Throws AssetError with all that cannot be read. The caller closes it.
 */
export async function openSource({ weights, others }: NetworkFiles): Promise<SourceModel> {
  const file = await unpack(weights);
  const start = await readPart(file.name, file.blob.slice(0, START_BYTES));
  if (isTflite(start)) {
    const { openTflite } = await import('../tflite/openTflite');
    return openTflite(file);
  }
  const { openOnnx } = await import('../onnx/openOnnx');
  return openOnnx(file, others);
}
