import { flipBit, wordsPerLane } from './flipBit';
import { first, philox4x32, second } from './philox';

const TAIL_LEVEL: u32 = 20;
/** Number of entries in a row of hit-count limits. */
const MAX_HITS: u32 = 16;
/** Number of blocks whose hits are drawn together. */
const CHUNK: u32 = 64;

/**
 * Size of each of the four lists of a chunk's hits in the scratch memory: block, attempt, and
 * outputs 0 and 1 of the draw, four bytes each.
 */
const LIST_BYTES: usize = 4 * CHUNK * MAX_HITS;
const COUNTS: usize = 4 * LIST_BYTES;
const POSITIONS: usize = COUNTS + 4 * CHUNK;

/** Bytes of scratch memory that `drawBernoulliMask` needs. */
export const SCRATCH_BYTES: u32 = <u32>POSITIONS + 4 * MAX_HITS;

function blockWordsLog2(level: u32): u32 {
  return min(level, TAIL_LEVEL - 1) + 1;
}

/**
 * Clears `mask` and sets the Bernoulli faults of one tensor. `limits` is the address of
 * HIT_COUNT_LIMITS. `topCut` is the cut of the top level; 0 stands for 2^32. TypeScript
 * counterpart: `visitBernoulli` in core/pattern/faultPattern.ts.
 */
export function drawBernoulliMask(
  mask: usize,
  numLanes: u32,
  limits: usize,
  scratch: usize,
  tensor: u32,
  firstWord: u32,
  numWords: u32,
  segment: u32,
  width: u32,
  planes: u32,
  key0: u32,
  key1: u32,
  topLevel: u32,
  topCut: u32,
): void {
  memory.fill(mask, 0, (<usize>numLanes) << 2);
  for (let plane: u32 = 0; plane < width; plane++) {
    if (((planes >>> plane) & 1) === 0) continue;
    const bit = width - 1 - plane;
    for (let level = topLevel; level <= TAIL_LEVEL; level++) {
      const stream = (tensor << 11) | (plane << 6) | level;
      const cut = level === topLevel ? topCut : 0;
      const log2Words = blockWordsLog2(level);
      const row = limits + <usize>(((level - 1) * MAX_HITS) << 2);
      const end = <u32>(((<u64>firstWord + <u64>numWords - 1) >>> <u64>log2Words) + 1);
      for (let block = firstWord >>> log2Words; block < end; block += CHUNK) {
        const numBlocks = min(CHUNK, end - block);
        drawCounts(row, scratch, block, numBlocks, stream, segment, key0, key1);
        drawHits(scratch, block, numBlocks, stream, segment, key0, key1);
        flipHits(
          mask,
          scratch,
          block,
          numBlocks,
          stream,
          segment,
          key0,
          key1,
          log2Words,
          firstWord,
          numWords,
          cut,
          width,
          bit,
        );
      }
    }
  }
}

/** Draws the number of hits of each block. */
function drawCounts(
  row: usize,
  scratch: usize,
  block: u32,
  numBlocks: u32,
  stream: u32,
  segment: u32,
  key0: u32,
  key1: u32,
): void {
  const counts = scratch + COUNTS;
  const steps = i32x4(0, 1, 2, 3);
  for (let index: u32 = 0; index < numBlocks; index += 4) {
    philox4x32(i32x4.add(i32x4.splat(block + index), steps), i32x4.splat(0), stream, segment, key0, key1);
    const draws = first;
    // Counts the limits below each draw. Most blocks have few hits, so the loop ends early.
    let numHits = i32x4.splat(0);
    for (let hit: usize = 0; hit < MAX_HITS; hit++) {
      const isBelow = i32x4.gt_u(draws, v128.load32_splat(row + (hit << 2)));
      if (!v128.any_true(isBelow)) break;
      numHits = i32x4.sub(numHits, isBelow);
    }
    v128.store(counts + ((<usize>index) << 2), numHits);
  }
}

/** Draws the first attempt of each hit. At least as many draws are needed as a block has hits. */
function drawHits(
  scratch: usize,
  block: u32,
  numBlocks: u32,
  stream: u32,
  segment: u32,
  key0: u32,
  key1: u32,
): void {
  const counts = scratch + COUNTS;
  let end: usize = scratch;
  for (let index: u32 = 0; index < numBlocks; index++) {
    const numHits = load<u32>(counts + ((<usize>index) << 2));
    for (let attempt: u32 = 1; attempt <= numHits; attempt++) {
      store<u32>(end, block + index);
      store<u32>(end, attempt, LIST_BYTES);
      end += 4;
    }
  }
  for (let place = scratch; place < end; place += 16) {
    philox4x32(v128.load(place), v128.load(place, LIST_BYTES), stream, segment, key0, key1);
    v128.store(place, first, 2 * LIST_BYTES);
    v128.store(place, second, 3 * LIST_BYTES);
  }
}

/** Flips the bits of the hits. If a position was hit before, it draws again. */
function flipHits(
  mask: usize,
  scratch: usize,
  block: u32,
  numBlocks: u32,
  stream: u32,
  segment: u32,
  key0: u32,
  key1: u32,
  log2Words: u32,
  firstWord: u32,
  numWords: u32,
  cut: u32,
  width: u32,
  bit: u32,
): void {
  const counts = scratch + COUNTS;
  const positions = scratch + POSITIONS;
  const perLane = wordsPerLane(width);
  let place: usize = scratch + 2 * LIST_BYTES;
  for (let index: u32 = 0; index < numBlocks; index++) {
    const numHits = load<u32>(counts + ((<usize>index) << 2));
    let hit: u32 = 0;
    for (let attempt: u32 = 1; hit < numHits; attempt++) {
      let draw: u32;
      let threshold: u32;
      if (attempt <= numHits) {
        draw = load<u32>(place);
        threshold = load<u32>(place, LIST_BYTES);
        place += 4;
      } else {
        philox4x32(i32x4.splat(block + index), i32x4.splat(attempt), stream, segment, key0, key1);
        draw = i32x4.extract_lane(first, 0);
        threshold = i32x4.extract_lane(second, 0);
      }
      const position = draw >>> (32 - log2Words);
      let known: u32 = 0;
      while (known < hit && load<u32>(positions + ((<usize>known) << 2)) !== position) known++;
      if (known < hit) continue;
      store<u32>(positions + ((<usize>hit) << 2), position);
      hit++;
      // A word before the window wraps to an index above `numWords`.
      const word = (((block + index) << log2Words) | position) - firstWord;
      if (word < numWords && (cut === 0 || threshold < cut)) flipBit(mask, word, bit, width, perLane, false);
    }
  }
}
