/**
 * Words per u32 lane: no word straddles a lane, so 32 mod w top bits stay unused and never fault.
 */
export function wordsPerLane(width: number): number {
  return Math.floor(32 / width);
}

/** Lanes that `numWords` words of `width` bits occupy. */
export function numLanes(numWords: number, width: number): number {
  return Math.ceil(numWords / wordsPerLane(width));
}

/**
 * The lane of a word, and its place `slot` in it, counted from the lowest bits. WGSL counterpart:
 * `word_place`.
 */
export function wordPlace(
  wordIndex: number,
  width: number,
): { readonly laneIndex: number; readonly slot: number } {
  const perLane = wordsPerLane(width);
  const laneIndex = Math.floor(wordIndex / perLane);
  return { laneIndex, slot: wordIndex - laneIndex * perLane };
}

/**
 * The word in place `slot` of a lane, counted from the lowest bits; in [0, 2^width). WGSL
 * counterpart: `unpack_word`.
 */
export function unpackWord(lane: number, slot: number, width: number): number {
  return (lane >>> (slot * width)) & ((1 << width) - 1);
}

/** The lane with `word` put into the empty place `slot`. WGSL counterpart: `pack_word`. */
export function packWord(lane: number, word: number, slot: number, width: number): number {
  return (lane | (word << (slot * width))) >>> 0;
}
