interface StackOptions {
  readonly radius: number;
  /** Vertical middle of the lowest dot, and the highest that a dot may stand, in pixels. */
  readonly floor: number;
  readonly ceiling: number;
}

/**
 * Stacks dots over their values: those within one diameter share a column and stand on each other. Columns that would
 * pass the ceiling close ranks until they fit.
 */
export function stackDots(
  xs: readonly number[],
  { radius, floor, ceiling }: StackOptions,
): readonly { readonly x: number; readonly y: number }[] {
  const columnOf = (x: number) => Math.round(x / (2 * radius));
  const sizes = new Map<number, number>();
  const ranks = xs.map((x) => {
    const rank = sizes.get(columnOf(x)) ?? 0;
    sizes.set(columnOf(x), rank + 1);
    return rank;
  });
  return xs.map((x, index) => {
    const size = sizes.get(columnOf(x))!;
    const rise = Math.min(2 * radius + 0.5, (floor - ceiling) / Math.max(1, size - 1));
    return { x: columnOf(x) * 2 * radius, y: floor - ranks[index]! * rise };
  });
}
