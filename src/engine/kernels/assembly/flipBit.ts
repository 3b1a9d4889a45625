/** Number of words in a lane, at most 16. */
export function wordsPerLane(width: u32): u32 {
  return 32 / width;
}

/**
 * Sets one bit of a word in the lanes of `mask`, or toggles it if `toggle`. TypeScript counterpart:
 * `flipBit` in core/pattern/faultPattern.ts.
 */
export function flipBit(mask: usize, word: u32, bit: u32, width: u32, perLane: u32, toggle: bool): void {
  const lane = word / perLane;
  const address = mask + ((<usize>lane) << 2);
  const laneBit: u32 = 1 << ((word - lane * perLane) * width + bit);
  const before = load<u32>(address);
  store<u32>(address, toggle ? before ^ laneBit : before | laneBit);
}
