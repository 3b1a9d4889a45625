import type { Sampling } from '../site/injection';
import { numLanes, wordsPerLane } from '../words/packing';
import {
  blockWordsLog2,
  HIT_COUNT_LIMITS,
  MAX_HITS_PER_BLOCK,
  TAIL_LEVEL,
  topLevel,
  topLevelCut,
} from './faultLevels';
import { mulHi, type PhiloxOutput, philox4x32 } from './philox';
import type { TrialKey } from './trialKey';

/** The words of a tensor, as fault streams address them. */
export interface WordSpace {
  /** Fixed number of the tensor in the model, below 2^21. */
  readonly tensor: number;
  readonly numWords: number;
  /** Bits of a word, 2 to 32. */
  readonly width: number;
  /**
   * Bit positions that may flip, as a mask with bit `plane` set for each. Position 0 is the sign.
   * Undefined: all positions. The mask filters a pattern and does not change which faults are
   * drawn.
   */
  readonly planes?: number;
  /** Undefined: all words of the tensor, in segment 0. */
  readonly streamWindow?: StreamWindow;
}

/** The words of a transient stream that a batch of images uses. */
interface StreamWindow {
  /**
   * First word of the window. A mask counts its `numWords` words from 0. `firstWord + numWords` is
   * below 2^32.
   */
  readonly firstWord: number;
  /**
   * Number of the segment, from 1. A segment is one of the consecutive streams of a transient
   * tensor.
   */
  readonly segment: number;
}

/**
 * Returns the stream window of images `firstImage` to `firstImage + numSamples - 1`, each of
 * `wordsPerImage` words. A segment holds floor((2^32 - 1) / wordsPerImage) images. Throws
 * RangeError if the images lie in two segments.
 */
export function transientWindow(firstImage: number, numSamples: number, wordsPerImage: number): StreamWindow {
  const perSegment = imagesPerSegment(wordsPerImage);
  const segment = Math.floor(firstImage / perSegment) + 1;
  if (Math.floor((firstImage + numSamples - 1) / perSegment) + 1 !== segment) {
    throw new RangeError(
      `Images ${firstImage} to ${firstImage + numSamples - 1} lie in two segments: expected one of ${perSegment} images`,
    );
  }
  return { firstWord: (firstImage % perSegment) * wordsPerImage, segment };
}

/** Number of images in one segment of a transient stream. */
export function imagesPerSegment(wordsPerImage: number): number {
  return Math.floor((2 ** 32 - 1) / wordsPerImage);
}

/** BER, sampling rule and key of the faults of one tensor in one trial. */
export interface FaultDraw {
  readonly key: TrialKey;
  readonly sampling: Sampling;
  readonly ber: number;
}

type Visit = (wordIndex: number, bit: number) => void;

/**
 * Third counter word of all draws of one stream: the tensor, the bit position (0 is the sign) and
 * the level.
 */
function streamWord(tensor: number, plane: number, level: number): number {
  return ((tensor << 11) | (plane << 6) | level) >>> 0;
}

const WHOLE: StreamWindow = { firstWord: 0, segment: 0 };

/** Returns true if bits in this position may flip. */
function hasPlane({ planes }: WordSpace, plane: number): boolean {
  return planes === undefined || ((planes >>> plane) & 1) === 1;
}

/** Number of bits of a tensor that may flip. */
export function faultableBits(space: WordSpace): number {
  let numPlanes = 0;
  for (let plane = 0; plane < space.width; plane++) if (hasPlane(space, plane)) numPlanes++;
  return space.numWords * numPlanes;
}

/**
 * Buffers reused by all blocks of one pattern, so that drawing allocates nothing for each block.
 */
interface Scratch {
  readonly out: PhiloxOutput;
  readonly positions: Uint32Array;
}

/**
 * Range of the blocks of a level that contain words of a window. WGSL counterpart: `block_range`.
 */
