import type { AssetFile } from '../../core/files/assetFiles';
import { listNames } from '../../core/files/listNames';
import { t } from '../../core/language/t';
import { product } from '../../core/network/network';
import { openGraph } from '../graph/openGraph';
import { Refusals } from '../source/refusals';
import type { SourceModel, SourceTensor } from '../source/sourceModel';
import { matchArrays } from './matchArrays';
import { openWeightArrays } from './openWeightArrays';
import { trainedOrigins } from './trainedOrigins';

/**
 * Returns a network with the weights of a `.safetensors` or `.npz` file in place of its own.
 * Initialisers that no trained value comes from may keep theirs. Throws AssetError with all tensors
 * that have no weights there, for a network whose weights are words or stand in nodes, and for a
 * file that has none of its weights.
 */
export async function layWeights(source: SourceModel, file: AssetFile): Promise<SourceModel> {
  const { tensors } = await openGraph(source);
  const { trained, words, constants } = trainedOrigins(tensors, source.initializers);
  const refusals = new Refusals();
  for (const name of words)
    refusals.add('weightWords', `${name} (${source.initializers.get(name)?.type ?? 'int'})`);
  for (const name of constants) refusals.add('weightConstant', name);
  const targets = [...source.initializers.values()].flatMap(({ name, shape, type, isMade }) => {
    if (isMade || !type.includes('float')) return [];
    const isOptional = !trained.has(name);
    return isOptional && product(shape) <= 1 ? [] : [{ name, shape, isOptional }];
  });
  refusals.check(file.name);
  const { arrays, unused } = matchArrays(targets, await openWeightArrays(file), refusals);
  if (arrays.size === 0) refusals.add('weightNone', listNames(unused) || '0');
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
