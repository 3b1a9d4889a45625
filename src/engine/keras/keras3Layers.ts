import { AssetError } from '../../core/errors';
import { t } from '../../core/language/t';
import type { NestedLayers, StoredLayers, StoredWeight } from './storedLayers';
import type { WeightFile } from './weightFile';

/** The part of a layer's configuration that determines the weight file's layout. */
export interface ConfiguredLayer {
  readonly name: string;
  /** Keras's class. */
  readonly className: string;
  /** Layers of a nested model. */
  readonly layers?: readonly ConfiguredLayer[];
}

/** Layers found in a `.weights.h5` without its configuration. */
interface KerasClasses {
  readonly layers: StoredLayers;
  /** Names of `layers` by class, each class in the model's order. */
  readonly sequences: readonly (readonly string[])[];
}

/** Groups that contain a model's layers: in Keras 3, and in 2.12 and 2.13. */
const CONTAINERS = ['layers', '_layer_checkpoint_dependencies'];
/** Parts of wrapper layers, in the order of their tensors. */
const PARTS = [
  'cell',
  'forward_layer',
  'backward_layer',
  'layer',
  'query_dense',
  'key_dense',
  'value_dense',
  'output_dense',
];

/** Returns true for a file of Keras 3: layers under `layers`, tensors under `vars`. */
export async function isKeras3(file: WeightFile): Promise<boolean> {
  return (await findContainer(file, '')) !== undefined;
}

/**
 * Reads the layers of `model.weights.h5`. Keras 3 does not store their names: a group is named
 * after the class in snake case, numbered from the second of its kind, in the order of the
 * configuration (later versions may use the layer's name). Throws AssetError.
 */
export async function readKeras3Layers(
  file: WeightFile,
  layers: readonly ConfiguredLayer[],
  root = '',
): Promise<StoredLayers> {
  const container = await findContainer(file, root);
  if (container === undefined) {
    throw new AssetError(file.name, t`The file has no layers at ${root || '/'}: expected weights of Keras 3`);
  }
  const groups = await file.children(container);
  const numbered = numberClasses(layers.map(({ className }) => className));
  const names = layers.map(({ name }) => name);
  const isNamed = !groups.every((group) => numbered.includes(group)) && names.some((n) => groups.includes(n));
  const stored = new Map<string, readonly StoredWeight[] | NestedLayers>();
  for (const [index, layer] of layers.entries()) {
    const group = isNamed ? layer.name : numbered[index]!;
    if (!groups.includes(group)) continue;
    const path = `${container}/${group}`;
    if (layer.layers !== undefined) {
      stored.set(layer.name, { layers: await readKeras3Layers(file, layer.layers, path) });
    } else {
      stored.set(layer.name, await collect(file, path));
    }
  }
  return stored;
}

/**
 * Reads the layers of a `.weights.h5` without its configuration, by their own names if the file has
 * them. Keras 3 names groups after the class in snake case, numbered from the second of its kind.
 * Layers of a class are in the model's order; between classes there is no order.
 */
export async function readKerasClasses(file: WeightFile): Promise<KerasClasses> {
  const container = (await findContainer(file, ''))!;
  const layers = new Map<string, readonly StoredWeight[]>();
  const groups = new Map<string, string>();
  for (const group of await file.children(container)) {
    const path = `${container}/${group}`;
    const weights = await collect(file, path);
    if (weights.length === 0) continue;
    const [own] = (await file.attribute(`${path}/vars`, 'name')) ?? [];
    const name = own === undefined || own === '' || layers.has(own) ? group : own;
    layers.set(name, weights);
    groups.set(group, name);
  }
  const sequences = sortByNumber([...groups.keys()]).map((list) => list.map((group) => groups.get(group)!));
  return { layers, sequences };
}

/** Groups names by class and sorts each group by Keras's numbers: `dense`, `dense_1` .... */
export function sortByNumber(names: readonly string[]): readonly (readonly string[])[] {
  const lists = new Map<string, (readonly [name: string, number: number])[]>();
  for (const name of names) {
    const [, base, number = '0'] = /^(.*?)(?:_(\d+))?$/s.exec(name)!;
    lists.set(base!, [...(lists.get(base!) ?? []), [name, Number(number)]]);
  }
  return [...lists.values()].map((list) => list.sort(([, a], [, b]) => a - b).map(([name]) => name));
}

async function findContainer(file: WeightFile, root: string): Promise<string | undefined> {
  const groups = await file.children(root || '/');
  const container = CONTAINERS.find((name) => groups.includes(name));
  return container && `${root}/${container}`;
}

async function collect(file: WeightFile, path: string): Promise<StoredWeight[]> {
  const variables = [...(await file.children(`${path}/vars`))].sort((a, b) => Number(a) - Number(b));
  const weights = variables.map((name) => ({ name, path: `${path}/vars/${name}` }));
  const children = await file.children(path);
  for (const part of PARTS.filter((name) => children.includes(name))) {
    weights.push(...(await collect(file, `${path}/${part}`)));
  }
  return weights;
}

function numberClasses(classNames: readonly string[]): string[] {
  const counts = new Map<string, number>();
  return classNames.map((className) => {
    const name = snakeCase(className);
    const count = counts.get(name) ?? 0;
    counts.set(name, count + 1);
    return count === 0 ? name : `${name}_${count}`;
  });
}

/** Keras's rule: MaxPooling2D becomes max_pooling2d, GRU becomes gru. */
function snakeCase(className: string): string {
  return className
    .replace(/\W+/g, '')
    .replace(/(.)([A-Z][a-z]+)/g, '$1_$2')
    .replace(/([a-z])([A-Z])/g, '$1_$2')
    .toLowerCase();
}
