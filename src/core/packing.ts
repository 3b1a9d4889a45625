/** Words per u32 lane: no word straddles a lane, so 32 mod w top bits stay unused and never fault. */
export function wordsPerLane(width: number): number {
  return Math.floor(32 / width);
}

/** Lanes that `numWords` words of `width` bits occupy. */
export function numLanes(numWords: number, width: number): number {
  return Math.ceil(numWords / wordsPerLane(width));
}

/** Packs words [numWords] of `width` bits into lanes [numLanes], the lowest word in the lowest bits. */
export function packWords(words: Uint32Array, width: number): Uint32Array {
  const perLane = wordsPerLane(width);
  const lanes = new Uint32Array(numLanes(words.length, width));
  for (let wordIndex = 0; wordIndex < words.length; wordIndex++) {
    const laneIndex = Math.floor(wordIndex / perLane);
    lanes[laneIndex]! |= words[wordIndex]! << ((wordIndex - laneIndex * perLane) * width);
  }
  return lanes;
}

/** The word at `wordIndex`, in [0, 2^width). WGSL twin: `unpack_word`. */
export function unpackWord(lanes: Uint32Array, wordIndex: number, width: number): number {
  const perLane = wordsPerLane(width);
  const laneIndex = Math.floor(wordIndex / perLane);
  return (lanes[laneIndex]! >>> ((wordIndex - laneIndex * perLane) * width)) & (2 ** width - 1);
}
