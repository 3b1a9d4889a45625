import { type NetworkFiles, networkFile } from '../../core/files/assetFiles';
import { rememberModel } from '../../core/network/catalog';
import { loadGraph } from '../graph/loadGraph';
import { openGraph } from '../graph/openGraph';
import type { LoadedWeights } from './loadWeights';
import { openSource } from './openSource';

/**
 * Opens a network of the reader, writes its tensors and makes it known to `findModel`. The caller
 * disposes the network. Throws AssetError with all that cannot be read or run.
 */
export async function loadOwnNetwork(files: NetworkFiles): Promise<LoadedWeights> {
  const source = await openSource(files);
  try {
    const opened = await openGraph(source, { file: networkFile(files) });
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
  } finally {
    source.close();
  }
}
