/**
 * Probability in [0, 1] that at least one of `numBits` bits flips when each does by itself with probability `ber`. By squaring,
 * so that it is the same on every machine, as what it plans must be.
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
