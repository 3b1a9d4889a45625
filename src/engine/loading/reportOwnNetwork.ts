import { AssetError } from '../../core/errors';
import { type NetworkFiles, networkFile } from '../../core/files/assetFiles';
import { baseName } from '../../core/files/folderFiles';
import type { OpenedNetwork, RefusedNetwork } from '../../core/network/graphReport';
import { openGraph } from '../graph/openGraph';
import { RefusalError } from '../source/refusals';
import type { SourceModel } from '../source/sourceModel';
import { ForeignFileError } from './foreignError';
import { openSource } from './openSource';

/** Reads the file of a network and describes what it holds, or why it cannot be run. */
export async function reportOwnNetwork(files: NetworkFiles): Promise<OpenedNetwork | RefusedNetwork> {
  const { weights, others, laid } = files;
  const fileName = weights.name;
  let source: SourceModel | undefined;
  try {
    source = await openSource(files);
    const { description, report } = await openGraph(source, { file: networkFile(files) });
    const named = new Set([...source.initializers.values()].map((tensor) => tensor.fileName));
    const companions = new Set(source.companions);
    const dataFiles = others
      .map(({ name }) => name)
      .filter((name) => named.has(name) || companions.has(baseName(name).replace(/\.gz$/, '')));
    return { fileName, description, report, dataFiles };
  } catch (error) {
    if (!(error instanceof AssetError)) throw error;
    if (error instanceof ForeignFileError)
      return { fileName, reasons: [error.reason], ...(error.lines.length > 0 && { lines: error.lines }) };
    const reasons = error instanceof RefusalError ? error.reasons : [withoutName(error)];
    return { fileName: error.asset === laid?.name ? laid.name : fileName, reasons };
  } finally {
    source?.close();
  }
}

function withoutName({ asset, message }: AssetError): string {
  return message.startsWith(`${asset}: `) ? message.slice(asset.length + 2) : message;
}
