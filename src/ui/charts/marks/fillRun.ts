/** A mean and the band around it at a rate; errors are shares. */
export interface BandPoint {
  readonly ber: number;
  readonly mean: number;
  readonly low: number;
  readonly high: number;
}

/** Pixels between the corners of a drawn curve, about. */
const STEP = 8;

/**
 * The pieces between neighbours of a run, each with its ends and further rates between them, so that a line through all of them
 * shows the curve `errorAt` and not a chord. The band keeps about the curve what its ends have about theirs, in between by
 * the logarithm of the rate. `x` places a rate, in pixels.
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

/** A run as one list, its neighbours once each. */
export function joinPieces(
  run: readonly BandPoint[],
  pieces: readonly (readonly BandPoint[])[],
): readonly BandPoint[] {
  return [...run.slice(0, 1), ...pieces.flatMap((piece) => piece.slice(1))];
}
