/**
 * Returns the probability in [0, 1] that at least one of `numBits` bits flips when each flips
 * independently with probability `ber`. Repeated squaring gives the same double on every machine;
 * the plans that use it must be equal everywhere.
 */
export function bernoulliFlipChance(numBits: number, ber: number): number {
  let none = 1;
  let factor = 1 - ber;
  for (let left = numBits; left > 0; left = Math.floor(left / 2)) {
    if (left % 2 === 1) none *= factor;
    factor *= factor;
  }
  return 1 - none;
}
