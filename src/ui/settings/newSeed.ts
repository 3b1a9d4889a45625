/**
 * Returns a random seed in [0, 2^32). This is the only random number that is not derived from a
 * seed.
 */
export function newSeed(): number {
  return crypto.getRandomValues(new Uint32Array(1))[0]!;
}
