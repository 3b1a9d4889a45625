import { round } from '../frame/round';

interface StackOptions {
  readonly radius: number;
  /** Vertical middle of the lowest dot, and the highest that a dot may stand, in pixels. */
  readonly floor: number;
  readonly ceiling: number;
}

/** Dots of one value, standing on each other. */
interface Column {
  readonly x: number;
  readonly numDots: number;
}

interface Stack {
  /** Where each dot stands, in the order of the values. */
  readonly dots: readonly { readonly x: number; readonly y: number }[];
  readonly columns: readonly Column[];
  /** How far a dot stands above the one below, the same in every column, so that heights compare. */
  readonly rise: number;
}

/**
 * Stacks dots over their values: those within one diameter share a column and stand on each other. Where the highest column
 * would pass the ceiling, all columns shrink alike: the shape stays, and the dots overlap.
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
 * The dots as one path of lines with round ends as wide as a dot. A column whose dots overlap is a single line, so that the
 * path is no longer for ten thousand dots than for a hundred.
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
