import { product } from '../../core/network/network';
import type { ValueType } from '../../core/network/operators';
import type { StoredValues, StoredView } from './storedValues';

/** Output of a canonical node. */
export interface NodeOutput {
  /** Name of the node while the graph is built. Empty for the network's input. */
  readonly node: string;
  /** Shape of one sample, as the node computes it. */
  readonly shape: readonly number[];
  readonly type: ValueType;
}

/** A tensor of the file that depends on the network's input. */
export interface Value extends NodeOutput {
  readonly source: 'node';
  /** Lengths in the file, with its batch. */
  readonly dims: readonly number[];
  /**
   * Axis of `dims` that counts samples. It is one of `axes` too where the file merged the batch
   * with a further axis, whose part of a sample is then kept there. Null: the file has no batch
   * here.
   */
  readonly batchAxis: number | null;
  /** Axes of `dims` in the order of `shape`: pictures have their channels last. */
  readonly axes: readonly number[];
}

/** A tensor of the file that does not depend on the network's input: a view of stored values. */
export interface Constant extends StoredView {
  readonly source: 'stored';
  /**
   * Axes of the stored tensor that each of `dims` joins, empty for one that was added with length
   * 1. Null if `dims` divide axes of the stored tensor.
   */
  readonly axes: readonly (readonly number[])[] | null;
}

export type Operand = Value | Constant;

/** Reason why a node cannot be run: an attribute or an input, with the value found. */
export class CannotRun extends Error {
  override readonly name = 'CannotRun';
  constructor(
    readonly kind: 'setting' | 'mixesSamples',
    message: string,
  ) {
    super(message);
  }
}

/** Returns whole stored values as a constant. */
export function wholeConstant(stored: StoredValues): Constant {
  const permutation = stored.shape.map((_, axis) => axis);
  const axes = permutation.map((axis) => [axis]);
  return { source: 'stored', stored, permutation, dims: stored.shape, axes };
}

/** Returns a constant with its axes in another order. */
export function transposeConstant(constant: Constant, order: readonly number[]): Constant {
  const { axes, dims, stored } = constant;
  if (order.length !== dims.length) throw unfit(constant, `${order.length}`);
  const newDims = order.map((axis) => dims[axis]!);
  if (longAxes(order, dims).every((axis, at, list) => at === 0 || axis > list[at - 1]!)) {
    return reshapeConstant(constant, newDims, axes && order.map((axis) => axes[axis]!));
  }
  if (axes === null) throw unfit(constant, order.join(', '));
  const newAxes = order.map((axis) => axes[axis]!);
  const kept = newAxes.flat();
  // Axes that are left out have length 1.
  const dropped = stored.shape.flatMap((_, axis) => (kept.includes(axis) ? [] : [axis]));
  return { ...constant, permutation: [...kept, ...dropped], dims: newDims, axes: newAxes };
}

/** Refuses a view of a constant: lengths, axes or a part that it does not have. */
function unfit({ stored, dims }: Constant, wanted: string): CannotRun {
  return new CannotRun('setting', `${stored.name} [${dims.join(', ')}] → ${wanted}`);
}

/**
 * Returns a constant with other lengths and its values in the same order. Throws CannotRun if it
 * has more or fewer values.
 */
export function reshapeConstant(
  constant: Constant,
  dims: readonly number[],
  known?: Constant['axes'],
): Constant {
  if (product(dims) !== product(constant.dims)) throw unfit(constant, `[${dims.join(', ')}]`);
  return { ...constant, dims, axes: known ?? matchAxes(constant, dims) };
}

/** Finds the axes of a constant in new lengths, which may join some of its dimensions. */
function matchAxes({ axes, dims: before }: Constant, dims: readonly number[]): Constant['axes'] {
  if (axes === null) return null;
  const left = axes
    .map((joined, at) => ({ joined, length: before[at]! }))
    .filter(({ length }) => length !== 1);
  const found = dims.map((length) => {
    const joined: number[] = [];
    let joinedLength = 1;
    while (joinedLength < length && left.length > 0) {
      const next = left.shift()!;
      joined.push(...next.joined);
      joinedLength *= next.length;
    }
    return joinedLength === length ? joined : null;
  });
  return found.includes(null) || left.length > 0 ? null : (found as readonly (readonly number[])[]);
}

/** Returns a part of a constant along an axis. */
export function partOf(constant: Constant, axis: number, begin: number, length: number): Constant {
  const { axes, dims, part } = constant;
  const [own, ...others] = axes?.[axis] ?? [];
  if (begin === 0 && length === dims[axis]) return constant;
  const isOwn = own !== undefined && others.length === 0 && (part === undefined || part.axis === own);
  if (!isOwn || begin + length > dims[axis]!) throw unfit(constant, `${begin}…${begin + length}`);
  const from = { axis: own, begin: (part?.begin ?? 0) + begin, length };
  return { ...constant, part: from, dims: dims.with(axis, length) };
}

/** Returns the axes of an order that are longer than 1. */
function longAxes(order: readonly number[], dims: readonly number[]): number[] {
  return order.filter((axis) => dims[axis] !== 1);
}

/** Returns the values of a constant in its order. Undefined if they were not read. */
export function numbersOf({ stored, permutation, part }: Constant): ArrayLike<number> | undefined {
  const { numbers, shape } = stored;
  if (numbers === undefined) return undefined;
  const ordered = permutation.every((axis, at) => axis === at)
    ? numbers
    : permute(numbers, shape, permutation);
  if (part === undefined) return ordered;
  const lengths = permutation.map((axis) => shape[axis]!);
  const along = permutation.indexOf(part.axis);
  const inner = product(lengths.slice(along + 1));
  return Array.from(ordered).filter((_, index) => {
    const at = Math.floor(index / inner) % lengths[along]!;
    return at >= part.begin && at < part.begin + part.length;
  });
}

/** Returns values with their axes in another order. */
export function permute(
  values: ArrayLike<number>,
  shape: readonly number[],
  permutation: readonly number[],
): number[] {
  const strides = shape.map((_, axis) => product(shape.slice(axis + 1)));
  const lengths = permutation.map((axis) => shape[axis]!);
  const steps = permutation.map((axis) => strides[axis]!);
  return Array.from({ length: product(shape) }, (_, index) => {
    let rest = index;
    let place = 0;
    for (let axis = lengths.length - 1; axis >= 0; axis--) {
      place += (rest % lengths[axis]!) * steps[axis]!;
      rest = Math.floor(rest / lengths[axis]!);
    }
    return values[place]!;
  });
}
