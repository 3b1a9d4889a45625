import { AssetError } from '../../core/errors';
import { t } from '../../core/language/t';
import type { WeightFile } from './weightFile';

/** A tensor of a layer: its name and its path in the file. */
export interface StoredWeight {
  readonly name: string;
  readonly path: string;
}

/**
 * Layers of a weight file by name, with their tensors in Keras's order. A nested model may be a map
 * of its own.
 */
export type StoredLayers = ReadonlyMap<string, readonly StoredWeight[] | NestedLayers>;
/** Layers of a nested model. */
export interface NestedLayers {
  readonly layers: StoredLayers;
}

/**
 * Reads the layers of a file of Keras 1 or 2, or of Keras 3's `.h5`. The attributes `layer_names`
 * and `weight_names` list them, at the root or, in a whole model, under /model_weights. Undefined
 * if the file has no such list.
 */
export async function readLayerNames(file: WeightFile): Promise<StoredLayers | undefined> {
  const isWhole = (await file.children('/')).includes('model_weights');
  const root = isWhole ? '/model_weights' : '';
  const layerNames = await readNames(file, root || '/', 'layer_names');
  if (layerNames === undefined) return undefined;
  const layers = new Map<string, readonly StoredWeight[]>();
  for (const layerName of layerNames) {
    const path = `${root}/${layerName}`;
    const weightNames = await readNames(file, path, 'weight_names');
    if (weightNames === undefined) {
      throw new AssetError(file.name, t`Layer ${layerName} has no weight_names: expected Keras weights`);
    }
    if (layers.has(layerName)) throw new AssetError(file.name, t`Layer ${layerName} is listed twice`);
    layers.set(
      layerName,
      weightNames.map((name) => ({ name, path: `${path}/${name}` })),
    );
  }
  return layers;
}

/**
 * Reads a list of names. Keras splits lists of more than 64 kB into `layer_names0`, `layer_names1`
 * ....
 */
async function readNames(file: WeightFile, path: string, name: string): Promise<string[] | undefined> {
  const whole = await file.attribute(path, name);
  if (whole !== undefined) return [...whole];
  const names: string[] = [];
  for (let part = 0; ; part++) {
    const found = await file.attribute(path, `${name}${part}`);
    if (found === undefined) return part === 0 ? undefined : names;
    names.push(...found);
  }
}
