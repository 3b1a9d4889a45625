import type { OnnxFiles } from '../../core/files/assetFiles';
import { rememberModel } from '../../core/network/catalog';
import { loadGraph } from '../graph/loadGraph';
import { openGraph } from '../graph/openGraph';
import { openOnnx } from '../onnx/openOnnx';
import type { LoadedWeights } from './loadWeights';

/**
 * Opens a network of the reader, writes its tensors and makes it known to `findModel`. The caller
 * disposes the network. Throws AssetError with all that cannot be read or run.
 */
export async function loadOwnNetwork({ weights, others }: OnnxFiles): Promise<LoadedWeights> {
  const opened = await openGraph(await openOnnx(weights, others));
  const { description, report } = opened;
  rememberModel(description);
  return {
    network: await loadGraph(opened),
    weightsId: description.id as LoadedWeights['weightsId'],
    weightsSha256: description.id.slice('file-'.length),
    preprocessing: '',
    trainSha256: null,
    notes: report.notes,
  };
}
