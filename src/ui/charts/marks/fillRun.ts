/** Mean and band at a rate. Errors are in [0, 1]. */
export interface BandPoint {
  readonly ber: number;
  readonly mean: number;
  readonly low: number;
  readonly high: number;
}

/** Approximate distance between the corners of a drawn curve, in pixels. */
const STEP = 8;

/**
 * Returns one piece per pair of neighbours of a run: both ends, and rates between them, so that a
 * line through all shows the curve `errorAt` and not a chord. The distances of the band from the
 * mean are interpolated in the logarithm of the rate. The band stays within the range of its ends.
 * `x` maps a rate to pixels.
 */
export function fillRun<T extends BandPoint>(
  run: readonly T[],
  errorAt: (ber: number) => number | null,
  x: (ber: number) => number,
): readonly (readonly BandPoint[])[] {
  return run.slice(1).map((end, index) => {
    const start = run[index]!;
    const steps = Math.max(1, Math.round((x(end.ber) - x(start.ber)) / STEP));
    const between = Array.from({ length: steps - 1 }, (_, step): BandPoint => {
      const share = (step + 1) / steps;
      const ber = start.ber * (end.ber / start.ber) ** share;
      const mean = errorAt(ber)!;
      const mix = (a: number, b: number) => a + share * (b - a);
      return {
        ber,
        mean,
        low: Math.max(Math.min(start.low, end.low), mean + mix(start.low - start.mean, end.low - end.mean)),
        high: Math.min(
          Math.max(start.high, end.high),
          mean + mix(start.high - start.mean, end.high - end.mean),
        ),
      };
    });
    return [start, ...between, end];
  });
}

/** Joins the pieces of a run to one list, in which each neighbour occurs once. */
export function joinPieces(
  run: readonly BandPoint[],
  pieces: readonly (readonly BandPoint[])[],
): readonly BandPoint[] {
  return [...run.slice(0, 1), ...pieces.flatMap((piece) => piece.slice(1))];
}
