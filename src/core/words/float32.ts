/** Unit roundoff u of float32: the error of a rounded operation is at most u times its result. */
const UNIT = 2 ** -24;

/**
 * gamma(n) = n·u / (1 - n·u): bound on the relative error of n roundings in a row (Higham, Accuracy
 * and Stability of Numerical Algorithms, ch. 3).
 */
export function gamma(numRoundings: number): number {
  return (numRoundings * UNIT) / (1 - numRoundings * UNIT);
}

/** Largest finite float32. */
export const MAX_FLOAT32 = (2 - 2 ** -23) * 2 ** 127;

/** Smallest float32 above 0 that is not subnormal. */
export const MIN_NORMAL = 2 ** -126;
