import type { WholeInput } from '../../core/network/model';
import { TENSOR_TYPES, type TensorType } from '../source/tensorTypes';
import type { BuiltNode } from './graphBuilder';
import { valueTypeOf } from './storedValues';

/** Samples are float32 on their way, which holds whole numbers up to here. */
const MOST_EXACT = 2 ** 24;

/**
 * Returns the whole numbers that a network takes: those of its input's type, and within them the
 * places of tables that it reads with its input. Undefined: it takes any numbers.
 */
export function wholeInputOf(type: TensorType, nodes: readonly BuiltNode[]): WholeInput | undefined {
  const values = valueTypeOf(type)!;
  let [least, most] = values === 'float32' ? [-MOST_EXACT, MOST_EXACT] : rangeOf(type);
  const lengths = tableLengths(nodes);
  if (values === 'float32' && lengths.length === 0) return undefined;
  for (const length of lengths) [least, most] = [Math.max(least, -length), Math.min(most, length - 1)];
  return { type: values, least, most };
}

function rangeOf(type: TensorType): [number, number] {
  if (type === 'bool') return [0, 1];
  const { bits } = TENSOR_TYPES[type];
  const [least, most] = type.startsWith('u') ? [0, 2 ** bits - 1] : [-(2 ** (bits - 1)), 2 ** (bits - 1) - 1];
  return [Math.max(-MOST_EXACT, least), Math.min(MOST_EXACT, most)];
}

/** Kinds of nodes whose output holds values of their first input alone, as whole numbers. */
const PASSING: ReadonlySet<BuiltNode['operation']['kind']> = new Set([
  'reshape',
  'transpose',
  'slice',
  'cast',
  'expand',
  'tile',
]);

/** Returns the lengths of stored tables that nodes read at the places that the input holds. */
function tableLengths(nodes: readonly BuiltNode[]): readonly number[] {
  const passed = new Set(['']);
  const lengths: number[] = [];
  for (const { id, operation, inputs, uses } of nodes) {
    if (!passed.has(inputs[0]?.node ?? ' ')) continue;
    if (PASSING.has(operation.kind)) passed.add(id);
    const [table] = uses;
    if (operation.kind === 'embedding') lengths.push(table!.constant.dims[0]!);
    if (operation.kind === 'gather' && operation.operands[0] === 'tensor')
      lengths.push(table!.constant.dims[operation.axis]!);
  }
  return lengths;
}
