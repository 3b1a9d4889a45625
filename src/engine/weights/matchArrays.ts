import { endsAlike, plainName } from '../../core/files/tensorNames';
import { shapeText } from '../../core/network/shapeText';
import type { Refusals } from '../source/refusals';
import type { NamedArray } from './namedArray';

/** A tensor that weights are looked for. */
export interface WeightTarget {
  readonly name: string;
  readonly shape: readonly number[];
  /** True if the weights may lack it, as they lack constants. */
  readonly isOptional: boolean;
}

/** Arrays by the name of the tensor that they belong to. */
interface MatchedArrays {
  readonly arrays: ReadonlyMap<string, NamedArray>;
  /** Names of arrays that belong to no tensor. */
  readonly unused: readonly string[];
}

/**
 * Finds the array of each tensor: by its name, else by its shape where only one tensor and one
 * array are left that have it. Names are compared without case and separators, and one may lack
 * scopes in front. Adds to `refusals` all tensors without an array, with one of another shape, and
 * those whose shape leaves a choice: several of one shape, or matrices that may be turned.
 */
export function matchArrays(
  targets: readonly WeightTarget[],
  given: readonly NamedArray[],
  refusals: Refusals,
): MatchedArrays {
  const arrays = new Map<string, NamedArray>();
  const left = new Set(given);
  const open: WeightTarget[] = [];
  for (const target of targets) {
    const array = namedAs(target, targets, given);
    if (array === undefined) {
      if (!target.isOptional) open.push(target);
      continue;
    }
    left.delete(array);
    if (shapeOf(array) === shapeOf(target)) arrays.set(target.name, array);
    else if (!target.isOptional)
      refusals.add('weightShape', `${described(array)} ≠ ${shapeText(target.shape)}`);
  }
  for (const target of open) {
    const twins = open.filter((other) => shapeOf(other) === shapeOf(target));
    const found = [...left].filter((array) => shapeOf(array) === shapeOf(target));
    if (found.length === 0) refusals.add('weightMissing', described(target));
    else if (twins.length > 1 || found.length > 1 || isTurnable(target.shape))
      refusals.add('weightChoice', `${described(target)} (${found.map(({ name }) => name).join(', ')})`);
    else arrays.set(target.name, found[0]!);
  }
  const used = new Set(arrays.values());
  return { arrays, unused: given.filter((array) => !used.has(array)).map(({ name }) => name) };
}

/** Finds the array with the name of a target: the same, or the only one that ends like it. */
function namedAs(
  target: WeightTarget,
  targets: readonly WeightTarget[],
  given: readonly NamedArray[],
): NamedArray | undefined {
  const name = plainName(target.name);
  const same = given.find((array) => plainName(array.name) === name);
  if (same !== undefined) return same;
  const similar = given.filter((array) => endsAlike(plainName(array.name), name));
  const [only] = similar;
  if (similar.length !== 1 || only === undefined) return undefined;
  // Another tensor may end like the array too, or have its very name.
  const rivals = targets.filter((other) => endsAlike(plainName(only.name), plainName(other.name)));
  return rivals.length === 1 ? only : undefined;
}

/** Returns true for a shape that stays the same with its axes the other way round. */
function isTurnable(shape: readonly number[]): boolean {
  return shape.length > 1 && shape.join() === shape.toReversed().join();
}

function shapeOf({ shape }: Pick<WeightTarget, 'shape'>): string {
  return shape.join();
}

function described({ name, shape }: Pick<WeightTarget, 'name' | 'shape'>): string {
  return `${name} ${shapeText(shape)}`;
}
