import type { GraphTensor } from '../../core/network/graphModel';
import type { TrainedStructure } from '../../core/network/model';
import { product } from '../../core/network/network';
import type { SourceNode } from '../source/sourceModel';
import type { BuiltNode, ConstantUse } from './graphBuilder';
import type { StoredValues } from './storedValues';

/** A stored tensor of an opened network. Its values are read when they are needed. */
export interface GraphValues extends GraphTensor, StoredValues {
  /** Use that all nodes make of it, if a mask has such a use. Null: another one. */
  readonly mask: MaskKind | null;
}

/** How a mask switches values off: added to scores, or as a factor. */
type MaskKind = 'added' | 'factor';

/** A stored tensor with what its readers do with it. */
interface FoundTensor {
  readonly values: StoredValues;
  readonly structures: Set<TrainedStructure>;
  readonly masks: Set<MaskKind | null>;
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
        masks: new Set(),
      };
      found.set(stored.name, entry);
      const structure = structureOf(node, use);
      if (structure !== null) entry.structures.add(structure);
      entry.masks.add(maskKindOf(node, use));
    }
  }
  const place = ({ name, source = name }: StoredValues) => order.get(source) ?? order.size;
  return [...found.values()]
    .map(({ values, structures, masks }) => ({
      ...values,
      mask: masks.size === 1 ? [...masks][0]! : null,
      structure: STRUCTURES.find((structure) => structures.has(structure)) ?? null,
    }))
    .toSorted((a, b) => place(a) - place(b));
}

/** Returns what a node would do with a mask. Null: something else. */
function maskKindOf({ operation }: BuiltNode, { role }: ConstantUse): MaskKind | null {
  if (role !== 'operand' || operation.kind !== 'binary') return null;
  if (operation.function === 'multiply') return 'factor';
  return operation.function === 'add' || operation.function === 'subtract' ? 'added' : null;
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
    case 'mask':
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

/** From this magnitude on, a value that is added to scores leaves nothing of them in a softmax. */
const SWITCHED_OFF = 1000;

/**
 * Returns true for values that only switch others on and off. Added ones are 0 and one value that
 * no bias has: infinite or of at least 1,000. Factors are 0 and 1, over two axes or more, because
 * a vector of these may be a trained scale.
 */
export function isMask(kind: MaskKind, shape: readonly number[], values: ArrayLike<number>): boolean {
  const found = new Set<number>();
  for (let index = 0; index < values.length && found.size <= 2; index++) found.add(values[index]!);
  if (found.size !== 2 || !found.delete(0)) return false;
  const [other] = [...found] as [number];
  if (kind === 'added') return Math.abs(other) >= SWITCHED_OFF;
  return other === 1 && shape.filter((length) => length > 1).length >= 2;
}
