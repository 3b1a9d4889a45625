import { round } from '../frame/round';

interface StackOptions {
  readonly radius: number;
  /** Vertical centre of the lowest dot, in pixels. */
  readonly floor: number;
  /** Smallest vertical centre of a dot, in pixels. */
  readonly ceiling: number;
}

/** Dots at one position, stacked on each other. */
interface Column {
  readonly x: number;
  readonly numDots: number;
}

interface Stack {
  /** Centres of the dots in pixels, in the order of the values. */
  readonly dots: readonly { readonly x: number; readonly y: number }[];
  readonly columns: readonly Column[];
  /**
   * Vertical distance between a dot and the next, in pixels. It is equal in all columns, so that
   * their heights can be compared.
   */
  readonly rise: number;
}

/**
 * Stacks dots at their values, in pixels. Values within one diameter share a column. If the highest
 * column would exceed the ceiling, the distances in all columns shrink equally: the shape stays,
 * and the dots overlap.
 */
export function stackDots(xs: readonly number[], { radius, floor, ceiling }: StackOptions): Stack {
  const columnOf = (x: number) => Math.round(x / (2 * radius));
  const sizes = new Map<number, number>();
  const ranks = xs.map((x) => {
    const rank = sizes.get(columnOf(x)) ?? 0;
    sizes.set(columnOf(x), rank + 1);
    return rank;
  });
  const highest = Math.max(1, ...sizes.values());
  const rise = Math.min(2 * radius + 0.5, (floor - ceiling) / Math.max(1, highest - 1));
  const dots = xs.map((x, index) => ({
    x: columnOf(x) * 2 * radius,
    y: floor - ranks[index]! * rise,
  }));
  const columns = Array.from(sizes, ([column, numDots]) => ({ x: column * 2 * radius, numDots }));
  return { dots, columns, rise };
}

/**
 * Returns the dots as one path of lines with round ends, as wide as a dot. A column of overlapping
 * dots is a single line, so that the path does not get longer with the number of dots.
 */
export function stackPath({ columns, rise }: Stack, { radius, floor }: StackOptions): string {
  const isApart = rise >= 2 * radius;
  return columns
    .flatMap(({ x, numDots }) =>
      isApart
        ? Array.from({ length: numDots }, (_, rank) => `M${x} ${round(floor - rank * rise)}h0`)
        : `M${x} ${floor}V${round(floor - (numDots - 1) * rise)}`,
    )
    .join('');
}
