import { flipBit, wordsPerLane } from './flipBit';
import { first, philox4x32, second } from './philox';

/** Upper 32 bits of the product. */
function mulHi(a: u32, b: u32): u32 {
  return <u32>((<u64>a * <u64>b) >>> 32);
}

/** Clears `mask` and toggles the bits of `numDraws` draws. TypeScript counterpart: `visitCount`. */
export function drawCountMask(
  mask: usize,
  numLanes: u32,
  tensor: u32,
  numWords: u32,
  width: u32,
  planes: u32,
  key0: u32,
  key1: u32,
  numDraws: u32,
): void {
  memory.fill(mask, 0, (<usize>numLanes) << 2);
  const stream = tensor << 11;
  const perLane = wordsPerLane(width);
  // 2^32 mod numWords. Draws whose product has a lower half below it are rejected, because they
  // would favour some words.
  const wordReject: u32 = (<u32>0 - numWords) % numWords;
  const bitReject: u32 = (<u32>0 - width) % width;
  const steps = i32x4(0, 1, 2, 3);
  const none = i32x4.splat(0);
  for (let draw: u32 = 0; draw < numDraws; draw += 4) {
    philox4x32(i32x4.add(i32x4.splat(draw), steps), none, stream, 0, key0, key1);
    const words = first;
    const bits = second;
    const numHere = min<u32>(4, numDraws - draw);
    for (let slot: u32 = 0; slot < numHere; slot++) {
      let wordDraw = laneOf(words, slot);
      let bitDraw = laneOf(bits, slot);
      let isWord = wordDraw * numWords >= wordReject;
      let isBit = bitDraw * width >= bitReject;
      for (let attempt: u32 = 1; !isWord || !isBit; attempt++) {
        philox4x32(i32x4.splat(draw + slot), i32x4.splat(attempt), stream, 0, key0, key1);
        if (!isWord) {
          wordDraw = i32x4.extract_lane(first, 0);
          isWord = wordDraw * numWords >= wordReject;
        }
        if (!isBit) {
          bitDraw = i32x4.extract_lane(second, 0);
          isBit = bitDraw * width >= bitReject;
        }
      }
      const bit = mulHi(bitDraw, width);
      if (((planes >>> (width - 1 - bit)) & 1) === 1)
        flipBit(mask, mulHi(wordDraw, numWords), bit, width, perLane, true);
    }
  }
}

function laneOf(values: v128, slot: u32): u32 {
  if (slot === 0) return i32x4.extract_lane(values, 0);
  if (slot === 1) return i32x4.extract_lane(values, 1);
  return slot === 2 ? i32x4.extract_lane(values, 2) : i32x4.extract_lane(values, 3);
}
