import { AssetError } from '../../core/errors';
import type { ModelFiles } from '../../core/files/assetFiles';
import { listNames } from '../../core/files/listNames';
import { listChoices } from '../../core/language/listChoices';
import { t } from '../../core/language/t';
import type { ModelDescription } from '../../core/network/model';
import type { NetworkNode, Shape, ShapedNode } from '../../core/network/network';
import { compareNetwork } from './compareNetwork';
import { sortByNumber } from './keras3Layers';
import { type KerasFile, openKerasFile } from './openKerasFile';
import { openTfjsFile } from './openTfjsFile';
import { hasShapes, namesOf, type Pairs, pairInOrder, type StoredShapes } from './pairInOrder';
import { readTensor } from './readTensor';
import type { StoredLayers, StoredWeight } from './storedLayers';
import { readTopology } from './topology';
import type { WeightFile } from './weightFile';
import { orderWeights, sortByRole } from './weightRoles';

/** One tensor of a catalogue model. */
export interface CatalogTensor {
  /**
   * Name as in `storedTensors`: `conv-1-1/kernel`, `norm-1/moving_mean`, `gru-1/recurrentKernel`.
   */
  readonly name: string;
  readonly shape: Shape;
  /** Owned by the receiver. */
  readonly values: Float32Array;
}

/** Weights of a catalogue model in a file whose layers match the model. */
export interface CatalogWeights {
  /**
   * False for a file of weights only, whose activations, pools and other settings could not be
   * compared.
   */
  readonly hasTopology: boolean;
  /** Names of weights in the file that belong to no tensor. Undefined: none. */
  readonly unused?: readonly string[];
  /**
   * Tensors in network order, one at a time, so that file and network are never both in memory. Run
   * the generator to its end or return it.
   */
  readonly tensors: AsyncGenerator<CatalogTensor, void, undefined>;
}

/** Model files in Keras's or tfjs's format. */
export type KerasFiles = Exclude<ModelFiles, { readonly format: 'explorer' | 'arrays' }>;

type Roles = readonly (readonly [role: string, shape: Shape])[];

/** A node with weights, and the places of its tensors in the file, in the order of `roles`. */
interface FoundNode {
  readonly node: NetworkNode;
  readonly kerasName: string;
  readonly roles: Roles;
  readonly stored: readonly StoredWeight[];
}

/**
 * Opens the weights of a catalogue model in a `.h5` or `.keras` file, or in tfjs's `model.json`
 * with its shards.
 *
 * If the file or a separate topology describes the model, all layers, settings and connections are
 * compared with the catalogue's network. Otherwise the tensors are matched by their shapes and
 * order; names decide between equal layers. Shapes and values are checked when a tensor is read.
 *
 * Throws only AssetError, here and in `tensors`.
 */
export async function openCatalogWeights(
  files: KerasFiles,
  description: ModelDescription,
): Promise<CatalogWeights> {
  const opened = await (files.format === 'tfjs'
    ? openTfjsFile(files.weights, files.shards)
    : openKerasFile(files.weights, files.topology));
  try {
    const nodes = await findNodes(opened, description);
    return { hasTopology: opened.configs.length > 0, tensors: readTensors(opened.file, nodes) };
  } catch (error) {
    opened.file.close();
    throw error;
  }
}

async function* readTensors(
  file: WeightFile,
  nodes: readonly FoundNode[],
): AsyncGenerator<CatalogTensor, void, undefined> {
  try {
    for (const { node, kerasName, roles, stored } of nodes) {
      for (const [index, [role, shape]] of roles.entries()) {
        const values = await readTensor(file, stored[index]!, `${kerasName}/${role}`, shape);
        const variable = role === 'recurrent_kernel' ? 'recurrentKernel' : role;
        yield { name: `${node.name}/${variable}`, shape, values };
      }
    }
  } finally {
    file.close();
  }
}

async function findNodes(opened: KerasFile, description: ModelDescription): Promise<FoundNode[]> {
  const { file, layers, configs } = opened;
  // A separate topology beside a whole model must describe the same network.
  const [names] = configs.map(({ fileName, config }) =>
    compareNetwork(fileName, readTopology(config, fileName), description),
  );
  const pairs = names ?? (await pairByShapes(opened, description)) ?? pairByNames(layers, description);
  const wanted = description.nodes.filter((shaped) => rolesOf(shaped).length > 0);
  const missing: string[] = [];
  const found: FoundNode[] = [];
  for (const shaped of wanted) {
    const { node } = shaped;
    const kerasName = pairs.get(node.name);
    const stored = kerasName === undefined ? undefined : layers.get(kerasName);
    if (kerasName === undefined || stored === undefined || 'layers' in stored) {
      missing.push(kerasName ?? namesOf(node).at(-1)!);
      continue;
    }
    const roles = rolesOf(shaped);
    const ordered = orderWeights(
      file.name,
      kerasName,
      stored,
      roles.map(([role]) => role),
    );
    found.push({ node, kerasName, roles, stored: ordered });
  }
  const known = new Set(found.map(({ kerasName }) => kerasName));
  const extra = [...layers.keys()].filter((name) => !known.has(name) && hasWeights(layers, name));
  if (missing.length > 0) throw missingError(file.name, description, missing, found.length, extra);
  if (extra.length > 0) {
    throw new AssetError(
      file.name,
      t`The file has layer ${listNames(extra)} besides those of ${description.title}: expected no more than its ${found.length} layers`,
    );
  }
  return found;
}

