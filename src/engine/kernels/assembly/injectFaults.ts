import { wordsPerLane } from './flipBit';

/**
 * Overwrites `values`, the fault-free values, in every lane that `mask` flips. TypeScript
 * counterparts: `unpackWord` in core/words/packing.ts and `dequantizeWord` in
 * core/words/qformat.ts.
 */
export function injectFaults(
  lanes: usize,
  mask: usize,
  values: usize,
  numWords: u32,
  width: u32,
  most: i32,
  step: f32,
  signMagnitude: bool,
): void {
  const perLane = wordsPerLane(width);
  const span: i32 = 1 << width;
  for (let first: u32 = 0; first < numWords; first += perLane, mask += 4, lanes += 4) {
    const flips = load<u32>(mask);
    if (flips === 0) continue;
    let lane = load<u32>(lanes) ^ flips;
    const end = min(first + perLane, numWords);
    for (let word = first; word < end; word++) {
      let steps = <i32>lane & (span - 1);
      if (steps > most) steps = signMagnitude ? most + 1 - steps : steps - span;
      store<f32>(values + ((<usize>word) << 2), <f32>steps * step);
      lane >>>= width;
    }
  }
}

/** Counts the set bits of `numLanes` lanes. */
export function countFlips(mask: usize, numLanes: u32): u32 {
  let flips: u32 = 0;
  for (let lane: u32 = 0; lane < numLanes; lane++)
    flips += popcnt<u32>(load<u32>(mask + ((<usize>lane) << 2)));
  return flips;
}
