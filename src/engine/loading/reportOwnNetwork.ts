import { AssetError } from '../../core/errors';
import type { OnnxFiles } from '../../core/files/assetFiles';
import type { OpenedNetwork, RefusedNetwork } from '../../core/network/graphReport';
import { openGraph } from '../graph/openGraph';
import { openOnnx } from '../onnx/openOnnx';
import { RefusalError } from '../onnx/refusals';

/** Reads the file of a network and describes what it holds, or why it cannot be run. */
export async function reportOwnNetwork({
  weights,
  others,
}: OnnxFiles): Promise<OpenedNetwork | RefusedNetwork> {
  const fileName = weights.name;
  try {
    const model = await openOnnx(weights, others);
    const { description, report } = await openGraph(model);
    const named = new Set([...model.initializers.values()].map((tensor) => tensor.fileName));
    const dataFiles = others.map(({ name }) => name).filter((name) => named.has(name));
    return { fileName, description, report, dataFiles };
  } catch (error) {
    if (!(error instanceof AssetError)) throw error;
    const reasons = error instanceof RefusalError ? error.reasons : [withoutName(error)];
    return { fileName, reasons };
  }
}

function withoutName({ asset, message }: AssetError): string {
  return message.startsWith(`${asset}: `) ? message.slice(asset.length + 2) : message;
}
