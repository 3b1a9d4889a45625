/**
 * Levels split the interval (0, 0.5] of a bit's own threshold into octaves, so that the cost of a
 * pattern follows the number of faults and not the number of bits (docs/engine.md). Level k = 1 …
 * 19 holds thresholds in (2^-(k+1), 2^-k], level 20, the tail, holds (0, 2^-20].
 *
 * Everything here uses + - * / and repeated squaring only, which IEEE 754 rounds exactly: the
 * tables are the same doubles on every machine.
 */
export const TAIL_LEVEL = 20;

/**
 * Width of a level's row in `HIT_COUNT_LIMITS`; the longest row that u32 resolves has 13 entries.
 */
export const MAX_HITS_PER_BLOCK = 16;

/**
 * log2 of the words in a block of this level; a block expects about one hit. WGSL counterpart:
 * `block_words_log2`.
 */
export function blockWordsLog2(level: number): number {
  return Math.min(level, TAIL_LEVEL - 1) + 1;
}

/** Probability q that a bit not caught by a deeper level is caught by this one. */
export function hitProbability(level: number): number {
  const deeper = level === TAIL_LEVEL ? 0 : 1 / 2 ** (level + 1);
  return (1 / 2 ** level - deeper) / (1 - deeper);
}

/** The shallowest level that a pattern at `ber` in (0, 0.5] draws from. */
export function topLevel(ber: number): number {
  let level = 1;
  while (level < TAIL_LEVEL && ber <= 1 / 2 ** (level + 1)) level++;
  return level;
}

/**
 * Hits of the top level stay when their 32-bit place v is below this cut, in [1, 2^32]. At ber =
 * 2^-k it is 2^32: all stay. In u32 that value wraps to 0, which the kernels read as "keep all".
 */
export function topLevelCut(ber: number): number {
  const level = topLevel(ber);
  const share = level === TAIL_LEVEL ? ber * 2 ** TAIL_LEVEL : ber * 2 ** (level + 1) - 1;
  return Math.ceil(2 ** 32 * share);
}

/** (1 - q)^(2^log2Words) by repeated squaring. */
function probabilityOfNoHit(q: number, log2Words: number): number {
  let probability = 1 - q;
  for (let squaring = 0; squaring < log2Words; squaring++) probability *= probability;
  return probability;
}

/** Row of limits for one level: a block has as many hits as there are limits below its u32 draw. */
function hitCountLimits(level: number): Uint32Array {
  const limits = new Uint32Array(MAX_HITS_PER_BLOCK).fill(0xffffffff);
  const numWords = 2 ** blockWordsLog2(level);
  const q = hitProbability(level);
  const odds = q / (1 - q);
  let mass = probabilityOfNoHit(q, blockWordsLog2(level));
  let cumulative = mass;
  for (let hits = 0; hits < MAX_HITS_PER_BLOCK; hits++) {
    const threshold = Math.floor(cumulative * 2 ** 32 + 0.5);
    if (threshold >= 2 ** 32) break;
    limits[hits] = threshold - 1;
    mass = mass * ((numWords - hits) / (hits + 1)) * odds;
    cumulative += mass;
  }
  return limits;
}

/**
 * CDF of Binomial(block words, q) for levels 1 … 20, row after row [20 · 16]; 0xffffffff is out of
 * any draw's reach.
 */
export const HIT_COUNT_LIMITS: Uint32Array = (() => {
  const table = new Uint32Array(TAIL_LEVEL * MAX_HITS_PER_BLOCK);
  for (let level = 1; level <= TAIL_LEVEL; level++) {
    table.set(hitCountLimits(level), (level - 1) * MAX_HITS_PER_BLOCK);
  }
  return table;
})();
