import { product } from '../../../core/network/network';
import type { GraphBuilder } from '../graphBuilder';
import type { Operation, Translation } from '../operation';
import { CannotRun, type Operand, reshapeConstant, transposeConstant, type Value } from '../values';

/** Returns an operand with its axes in another order. No node is needed. */
export function transpose(builder: GraphBuilder, operand: Operand, order: readonly number[]): Operand {
  if (order.length !== operand.dims.length)
    throw new CannotRun('setting', `[${operand.dims.join(', ')}] → ${order.length}`);
  if (operand.source === 'stored') return transposeConstant(operand, order);
  const { batchAxis } = operand;
  const axes = operand.axes.map((axis) => order.indexOf(axis));
  return builder.value(operand, axes, batchAxis === null ? null : order.indexOf(batchAxis));
}

/** Returns an operand without axes of length 1. */
export function squeeze(builder: GraphBuilder, operand: Operand, dropped: readonly number[]): Operand {
  const place = (axis: number) => axis - dropped.filter((other) => other < axis).length;
  const isTwice = new Set(dropped).size !== dropped.length;
  if (isTwice || dropped.some((axis) => operand.dims[axis] !== 1)) {
    throw new CannotRun('setting', `axes = ${dropped.join(', ')}, [${operand.dims.join(', ')}]`);
  }
  if (operand.source === 'stored') {
    const dims = operand.dims.filter((_, axis) => !dropped.includes(axis));
    return reshapeConstant(operand, dims);
  }
  const { batchAxis, axes } = operand;
  // Without its axis of length 1 a batch of 1 has no axis.
  const kept = axes.filter((axis) => !dropped.includes(axis));
  const output = builder.layOut(operand, axes, kept);
  const newBatch = batchAxis === null || dropped.includes(batchAxis) ? null : place(batchAxis);
  return builder.value(output, kept.map(place), newBatch);
}

/** Returns an operand with new axes of length 1. `added` are their places in the output. */
export function unsqueeze(builder: GraphBuilder, operand: Operand, added: readonly number[]): Operand {
  const rank = operand.dims.length + added.length;
  const old = Array.from({ length: rank }, (_, axis) => axis).filter((axis) => !added.includes(axis));
  if (operand.source === 'stored') {
    const dims = Array.from({ length: rank }, (_, axis) =>
      added.includes(axis) ? 1 : operand.dims[old.indexOf(axis)]!,
    );
    return reshapeConstant(operand, dims);
  }
  const axes = operand.axes.map((axis) => old[axis]!);
  // New axes stand before the next one of the file.
  const target = [...axes];
  for (const axis of added.toReversed()) {
    const next = target.findIndex((other) => other > axis);
    target.splice(next < 0 ? target.length : next, 0, axis);
  }
  const output = builder.layOut(operand, axes, target);
  return builder.value(output, target, operand.batchAxis === null ? null : old[operand.batchAxis]!);
}

/**
 * Returns an operand with other lengths. A value's batch stays a batch if the lengths before it
 * stay the same number of values, else a batch of 1 becomes a part of the sample. Axes that stay,
 * divide or join by themselves keep their place in the order of the node's values.
 */
export function reshape(builder: GraphBuilder, operand: Operand, dims: readonly number[]): Operand {
  if (operand.dims.join() === dims.join()) return operand;
  if (operand.source === 'stored') return reshapeConstant(operand, dims);
  const { batchAxis, isMerged } = newBatch(builder, operand, dims);
  const wasMerged = operand.batchAxis !== null && operand.axes.includes(operand.batchAxis);
  // Lengths of a sample, which has a part of an axis that the batch was merged with.
  const length = (all: readonly number[], axis: number, batched: number | null) =>
    all[axis]! / (axis === batched ? builder.batch : 1);
  const before = operand.dims
    .map((_, axis) => axis)
    .filter((axis) => axis !== operand.batchAxis || wasMerged);
  const after = dims.map((_, axis) => axis).filter((axis) => axis !== batchAxis || isMerged);
  const groups = matchGroups(
    before.map((axis) => ({ axis, length: length(operand.dims, axis, operand.batchAxis) })),
    after.map((axis) => ({ axis, length: length(dims, axis, batchAxis) })),
  );
  const groupOf = (axis: number) => groups.find(({ from }) => from.includes(axis))!;
  const found = operand.axes.map(groupOf);
  const isTogether = found.every((group, at) => found.indexOf(group) === at || found[at - 1] === group);
  // Axes that must move to each other go to their place in the file.
  const inOrder = isTogether ? [...new Set(found)] : groups.filter((group) => found.includes(group));
  const arranged = builder.layOut(
    operand,
    operand.axes,
    inOrder.flatMap(({ from }) => from),
  );
  const others = groups.filter((group) => !inOrder.includes(group));
  const axes = [...inOrder, ...others].flatMap(({ to }) => to);
  const shape = axes.map((axis) => length(dims, axis, batchAxis));
  return builder.value(builder.reshape(arranged, shape), axes, batchAxis);
}

/** An axis of a sample with its length. */
interface SampleAxis {
  readonly axis: number;
  readonly length: number;
}

