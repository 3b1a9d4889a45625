import type { AssetFile } from '../../core/assetFiles';
import { AssetError } from '../../core/errors';
import type { ModelDescription } from '../../core/model';
import type { NetworkNode, Shape, ShapedNode } from '../../core/network';
import { checkSettings } from './checkSettings';
import { openKerasFile } from './openKerasFile';
import { openTfjsFile } from './openTfjsFile';
import { readTensor } from './readTensor';
import type { StoredLayers, StoredWeight } from './storedLayers';
import type { WeightFile } from './weightFile';
import { orderWeights } from './weightRoles';

/** One tensor of a catalogue model. */
export interface CatalogTensor {
  /** As `networkVariables` names it: `conv-1-1/kernel`, `norm-1/moving_mean`, `gru-1/recurrentKernel`. */
  readonly name: string;
  readonly shape: Shape;
  /** Belongs to the receiver. */
  readonly values: Float32Array;
}

type Roles = readonly (readonly [role: string, shape: Shape])[];

/** A node with weights and where the file keeps them, in the order of `roles`. */
interface FoundNode {
  readonly node: NetworkNode;
  readonly kerasName: string;
  readonly roles: Roles;
  readonly stored: readonly StoredWeight[];
}

/**
 * Reads the weights of a catalogue model from a `.h5` or `.keras` file, stock ones with and without `model_config`, or from a
 * tfjs `model.json` and its `shards`. Layers are found by the node's name or one of Keras's; of a model that Keras does not
 * publish, a file with other names is taken layer by layer in its own order. Yields one tensor at a time, in network order, and holds none of them, so that
 * file and network never are in memory twice. Before the first, the layers' names, numbers of tensors and, where the file says
 * them, settings are checked for the whole file; shapes and values as each tensor comes. Throws AssetError and nothing else.
 */
export async function* readCatalogWeights(
  asset: AssetFile,
  description: ModelDescription,
  shards?: readonly AssetFile[],
): AsyncGenerator<CatalogTensor, void, undefined> {
  const { file, layers, readSettings } = await (shards === undefined
    ? openKerasFile(asset)
    : openTfjsFile(asset, shards));
  try {
    const nodes = findNodes(file, layers, description);
    const settings = readSettings();
    for (const { kerasName, node } of settings === undefined ? [] : nodes) {
      checkSettings(file.name, kerasName, settings!, node, node === description.nodes.at(-1)!.node);
    }
    for (const found of nodes) {
      for (const [index, [role, shape]] of found.roles.entries()) {
        const label = `${found.kerasName}/${role}`;
        const values = await readTensor(file, found.stored[index]!, label, shape);
        const variable = role === 'recurrent_kernel' ? 'recurrentKernel' : role;
        yield { name: `${found.node.name}/${variable}`, shape, values };
      }
    }
  } finally {
    file.close();
  }
}

function findNodes(file: WeightFile, layers: StoredLayers, description: ModelDescription): FoundNode[] {
  const { title, nodes } = description;
  const inOrder = namesInOrder(layers, description);
  const missing: string[] = [];
  const found: FoundNode[] = [];
  const known = new Set<string>();
  for (const shaped of nodes) {
    const { node } = shaped;
    const roles = rolesOf(shaped);
    if (roles.length === 0) continue;
    const next = inOrder.get(node.name);
    const names = next === undefined ? [node.name, ...(node.kerasNames ?? [])] : [next];
    const kerasName = names.find((name) => layers.has(name));
    const stored = kerasName === undefined ? undefined : layers.get(kerasName);
    if (kerasName === undefined || stored === undefined || 'layers' in stored) {
      missing.push(names.at(-1)!);
      continue;
    }
    known.add(kerasName);
    const wanted = roles.map(([role]) => role);
    const ordered = orderWeights(file.name, kerasName, stored, wanted);
    found.push({ node, kerasName, roles, stored: ordered });
  }
  const extra = [...layers.keys()].filter((name) => {
    const stored = layers.get(name)!;
    return !known.has(name) && ('layers' in stored || stored.length > 0);
  });
  if (missing.length > 0) throw missingError(file.name, description, missing, found.length, extra);
  if (extra.length > 0) {
    throw new AssetError(
      file.name,
      `The file has layer ${list(extra)} besides those of ${title}: expected no more than its ${found.length} layers`,
    );
  }
  return found;
}

/**
 * The file's layers with weights by the nodes that they belong to in order, for a model whose layers have no names but ours;
 * empty where a name tells already.
 */
function namesInOrder(layers: StoredLayers, { nodes }: ModelDescription): ReadonlyMap<string, string> {
  const isNamed = nodes.some(
    ({ node }) => layers.has(node.name) || (node.kerasNames !== undefined && node.kerasNames.length > 0),
  );
  if (isNamed) return new Map();
  const stored = [...layers].filter(([, weights]) => 'layers' in weights || weights.length > 0);
  const wanted = nodes.filter((shaped) => rolesOf(shaped).length > 0);
  return new Map(stored.slice(0, wanted.length).map(([name], index) => [wanted[index]!.node.name, name]));
}

function missingError(
  fileName: string,
  { title, nodes }: ModelDescription,
  missing: readonly string[],
  numFound: number,
  extra: readonly string[],
): AssetError {
  if (numFound === 0) {
    const has = extra.length === 0 ? 'no layers with weights' : `layers ${list(extra)}`;
    return new AssetError(fileName, `The file has ${has}: expected those of ${title}, such as ${missing[0]}`);
  }
  const isDense = (name: string) =>
    nodes.some(({ node }) => node.kind === 'dense' && [node.name, ...(node.kerasNames ?? [])].includes(name));
  const wanted = missing.every(isDense)
    ? 'the weights with the top, not "notop"'
    : `all ${numFound + missing.length} layers of ${title}`;
  return new AssetError(fileName, `The file has no layer ${list(missing)}: expected ${wanted}`);
}

/** Tensors of a node in tfjs's order, which is Keras's. */
function rolesOf({ node, inputShapes }: ShapedNode): Roles {
  const channels = inputShapes[0]!.at(-1)!;
  switch (node.kind) {
    case 'conv':
      return [
        ['kernel', [node.kernelSize, node.kernelSize, channels, node.filters]],
        ['bias', [node.filters]],
      ];
    case 'dense':
      return [
        ['kernel', [channels, node.units]],
        ['bias', [node.units]],
      ];
    case 'gru':
      return [
        ['kernel', [channels, 3 * node.units]],
        ['recurrent_kernel', [node.units, 3 * node.units]],
        ['bias', [3 * node.units]],
      ];
    case 'batchNorm':
      return ['gamma', 'beta', 'moving_mean', 'moving_variance'].map((role) => [role, [channels]] as const);
    default:
      return [];
  }
}

/** The first few names, and how many more. */
function list(names: readonly string[]): string {
  const MAX_SHOWN = 4;
  const shown = names.slice(0, MAX_SHOWN).join(', ');
  return names.length > MAX_SHOWN ? `${shown} and ${names.length - MAX_SHOWN} more` : shown;
}
