import type { AssetFile } from '../../core/files/assetFiles';
import { listNames } from '../../core/files/listNames';
import { t } from '../../core/language/t';
import { product } from '../../core/network/network';
import { openGraph } from '../graph/openGraph';
import { Refusals } from '../source/refusals';
import type { SourceModel, SourceTensor } from '../source/sourceModel';
import { matchArrays } from './matchArrays';
import { openWeightArrays } from './openWeightArrays';

/**
 * Returns a network with the weights of a `.safetensors` or `.npz` file in place of its own.
 * Throws AssetError with all tensors that have no weights there, and for a network whose weights
 * are words.
 */
export async function layWeights(source: SourceModel, file: AssetFile): Promise<SourceModel> {
  const { tensors } = await openGraph(source);
  const trained = new Map(tensors.map(({ name, structure }) => [name, structure !== null]));
  const refusals = new Refusals();
  const targets = [...source.initializers.values()].flatMap(({ name, shape, type, isMade }) => {
    if (isMade) return [];
    if (/^u?int/.test(type) && trained.get(name)) refusals.add('weightWords', `${name} (${type})`);
    if (!/float/.test(type) || product(shape) <= 1) return [];
    return [{ name, shape, isOptional: trained.get(name) === false }];
  });
  refusals.check(file.name);
  const { arrays, unused } = matchArrays(targets, await openWeightArrays(file), refusals);
  refusals.check(file.name);
  const initializers = new Map(
    [...source.initializers].map(([name, tensor]): [string, SourceTensor] => {
      const array = arrays.get(name);
      const { shape } = tensor;
      return [
        name,
        array === undefined
          ? tensor
          : { name, type: 'float32', shape, fileName: file.name, read: array.read },
      ];
    }),
  );
  const notes = [...source.notes, t`The weights are those of ${file.name}`];
  if (unused.length > 0) notes.push(t`The network has no tensor for some weights: ${listNames(unused)}`);
  return { ...source, initializers, notes };
}
