import type { GraphTensor } from '../../core/network/graphModel';
import type { TrainedStructure } from '../../core/network/model';
import { product } from '../../core/network/network';
import type { SourceNode } from '../source/sourceModel';
import type { BuiltNode, ConstantUse } from './graphBuilder';
import type { StoredValues } from './storedValues';

/** A stored tensor of an opened network. Its values are read when they are needed. */
export interface GraphValues extends GraphTensor, StoredValues {
  /** True if nodes only combine values with it one by one, as with a mask. */
  readonly isOperand: boolean;
}

/** A stored tensor with what its readers do with it. */
interface FoundTensor {
  readonly values: StoredValues;
  readonly structures: Set<TrainedStructure>;
  isOperand: boolean;
}

/** In the order of precedence for a tensor with two roles. */
const STRUCTURES: readonly TrainedStructure[] = ['weights', 'biases', 'norms'];

/**
 * Returns the stored tensors of canonical nodes, in the order in which the file first reads them.
 */
export function graphTensors(nodes: readonly BuiltNode[], fileNodes: readonly SourceNode[]): GraphValues[] {
  const order = new Map<string, number>();
  for (const name of fileNodes.flatMap(({ inputs }) => inputs))
    if (!order.has(name)) order.set(name, order.size);
  const found = new Map<string, FoundTensor>();
  for (const node of nodes) {
    for (const use of node.uses) {
      const { stored } = use.constant;
      const entry: FoundTensor = found.get(stored.name) ?? {
        values: stored,
        structures: new Set(),
        isOperand: true,
      };
      found.set(stored.name, entry);
      const structure = structureOf(node, use);
      if (structure !== null) entry.structures.add(structure);
      entry.isOperand &&= use.role === 'operand' && node.operation.kind !== 'matMul';
    }
  }
  const place = ({ name }: StoredValues) => order.get(name) ?? order.size;
  return [...found.values()]
    .map(({ values, structures, isOperand }) => ({
      ...values,
      isOperand,
      structure: STRUCTURES.find((structure) => structures.has(structure)) ?? null,
    }))
    .toSorted((a, b) => place(a) - place(b));
}

/** Returns the structure that a tensor belongs to by one of its roles. Null: a constant. */
function structureOf(
  { operation }: BuiltNode,
  { role, constant: { stored } }: ConstantUse,
): TrainedStructure | null {
  if (!stored.isTrained) return null;
  const isVector = product(stored.shape) > 1;
  switch (role) {
    case 'kernel':
    case 'recurrentKernel':
    case 'table':
    case 'peepholes':
      return 'weights';
    case 'bias':
    case 'recurrentBias':
      return 'biases';
    case 'gamma':
    case 'beta':
    case 'moving_mean':
    case 'moving_variance':
      return 'norms';
    case 'initialHidden':
    case 'initialCell':
      return isVector ? 'biases' : null;
    case 'scale':
    case 'zeroPoint':
      return null;
    case 'operand':
      return isVector ? structureOfOperand(operation) : null;
    default:
      throw role satisfies never;
  }
}

function structureOfOperand(operation: BuiltNode['operation']): TrainedStructure | null {
  if (operation.kind === 'where') return null;
  if (operation.kind !== 'binary') return 'weights';
  switch (operation.function) {
    case 'add':
    case 'subtract':
      return 'biases';
    case 'multiply':
    case 'divide':
    case 'prelu':
      return 'norms';
    default:
      return null;
  }
}

/** Returns true for values that only switch others on and off: 0, and one other or infinite one. */
export function isMask(values: ArrayLike<number>): boolean {
  const found = new Set<number>();
  for (let index = 0; index < values.length && found.size <= 2; index++) found.add(values[index]!);
  return found.size === 2 && found.has(0) && !found.has(Number.NaN);
}
