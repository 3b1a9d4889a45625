import type { GraphOperation } from '../../core/network/graphOperation';
import type { Operands, ValueType } from '../../core/network/operators';
import { type ConstantUse, type GraphBuilder, layOutConstant } from './graphBuilder';
import { CannotRun, type Constant, type NodeOutput, type Operand, type Value } from './values';

/** Operands with the same axes in the same order. */
export interface Aligned {
  /** One for each operand, in their order. */
  readonly parts: readonly (NodeOutput | Constant)[];
  readonly axes: readonly number[];
  readonly batchAxis: number | null;
}

/** Makes a value of the first operand if there is none, for nodes that are computed at opening. */
export function withValue(
  operands: readonly Operand[],
  promote: (constant: Constant) => Value,
): readonly Operand[] {
  if (operands.some(({ source }) => source === 'node')) return operands;
  const [first, ...others] = operands as readonly Constant[];
  return [promote(first!), ...others];
}

/**
 * Gives operands the same number of axes in one order: that of the value with the most. Shapes are
 * broadcast as in numpy. `last` axes of the file keep their order and stay at the end.
 */
export function align(builder: GraphBuilder, operands: readonly Operand[], last = 0): Aligned {
  const rank = Math.max(...operands.map(({ dims }) => dims.length));
  const batchAxis = commonBatchAxis(builder, operands, rank);
  const shifted = operands.map((operand) => {
    const shift = rank - operand.dims.length;
    return (operand.source === 'node' ? operand.axes : operand.dims.map((_, axis) => axis)).map(
      (axis) => axis + shift,
    );
  });
  const all = keptAxes(operands, rank, batchAxis);
  const order = orderOf(operands, shifted, all);
  const ends = all.filter((axis) => axis >= rank - last);
  const axes = [...order.filter((axis) => !ends.includes(axis)), ...ends];
  const parts = operands.map((operand, at) =>
    operand.source === 'node'
      ? builder.layOut(operand, shifted[at]!, axes)
      : layOutConstant(operand, shifted[at]!, axes),
  );
  return { parts, axes, batchAxis };
}

/** Adds a node with operands that are aligned. Returns its output with the axes of the operands. */
export function emitAligned(
  builder: GraphBuilder,
  { parts, axes, batchAxis }: Aligned,
  operation: (operands: Operands) => GraphOperation,
  type?: ValueType,
): Value {
  const isStored = (part: NodeOutput | Constant): part is Constant => 'stored' in part;
  const operands = parts.map((part) => (isStored(part) ? 'tensor' : 'input'));
  const inputs = parts.filter((part): part is NodeOutput => !isStored(part));
  const uses = parts.filter(isStored).map((constant): ConstantUse => ({ role: 'operand', constant }));
  return builder.value(builder.emit(operation(operands), inputs, uses, type), axes, batchAxis);
}

/**
 * Returns the axes of a broadcast in their order, without the one that counts samples, unless it is
 * a part of a value's own axes too.
 */
export function keptAxes(
  operands: readonly Operand[],
  rank: number,
  batchAxis: number | null,
): readonly number[] {
  const isOwn = (operand: Operand) =>
    operand.source === 'node' &&
    operand.batchAxis === batchAxis! - (rank - operand.dims.length) &&
    operand.axes.includes(operand.batchAxis);
  const isMerged = batchAxis !== null && operands.some(isOwn);
  return Array.from({ length: rank }, (_, axis) => axis).filter((axis) => axis !== batchAxis || isMerged);
}

/**
 * Returns the axis that counts samples in a broadcast. The last axes of each operand, `last` of
 * them, are none. Null: the values have no common one, which is right for a batch of 1 alone.
 */
export function commonBatchAxis(
  builder: GraphBuilder,
  operands: readonly Operand[],
  rank: number,
  last = 0,
): number | null {
  const found = new Set<number>();
  for (const operand of operands)
    if (
      operand.source === 'node' &&
      operand.batchAxis !== null &&
      operand.batchAxis < operand.dims.length - last
    )
      found.add(operand.batchAxis + rank - operand.dims.length);
  const [first = null] = found;
  if (first === null) return null;
  const fits = operands.every((operand) => {
    const own = first - (rank - operand.dims.length);
    if (operand.source === 'node' && operand.batchAxis === own) return true;
    return own < 0 || operand.dims[own] === 1;
  });
  if (found.size === 1 && fits) return first;
  if (builder.batch === 1) return null;
  const shapes = operands.map(({ dims }) => `[${dims.join(', ')}]`);
  throw new CannotRun('mixesSamples', shapes.join(', '));
}

/**
 * Returns the order of the value with the most axes longer than 1, and others in front. Of several
 * such values the first in the order of the file decides.
 */
function orderOf(
  operands: readonly Operand[],
  shifted: readonly (readonly number[])[],
  all: readonly number[],
): readonly number[] {
  const values = operands.flatMap((operand, at) =>
    operand.source === 'node' ? [{ axes: shifted[at]!, numLong: countLong(operand) }] : [],
  );
  const most = Math.max(...values.map(({ numLong }) => numLong));
  const leads = values.filter(({ numLong }) => numLong === most).map(({ axes }) => axes);
  const isInOrder = (axes: readonly number[]) => axes.every((axis, at) => at === 0 || axis > axes[at - 1]!);
  const lead = leads.find(isInOrder) ?? leads[0] ?? [];
  return [...all.filter((axis) => !lead.includes(axis)), ...lead.filter((axis) => all.includes(axis))];
}

function countLong({ shape }: Value): number {
  return shape.filter((length) => length !== 1).length;
}
