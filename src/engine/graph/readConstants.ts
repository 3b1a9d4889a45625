import { product } from '../../core/network/network';
import type { SourceModel, SourceNode, SourceTensor } from '../source/sourceModel';
import { rawBytes } from '../source/tensorTypes';
import { OF_SHAPES } from './operations/constants';
import { VIEWS } from './operations/views';
import { fileValues, type StoredValues } from './storedValues';

/** Maximum number of floats that are read without being needed to compute other constants. */
const SMALL = 4096;
/** Maximum bytes of whole numbers that are read likewise: indices, shapes and masks. */
const MAX_BYTES = 2 ** 20;
/** Maximum number of floats of a tensor that other constants are computed from. */
export const MAX_COMPUTED = 2 ** 24;

/** The stored tensors of a file. Values that translations may need are read. */
export interface FileConstants {
  /** By name: initialisers, and tensors of `Constant` nodes by their output. */
  readonly stored: ReadonlyMap<string, StoredValues>;
  /** Nodes whose outputs do not depend on the network's input. */
  readonly constantNodes: ReadonlySet<SourceNode>;
  /** Tensors that are attributes of a node. */
  readonly attributes: ReadonlyMap<SourceNode, ReadonlyMap<string, StoredValues>>;
}

/** Reads the constants of some nodes of a file. `given` are inputs with values, by name. */
export async function readConstants(
  { initializers }: SourceModel,
  nodes: readonly SourceNode[],
  given: ReadonlyMap<string, SourceTensor>,
): Promise<FileConstants> {
  const tensors = new Map<string, SourceTensor>([...initializers, ...given]);
  const attributes = new Map<SourceNode, Map<string, StoredValues>>();
  for (const node of nodes) {
    for (const [name, attribute] of node.attributes) {
      if (attribute.kind !== 'tensor') continue;
      if (node.operator === 'Constant')
        tensors.set(node.outputs[0]!, { ...attribute.value, name: node.outputs[0]! });
      else {
        const values = await withNumbers(fileValues(attribute.value));
        attributes.set(node, (attributes.get(node) ?? new Map()).set(name, values));
      }
    }
  }
  const { constantNodes, needed } = findConstant(nodes, new Set(tensors.keys()));
  const read = new Set(nodes.flatMap(({ inputs }) => inputs));
  const stored = new Map<string, StoredValues>();
  for (const [name, tensor] of tensors) {
    if (!read.has(name)) continue;
    const values = fileValues(tensor);
    const numValues = product(tensor.shape);
    const isSmall =
      values.type === 'float32' ? numValues <= SMALL : rawBytes(tensor.type, numValues) <= MAX_BYTES;
    stored.set(
      name,
      isSmall || (needed.has(name) && numValues <= MAX_COMPUTED) ? await withNumbers(values) : values,
    );
  }
  return { stored, constantNodes, attributes };
}

async function withNumbers(values: StoredValues): Promise<StoredValues> {
  return { ...values, numbers: await values.read() };
}

/** Finds the nodes that depend on constants alone, and the tensors that they compute with. */
function findConstant(nodes: readonly SourceNode[], constants: ReadonlySet<string>) {
  const known = new Set(constants);
  const constantNodes = new Set<SourceNode>();
  for (const node of nodes) {
    if (!OF_SHAPES.has(node.operator) && !node.inputs.every((name) => name === '' || known.has(name)))
      continue;
    constantNodes.add(node);
    for (const name of node.outputs) known.add(name);
  }
  const needed = new Set<string>();
  for (const node of nodes.toReversed()) {
    if (!constantNodes.has(node) || OF_SHAPES.has(node.operator)) continue;
    const isView =
      node.operator in VIEWS || node.operator === 'Identity' || node.operator === 'DequantizeLinear';
    if (!isView || node.outputs.some((name) => needed.has(name)))
      for (const name of node.inputs) needed.add(name);
  }
  return { constantNodes, needed };
}