/** Matches weights without a topology by shapes and order. Null if nothing matches. */
async function pairByShapes(
  { file, layers, sequences }: KerasFile,
  description: ModelDescription,
): Promise<Pairs | null> {
  const wanted = description.nodes.flatMap((shaped) => {
    const shapes = rolesOf(shaped).map(([, shape]) => shape);
    return shapes.length > 0 ? [{ shaped, shapes }] : [];
  });
  const stored = new Map<string, StoredShapes>();
  for (const name of layers.keys()) {
    if (hasWeights(layers, name)) stored.set(name, { name, shapes: await shapesOf(file, layers, name) });
  }
  if (stored.size !== wanted.length) return null;
  const named = new Map(
    wanted.flatMap(({ shaped: { node }, shapes }) => {
      const name = namesOf(node).find((each) => hasShapes(stored.get(each), shapes));
      return name === undefined ? [] : [[node.name, name] as const];
    }),
  );
  if (named.size === wanted.length) return named;
  const take = (names: readonly string[]) => names.flatMap((name) => stored.get(name) ?? []);
  const inOrder = pairInOrder(wanted, description.nodes, sequences.map(take));
  if (inOrder === null || !('layer' in inOrder)) return inOrder;
  // Default names are numbered in the order in which layers were made, and a layer is made after
  // its inputs.
  const byNumber = pairInOrder(wanted, description.nodes, sortByNumber([...stored.keys()]).map(take));
  if (byNumber !== null && !('layer' in byNumber)) return byNumber;
  const { layer, nodes } = inOrder;
  throw new AssetError(
    file.name,
    t`Layer ${layer} could be ${listChoices(nodes)} of ${description.title}, by its shapes and its place: expected Keras's own names,
      or the whole model, which says how layers are connected`,
  );
}

/**
 * Matches by name, or else layer by layer, to report the difference in a file that no order fits.
 */
function pairByNames(layers: StoredLayers, { nodes }: ModelDescription): Pairs {
  const wanted = nodes.filter((shaped) => rolesOf(shaped).length > 0).map(({ node }) => node);
  const stored = [...layers.keys()].filter((name) => hasWeights(layers, name));
  const named = new Map(
    wanted.flatMap((node) => {
      const name = namesOf(node).find((each) => stored.includes(each));
      return name === undefined ? [] : [[node.name, name] as const];
    }),
  );
  const isPublished = wanted.some(({ kerasNames = [] }) => kerasNames.length > 0);
  if (named.size > 0 || (isPublished && stored.length !== wanted.length)) return named;
  return new Map(wanted.slice(0, stored.length).map(({ name }, index) => [name, stored[index]!]));
}

function hasWeights(layers: StoredLayers, name: string): boolean {
  const stored = layers.get(name)!;
  return 'layers' in stored || stored.length > 0;
}

async function shapesOf(file: WeightFile, layers: StoredLayers, name: string): Promise<readonly Shape[]> {
  const stored = layers.get(name)!;
  if ('layers' in stored) return [];
  const shapes: Shape[] = [];
  for (const { path } of sortByRole(stored)) shapes.push((await file.tensor(path))?.shape ?? []);
  return shapes;
}

function missingError(
  fileName: string,
  { title, nodes }: ModelDescription,
  missing: readonly string[],
  numFound: number,
  extra: readonly string[],
): AssetError {
  if (numFound === 0) {
    return new AssetError(
      fileName,
      extra.length === 0
        ? t`The file has no layers with weights: expected those of ${title}, such as ${missing[0]!}`
        : t`The file has layers ${listNames(extra)}: expected those of ${title}, such as ${missing[0]!}`,
    );
  }
  // Keras also publishes its networks without their dense layers.
  const isTop = (name: string) =>
    nodes.some(({ node: { kind, kerasNames = [] } }) => kind === 'dense' && kerasNames.includes(name));
  return new AssetError(
    fileName,
    missing.every(isTop)
      ? t`The file has no layer ${listNames(missing)}: expected the weights with the top, not "notop"`
      : t`The file has no layer ${listNames(missing)}: expected all ${numFound + missing.length} layers of ${title}`,
  );
}

/** Returns the roles of a node's tensors in Keras's order. */
function rolesOf(shaped: ShapedNode): Roles {
  return shaped.tensors.map(({ role, shape }) => [
    role === 'recurrentKernel' ? 'recurrent_kernel' : role,
    shape,
  ]);
}