export function blockRange(
  firstWord: number,
  numWords: number,
  level: number,
): { readonly firstBlock: number; readonly numBlocks: number } {
  const words = 2 ** blockWordsLog2(level);
  const firstBlock = Math.floor(firstWord / words);
  return { firstBlock, numBlocks: Math.ceil((firstWord + numWords) / words) - firstBlock };
}

/**
 * Visits the hits of one block of one stream whose 32-bit place v is below `cut`. The first draw
 * gives the number of hits. Each hit takes its position and v from a further draw, which is
 * repeated if the position was hit before. WGSL counterpart: `draw_bernoulli_block`.
 */
function drawBernoulliBlock(
  space: WordSpace,
  key: TrialKey,
  plane: number,
  level: number,
  block: number,
  cut: number,
  scratch: Scratch,
  visit: Visit,
): void {
  const { out, positions } = scratch;
  const log2Words = blockWordsLog2(level);
  const row = (level - 1) * MAX_HITS_PER_BLOCK;
  const stream = streamWord(space.tensor, plane, level);
  const { firstWord, segment } = space.streamWindow ?? WHOLE;
  philox4x32(block, 0, stream, segment, key[0], key[1], out);
  const draw = out[0]!;
  let numHits = 0;
  // No draw exceeds the last limit of a row, so the loop ends within the row.
  while (draw > HIT_COUNT_LIMITS[row + numHits]!) numHits++;
  for (let hit = 0, attempt = 1; hit < numHits; attempt++) {
    philox4x32(block, attempt, stream, segment, key[0], key[1], out);
    const position = out[0]! >>> (32 - log2Words);
    let known = 0;
    while (known < hit && positions[known] !== position) known++;
    if (known < hit) continue;
    positions[hit++] = position;
    const wordIndex = (((block << log2Words) | position) >>> 0) - firstWord;
    if (wordIndex >= 0 && wordIndex < space.numWords && out[1]! < cut)
      visit(wordIndex, space.width - 1 - plane);
  }
}

/**
 * Visits Bernoulli faults: each bit flips independently with probability `ber`. Two levels may both
 * visit a bit; it then flips once. Each bit position has its own stream, so formats share the
 * faults of their common top positions (docs/engine.md).
 */
function visitBernoulli(space: WordSpace, key: TrialKey, ber: number, visit: Visit): void {
  const top = topLevel(ber);
  const topCut = topLevelCut(ber);
  const scratch = { out: new Uint32Array(4), positions: new Uint32Array(MAX_HITS_PER_BLOCK) };
  const { firstWord } = space.streamWindow ?? WHOLE;
  for (let plane = 0; plane < space.width; plane++) {
    if (!hasPlane(space, plane)) continue;
    for (let level = top; level <= TAIL_LEVEL; level++) {
      const cut = level === top ? topCut : 2 ** 32;
      const { firstBlock, numBlocks } = blockRange(firstWord, space.numWords, level);
      for (let block = firstBlock; block < firstBlock + numBlocks; block++) {
        drawBernoulliBlock(space, key, plane, level, block, cut, scratch, visit);
      }
    }
  }
}

/** Number of draws of the count rule: floor(bits · ber), computed as a double. */
export function numCountDraws(space: WordSpace, ber: number): number {
  return Math.floor(space.numWords * space.width * ber);
}

/**
 * Visits the fault of one draw of the count rule, from the code of 2018. The rule makes floor(bits
 * · ber) draws of a word and a bit, with replacement; a bit drawn twice flips back. Outputs 0 and 1
 * give word and bit, each by multiply-high with its own rejection. WGSL counterpart:
 * `draw_count_fault`.
 */
