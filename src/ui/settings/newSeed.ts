/** A fresh u32, by the clock of chance: the one place where the page itself rolls dice. */
export function newSeed(): number {
  return crypto.getRandomValues(new Uint32Array(1))[0]!;
}
