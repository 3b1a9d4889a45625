/** Fewest pairs of a correlation: two points always lie on a line. */
const MIN_PAIRS = 3;

/**
 * Returns Pearson's correlation of `x` [n] and `y` [n], in [-1, 1]; null for fewer than 3 pairs or
 * a constant list. Throws RangeError if the lengths differ.
 */
export function pearson(x: readonly number[], y: readonly number[]): number | null {
  if (x.length !== y.length) {
    throw new RangeError(`Cannot correlate ${x.length} with ${y.length} values: expected as many`);
  }
  // Compares the values themselves: the mean of equal numbers may differ from them in the last bit.
  if (x.length < MIN_PAIRS || isConstant(x) || isConstant(y)) return null;
  const [dx, dy] = [deviations(x), deviations(y)];
  const products = (a: readonly number[], b: readonly number[]) =>
    a.reduce((sum, value, index) => sum + value * b[index]!, 0);
  const r = products(dx, dy) / Math.sqrt(products(dx, dx) * products(dy, dy));
  return Math.max(-1, Math.min(1, r));
}

/**
 * Returns Spearman's correlation: Pearson's correlation of the ranks, with ties at their mean rank.
 * A single outlier changes it little, and every increasing relation gives 1. Null and throws as
 * `pearson`.
 */
export function spearman(x: readonly number[], y: readonly number[]): number | null {
  return pearson(ranks(x), ranks(y));
}

function isConstant(values: readonly number[]): boolean {
  return values.every((value) => value === values[0]);
}

function deviations(values: readonly number[]): readonly number[] {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return values.map((value) => value - mean);
}

function ranks(values: readonly number[]): readonly number[] {
  const order = values.map((_, index) => index).sort((a, b) => values[a]! - values[b]!);
  const found = new Array<number>(values.length);
  for (let first = 0; first < order.length; ) {
    let end = first + 1;
    while (end < order.length && values[order[end]!] === values[order[first]!]) end++;
    for (const index of order.slice(first, end)) found[index] = (first + end - 1) / 2;
    first = end;
  }
  return found;
}
