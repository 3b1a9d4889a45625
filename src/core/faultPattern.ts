import {
  blockWordsLog2,
  HIT_COUNT_LIMITS,
  MAX_HITS_PER_BLOCK,
  TAIL_LEVEL,
  topLevel,
  topLevelCut,
} from './faultLevels';
import type { Sampling } from './injection';
import { numLanes, wordsPerLane } from './packing';
import { mulHi, philox4x32 } from './philox';
import type { TrialKey } from './trialKey';

/** A tensor's words as the fault streams address them. */
export interface WordSpace {
  /** The tensor's fixed number in the model, below 2^21. */
  readonly tensor: number;
  readonly numWords: number;
  /** Bits of a word, 2 to 24. */
  readonly width: number;
}

/** How many bits flip and by which rule, for one tensor in one trial. */
export interface FaultDraw {
  readonly key: TrialKey;
  readonly sampling: Sampling;
  readonly ber: number;
}

type Visit = (wordIndex: number, bit: number) => void;

/**
 * Bernoulli faults: every bit by itself with probability `ber`. A bit may be visited twice, from two levels; it flips once.
 * Each bit plane is a stream of its own, so formats share the faults of their common top planes (docs/engine.md).
 */
function visitBernoulli(space: WordSpace, key: TrialKey, ber: number, visit: Visit): void {
  const top = topLevel(ber);
  const cut = topLevelCut(ber);
  const out = new Uint32Array(4);
  const positions = new Uint32Array(MAX_HITS_PER_BLOCK);
  for (let plane = 0; plane < space.width; plane++) {
    const bit = space.width - 1 - plane;
    for (let level = top; level <= TAIL_LEVEL; level++) {
      const log2Words = blockWordsLog2(level);
      const row = (level - 1) * MAX_HITS_PER_BLOCK;
      const stream = (space.tensor << 11) | (plane << 6) | level;
      const numBlocks = Math.ceil(space.numWords / 2 ** log2Words);
      for (let block = 0; block < numBlocks; block++) {
        philox4x32(block, 0, stream, 0, key[0], key[1], out);
        const draw = out[0]!;
        let numHits = 0;
        while (numHits < MAX_HITS_PER_BLOCK && draw > HIT_COUNT_LIMITS[row + numHits]!) numHits++;
        for (let hit = 0, attempt = 1; hit < numHits; attempt++) {
          philox4x32(block, attempt, stream, 0, key[0], key[1], out);
          const position = out[0]! >>> (32 - log2Words);
          let known = 0;
          while (known < hit && positions[known] !== position) known++;
          if (known < hit) continue;
          positions[hit++] = position;
          const wordIndex = block * 2 ** log2Words + position;
          if (wordIndex < space.numWords && (level > top || out[1]! < cut)) visit(wordIndex, bit);
        }
      }
    }
  }
}

/**
 * The 2018 code's rule: floor(bits · ber) draws of a word and a bit, with replacement; a bit drawn twice flips back.
 * The product is the double's. Word and bit come from outputs 0 and 1, each by multiply-high with its own rejection.
 */
function visitCount(space: WordSpace, key: TrialKey, ber: number, visit: Visit): void {
  const numDraws = Math.floor(space.numWords * space.width * ber);
  const wordReject = 2 ** 32 % space.numWords;
  const bitReject = 2 ** 32 % space.width;
  const stream = space.tensor << 11;
  const out = new Uint32Array(4);
  for (let draw = 0; draw < numDraws; draw++) {
    let wordIndex = -1;
    let bit = -1;
    for (let attempt = 0; wordIndex < 0 || bit < 0; attempt++) {
      philox4x32(draw, attempt, stream, 0, key[0], key[1], out);
      if (wordIndex < 0 && Math.imul(out[0]!, space.numWords) >>> 0 >= wordReject) {
        wordIndex = mulHi(out[0]!, space.numWords);
      }
      if (bit < 0 && Math.imul(out[1]!, space.width) >>> 0 >= bitReject) bit = mulHi(out[1]!, space.width);
    }
    visit(wordIndex, bit);
  }
}

function visitFaults(space: WordSpace, draw: FaultDraw, visit: Visit): void {
  if (draw.ber === 0) return;
  if (draw.sampling === 'bernoulli') visitBernoulli(space, draw.key, draw.ber, visit);
  else visitCount(space, draw.key, draw.ber, visit);
}

/**
 * Draws a pattern as lanes to XOR: `mask` [numLanes], overwritten. Bernoulli faults are ORed together, count draws XORed.
 * WGSL twins: `draw_bernoulli_block`, `draw_count`.
 */
export function drawFaultMask(space: WordSpace, draw: FaultDraw, mask: Uint32Array): void {
  const perLane = wordsPerLane(space.width);
  const combineXor = draw.sampling === 'count';
  mask.fill(0, 0, numLanes(space.numWords, space.width));
  visitFaults(space, draw, (wordIndex, bit) => {
    const laneIndex = Math.floor(wordIndex / perLane);
    const laneBit = 1 << ((wordIndex - laneIndex * perLane) * space.width + bit);
    mask[laneIndex] = combineXor ? mask[laneIndex]! ^ laneBit : mask[laneIndex]! | laneBit;
  });
}

/** The bit addresses (wordIndex · width + bit) of a pattern, ascending, each once: what a receipt lists. */
export function drawFaultPattern(space: WordSpace, draw: FaultDraw): Uint32Array {
  const addresses = new Set<number>();
  visitFaults(space, draw, (wordIndex, bit) => {
    const address = wordIndex * space.width + bit;
    if (draw.sampling === 'count' && addresses.delete(address)) return;
    addresses.add(address);
  });
  return Uint32Array.from(addresses).sort();
}

/** Expected number of flipped bits: bits · ber, or the floor of it for the count rule (double hits, which flip back, ignored). */
export function expectedFlips(numBits: number, sampling: Sampling, ber: number): number {
  return sampling === 'count' ? Math.floor(numBits * ber) : numBits * ber;
}
