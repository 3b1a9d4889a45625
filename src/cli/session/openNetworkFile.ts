import type { OnnxFiles } from '../../core/files/assetFiles';
import { rememberModel } from '../../core/network/catalog';
import type { OpenedGraph } from '../../engine/graph/openGraph';
import { readNetworkFile } from './ownFiles';

/** A network in a file of the caller, known to `findModel`. */
interface NetworkFile {
  readonly files: OnnxFiles;
  readonly opened: OpenedGraph;
}

/**
 * Opens the network in an ONNX file. Throws AssetError with all nodes and tensors that cannot be
 * read or run.
 */
export async function openNetworkFile(path: string): Promise<NetworkFile> {
  const files = readNetworkFile(path);
  const [{ openGraph }, { openOnnx }] = await Promise.all([
    import('../../engine/graph/openGraph'),
    import('../../engine/onnx/openOnnx'),
  ]);
  const opened = await openGraph(await openOnnx(files.weights, files.others));
  rememberModel(opened.description);
  return { files, opened };
}
