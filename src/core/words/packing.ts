/**
 * Words per u32 lane. No word crosses a lane boundary, so the top 32 mod width bits stay unused and
 * never flip.
 */
export function wordsPerLane(width: number): number {
  return Math.floor(32 / width);
}

/** Number of lanes for `numWords` words of `width` bits. */
export function numLanes(numWords: number, width: number): number {
  return Math.ceil(numWords / wordsPerLane(width));
}

/**
 * Returns the lane of a word and its place `slot` in the lane, counted from the lowest bits. WGSL
 * counterpart: `word_place`.
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
 * Extracts the word in place `slot` of a lane, in [0, 2^width). WGSL counterpart: `unpack_word`.
 */
export function unpackWord(lane: number, slot: number, width: number): number {
  return ((lane >>> (slot * width)) & (0xffffffff >>> (32 - width))) >>> 0;
}

/** Returns the lane with `word` added in the empty place `slot`. WGSL counterpart: `pack_word`. */
export function packWord(lane: number, word: number, slot: number, width: number): number {
  return (lane | (word << (slot * width))) >>> 0;
}
