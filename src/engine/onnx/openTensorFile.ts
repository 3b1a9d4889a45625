import type { AssetFile } from '../../core/files/assetFiles';
import { BlobReader } from '../source/blobReader';
import { Refusals } from '../source/refusals';
import type { SourceTensor } from '../source/sourceModel';
import { decodeMessage } from './decodeMessage';
import { ExternalFiles } from './externalFiles';
import { TENSOR } from './fields';
import { storedTensor } from './storedTensor';

/**
 * Opens a file that holds one ONNX tensor, such as the inputs and outputs of ONNX's own tests.
 * Throws AssetError if it holds none.
 */
export async function openTensorFile(asset: AssetFile): Promise<SourceTensor> {
  const message = await decodeMessage(new BlobReader(asset), TENSOR, 'tensor');
  const refusals = new Refusals();
  const tensor = storedTensor(asset, message, message.name || asset.name, new ExternalFiles([]), refusals);
  refusals.check(asset.name);
  return tensor!;
}
