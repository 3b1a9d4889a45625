import { openAsBlob } from 'node:fs';
import { type AssetFile, type NetworkFiles, networkFile } from '../../core/files/assetFiles';
import { rememberModel } from '../../core/network/catalog';
import type { OpenedGraph } from '../../engine/graph/openGraph';
import { readLaidWeights, readNetworkFile } from './ownFiles';

/** A network in a file of the caller, known to `findModel`. */
interface NetworkFile {
  readonly files: NetworkFiles;
  readonly opened: OpenedGraph;
}

/**
 * Opens the network in a file, with the weights of another one if there is one. Throws AssetError
 * with all nodes and tensors that cannot be read or run.
 */
export async function openNetworkFile(path: string, weights?: string): Promise<NetworkFile> {
  const files = {
    ...readNetworkFile(path),
    ...(weights !== undefined && { laid: readLaidWeights(weights) }),
  };
  const [{ openGraph }, { openSource }] = await Promise.all([
    import('../../engine/graph/openGraph'),
    import('../../engine/loading/openSource'),
  ]);
  const source = await openSource({ ...files, weights: await onDisk(files.weights) });
  const opened = await openGraph(source, { file: networkFile(files) }).finally(() => source.close());
  rememberModel(opened.description);
  return { files, opened };
}

/** Returns a file that is read from its path as it is needed. */
async function onDisk(file: AssetFile): Promise<AssetFile> {
  return file.path === undefined ? file : { ...file, blob: await openAsBlob(file.path) };
}