function drawCountFault(
  space: WordSpace,
  key: TrialKey,
  draw: number,
  out: PhiloxOutput,
  visit: Visit,
): void {
  const wordReject = 2 ** 32 % space.numWords;
  const bitReject = 2 ** 32 % space.width;
  const stream = streamWord(space.tensor, 0, 0);
  let wordIndex = -1;
  let bit = -1;
  for (let attempt = 0; wordIndex < 0 || bit < 0; attempt++) {
    philox4x32(draw, attempt, stream, 0, key[0], key[1], out);
    const [wordDraw, bitDraw] = [out[0]!, out[1]!];
    if (wordIndex < 0 && Math.imul(wordDraw, space.numWords) >>> 0 >= wordReject) {
      wordIndex = mulHi(wordDraw, space.numWords) >>> 0;
    }
    if (bit < 0 && Math.imul(bitDraw, space.width) >>> 0 >= bitReject) bit = mulHi(bitDraw, space.width);
  }
  if (hasPlane(space, space.width - 1 - bit)) visit(wordIndex, bit);
}

function visitCount(space: WordSpace, key: TrialKey, ber: number, visit: Visit): void {
  const numDraws = numCountDraws(space, ber);
  const out = new Uint32Array(4);
  for (let draw = 0; draw < numDraws; draw++) drawCountFault(space, key, draw, out, visit);
}

function visitFaults(space: WordSpace, draw: FaultDraw, visit: Visit): void {
  if (draw.ber === 0) return;
  if (draw.sampling === 'bernoulli') visitBernoulli(space, draw.key, draw.ber, visit);
  else visitCount(space, draw.key, draw.ber, visit);
}

/**
 * Sets one bit of a mask, or toggles it, so that a bit drawn twice flips back. WGSL counterpart:
 * `flip_bit`.
 */
function flipBit(mask: Uint32Array, wordIndex: number, bit: number, width: number, toggle: boolean): void {
  const perLane = wordsPerLane(width);
  const laneIndex = Math.floor(wordIndex / perLane);
  const laneBit = 1 << ((wordIndex - laneIndex * perLane) * width + bit);
  mask[laneIndex] = toggle ? mask[laneIndex]! ^ laneBit : mask[laneIndex]! | laneBit;
}

/**
 * Draws a fault pattern as lanes to XOR with the words. Overwrites `mask` [numLanes]. Bernoulli
 * faults are combined by OR, count draws by XOR.
 */
export function drawFaultMask(space: WordSpace, draw: FaultDraw, mask: Uint32Array): void {
  mask.fill(0, 0, numLanes(space.numWords, space.width));
  const toggle = draw.sampling === 'count';
  visitFaults(space, draw, (wordIndex, bit) => flipBit(mask, wordIndex, bit, space.width, toggle));
}

/**
 * Draws a fault pattern as bit addresses (wordIndex · width + bit), ascending and unique. Receipts
 * list them. Addresses of transient faults in many images may exceed 2^32.
 */
export function drawFaultPattern(space: WordSpace, draw: FaultDraw): Float64Array {
  const addresses = new Set<number>();
  visitFaults(space, draw, (wordIndex, bit) => {
    const address = wordIndex * space.width + bit;
    if (draw.sampling === 'count' && addresses.delete(address)) return;
    addresses.add(address);
  });
  return Float64Array.from(addresses).sort();
}

/**
 * Mean number of flipped bits. For Bernoulli faults it is bits · ber.
 *
 * The count rule draws with replacement, and a bit drawn twice flips back. After d draws over n
 * bits, each bit is flipped with probability (1 - (1 - 2/n)^d) / 2. The power is computed by its
 * logarithm, which stays accurate for large n. Fault patterns do not depend on this number.
 */
export function expectedFlips(space: WordSpace, sampling: Sampling, ber: number): number {
  if (sampling === 'bernoulli') return faultableBits(space) * ber;
  const draws = numCountDraws(space, ber);
  // With two bits the logarithm below is -Infinity, and 0 · -Infinity is NaN.
  if (draws === 0) return 0;
  const isDrawnOddly = -Math.expm1(draws * Math.log1p(-2 / (space.numWords * space.width))) / 2;
  return faultableBits(space) * isDrawnOddly;
}
