import type { NetworkFiles } from '../../core/files/assetFiles';
import type { SourceModel } from '../source/sourceModel';

/**
 * Opens the file of a reader's network with the reader of its format, which is loaded on demand.
 * Throws AssetError with all that cannot be read. The caller closes it.
 */
export async function openSource({ weights, others }: NetworkFiles): Promise<SourceModel> {
  const { openOnnx } = await import('../onnx/openOnnx');
  return openOnnx(weights, others);
}