/** Axes before a reshape that hold the same values as axes after it. */
interface AxisGroup {
  readonly from: readonly number[];
  readonly to: readonly number[];
}

/** Divides the axes before and after a reshape into the smallest groups. */
function matchGroups(before: readonly SampleAxis[], after: readonly SampleAxis[]): readonly AxisGroup[] {
  const groups: AxisGroup[] = [];
  const left = [...before];
  const right = [...after];
  while (left.length > 0 && right.length > 0) {
    const from = [left.shift()!];
    const to = [right.shift()!];
    for (;;) {
      const [found, wanted] = [sizeOf(from), sizeOf(to)];
      if (found === wanted) break;
      if (found < wanted) from.push(left.shift()!);
      else to.push(right.shift()!);
    }
    groups.push({ from: from.map(({ axis }) => axis), to: to.map(({ axis }) => axis) });
  }
  // What is left has length 1 and no counterpart.
  const rest = { from: left.map(({ axis }) => axis), to: right.map(({ axis }) => axis) };
  return rest.from.length + rest.to.length === 0 ? groups : [...groups, rest];
}

function sizeOf(axes: readonly SampleAxis[]): number {
  return product(axes.map(({ length }) => length));
}

/** Finds the axis that counts samples after a reshape. */
function newBatch(
  { batch }: GraphBuilder,
  { dims: before, batchAxis }: Value,
  dims: readonly number[],
): { readonly batchAxis: number | null; readonly isMerged: boolean } {
  if (batchAxis === null) return { batchAxis, isMerged: false };
  const wanted = product(before.slice(0, batchAxis));
  const candidates = dims.flatMap((length, axis) =>
    product(dims.slice(0, axis)) === wanted && length % batch === 0 ? [axis] : [],
  );
  const whole = candidates.find((axis) => dims[axis] === batch);
  if (whole !== undefined) return { batchAxis: whole, isMerged: false };
  const [merged] = candidates;
  if (merged !== undefined) return { batchAxis: merged, isMerged: true };
  if (batch === 1) return { batchAxis: null, isMerged: false };
  throw new CannotRun('mixesSamples', `[${before.join(', ')}] → [${dims.join(', ')}]`);
}

const transposing: Translation = (operation) => {
  const operand = operation.operand(0);
  const standard = operand.dims.map((_, axis) => axis).toReversed();
  const order = operation.ints('perm') ?? standard;
  if (order.toSorted((a, b) => a - b).some((axis, at) => axis !== at) || order.length !== operand.dims.length)
    throw operation.refusal('perm', order.join(', '));
  return transpose(operation.builder, operand, order);
};

const reshaping: Translation = (operation) => {
  const operand = operation.operand(0);
  const target = operation.numbers(1) ?? [];
  const keepsZeros = operation.choice('allowzero', [0, 1]) === 1;
  const copied = target.map((length, axis) => (length === 0 && !keepsZeros ? operand.dims[axis]! : length));
  const rest = product(operand.dims) / product(copied.filter((length) => length !== -1));
  const dims = copied.map((length) => (length === -1 ? rest : length));
  if (
    product(dims) !== product(operand.dims) ||
    !dims.every((length) => Number.isInteger(length) && length > 0)
  )
    throw operation.refusal('shape', `${target.join(', ')} ≠ [${operand.dims.join(', ')}]`);
  return reshape(operation.builder, operand, dims);
};

const flatten: Translation = (operation) => {
  const operand = operation.operand(0);
  const rank = operand.dims.length;
  const stated = operation.int('axis') ?? 1;
  const axis = stated < 0 ? stated + rank : stated;
  if (axis < 0 || axis > rank) throw operation.refusal('axis', `${stated}`);
  const dims = [product(operand.dims.slice(0, axis)), product(operand.dims.slice(axis))];
  return reshape(operation.builder, operand, dims);
};

const squeezing: Translation = (operation) => {
  const operand = operation.operand(0);
  const rank = operand.dims.length;
  const stated = axesOf(operation, 13);
  const axes =
    stated?.map((axis) => operation.axis(axis, rank, 'axes')) ??
    operand.dims.flatMap((length, axis) => (length === 1 ? [axis] : []));
  return squeeze(operation.builder, operand, axes);
};

const unsqueezing: Translation = (operation) => {
  const operand = operation.operand(0);
  const stated = axesOf(operation, 13) ?? [];
  const rank = operand.dims.length + stated.length;
  const axes = stated.map((axis) => operation.axis(axis, rank, 'axes')).toSorted((a, b) => a - b);
  if (new Set(axes).size < axes.length) throw operation.refusal('axes', stated.join(', '));
  return unsqueeze(operation.builder, operand, axes);
};

/** Returns the axes of a node: an attribute, from an opset on input 1. */
export function axesOf(operation: Operation, inputSince: number): readonly number[] | undefined {
  return operation.opset >= inputSince ? operation.numbers(1) : operation.ints('axes');
}

export const VIEWS: Readonly<Record<string, Translation>> = {
  Transpose: transposing,
  Reshape: reshaping,
  Flatten: flatten,
  Squeeze: squeezing,
  Unsqueeze: unsqueezing,
};
