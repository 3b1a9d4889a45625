import type { Pads } from '../../../core/network/operators';
import type { Operation } from '../operation';
import { pairOf } from '../pictures';

/** Settings of windows that slide over a picture. */
interface WindowSettings {
  readonly size: readonly [number, number];
  readonly strides: readonly [number, number];
  readonly dilations: readonly [number, number];
  readonly pads: Pads;
}

/** Reads the settings that convolutions and pools share. `lengths` are those of the picture. */
export function readWindows(
  operation: Operation,
  kernel: readonly number[],
  lengths: readonly number[],
): WindowSettings {
  const count = lengths.length;
  const strides = listOf(operation, 'strides', count, 1);
  const dilations = listOf(operation, 'dilations', count, 1);
  const autoPad = operation.choice('auto_pad', ['NOTSET', 'SAME_UPPER', 'SAME_LOWER', 'VALID']);
  const given = operation.ints('pads') ?? Array<number>(2 * count).fill(0);
  checkPads(operation, 'pads', given, 2 * count);
  const pads = lengths.map((length, axis): readonly [number, number] => {
    if (autoPad === 'NOTSET') return [given[axis]!, given[axis + count]!];
    if (autoPad === 'VALID') return [0, 0];
    const reach = dilations[axis]! * (kernel[axis]! - 1) + 1;
    const windows = Math.ceil(length / strides[axis]!);
    const total = Math.max(0, (windows - 1) * strides[axis]! + reach - length);
    const less = Math.floor(total / 2);
    return autoPad === 'SAME_UPPER' ? [less, total - less] : [total - less, less];
  });
  return {
    size: pairOf(kernel, 1),
    strides: pairOf(strides, 1),
    dilations: pairOf(dilations, 1),
    pads: padsOf(pads),
  };
}

/** Throws CannotRun for pads that are negative, or not as many as are wanted. */
export function checkPads(operation: Operation, name: string, pads: readonly number[], count: number): void {
  if (pads.length !== count || !pads.every((pad) => pad === 0 || isPositive(pad)))
    throw operation.refusal(name, pads.join(', '));
}

/** Returns true for a whole number above 0. */
export function isPositive(value: number): boolean {
  return Number.isSafeInteger(value) && value > 0;
}

/** Puts the pads of each axis in the order of `Pads`. */
export function padsOf(pads: readonly (readonly [number, number])[]): Pads {
  const [first, second] = pads;
  return second === undefined ? [0, 0, ...first!] : [...first!, ...second];
}

/** Reads a list of one positive number for each axis. */
export function listOf(
  operation: Operation,
  name: string,
  count: number,
  standard: number,
): readonly number[] {
  const list = operation.ints(name) ?? Array<number>(count).fill(standard);
  if (list.length !== count || !list.every(isPositive)) throw operation.refusal(name, list.join(', '));
  return list;
}
