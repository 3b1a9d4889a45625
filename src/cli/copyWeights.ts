import type { LayersModel } from '@tensorflow/tfjs-layers';
import { AssetError } from '../core/errors';
import type { ModelDescription } from '../core/model';
import { networkVariables } from '../engine/models/networkVariables';

/** Puts the tensors of one network into another of the same layers. Throws AssetError naming the first that differs or is one too many. */
export function copyWeights(
  source: LayersModel,
  target: LayersModel,
  model: ModelDescription,
  file: string,
): void {
  const found = networkVariables(source);
  const wanted = networkVariables(target);
  if (found.length > wanted.length) {
    throw new AssetError(
      file,
      `The network has ${found.length} tensors, ${found[wanted.length]!.name} too many: ${model.title} has ${wanted.length}`,
    );
  }
  for (const [index, variable] of wanted.entries()) {
    const other = found[index];
    if (other?.shape.join() !== variable.shape.join()) {
      const shape = other === undefined ? 'missing' : `${other.name} ${other.shape.join(' x ')}`;
      throw new AssetError(
        file,
        `Tensor ${index} is ${shape}: ${model.title} wants ${variable.name} ${variable.shape.join(' x ')}`,
      );
    }
    variable.write(other.read());
  }
}
