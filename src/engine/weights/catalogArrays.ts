import type { AssetFile } from '../../core/files/assetFiles';
import type { ModelDescription } from '../../core/network/model';
import type { CatalogTensor, CatalogWeights } from '../keras/catalogWeights';
import { checkFinite } from '../keras/readTensor';
import { Refusals } from '../source/refusals';
import { matchArrays } from './matchArrays';
import type { NamedArray } from './namedArray';
import { openWeightArrays } from './openWeightArrays';

/**
 * Opens the weights of a catalogue model in a `.safetensors` or `.npz` file. Throws AssetError with
 * all tensors that have no weights there.
 */
export async function openCatalogArrays(
  file: AssetFile,
  { stored }: ModelDescription,
): Promise<CatalogWeights> {
  const refusals = new Refusals();
  const targets = stored.map((tensor) => ({ ...tensor, isOptional: false }));
  const { arrays, unused } = matchArrays(targets, await openWeightArrays(file), refusals);
  refusals.check(file.name);
  return { hasTopology: false, unused, tensors: readArrays(file.name, arrays) };
}

async function* readArrays(
  fileName: string,
  arrays: ReadonlyMap<string, NamedArray>,
): AsyncGenerator<CatalogTensor, void, undefined> {
  for (const [name, array] of arrays) {
    const values = await array.read();
    checkFinite(fileName, array.name, values);
    yield { name, shape: array.shape, values };
  }
}
