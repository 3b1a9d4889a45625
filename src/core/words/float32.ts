/** The unit roundoff u of float32: one rounded operation errs by at most u times its result. */
const UNIT = 2 ** -24;

/**
 * gamma(n) = n·u / (1 - n·u): what n roundings in a row can add, relative to the sum of magnitudes
 * (Higham, Accuracy and Stability, ch. 3).
 */
export function gamma(numRoundings: number): number {
  return (numRoundings * UNIT) / (1 - numRoundings * UNIT);
}

/** Largest finite float32. */
export const MAX_FLOAT32 = (2 - 2 ** -23) * 2 ** 127;
