/**
 * Levels split the interval (0, 0.5] of a bit's threshold into octaves. The cost of a pattern then
 * grows with the number of faults instead of the number of bits (docs/engine.md). Level k = 1 … 19
 * holds thresholds in (2^-(k+1), 2^-k]. Level 20, the tail, holds (0, 2^-20].
 *
 * All computations here use + - * / and repeated squaring only, which IEEE 754 rounds exactly. The
 * tables are the same doubles on every machine.
 */
export const TAIL_LEVEL = 20;

/** Width of a level's row in `HIT_COUNT_LIMITS`. The longest row with u32 limits has 13 entries. */
export const MAX_HITS_PER_BLOCK = 16;

/**
 * log2 of the number of words in a block of this level. A block has about one hit on average. WGSL
 * counterpart: `block_words_log2`.
 */
export function blockWordsLog2(level: number): number {
  return Math.min(level, TAIL_LEVEL - 1) + 1;
}

/** Probability q that this level selects a bit that no deeper level has selected. */
export function hitProbability(level: number): number {
  const deeper = level === TAIL_LEVEL ? 0 : 1 / 2 ** (level + 1);
  return (1 / 2 ** level - deeper) / (1 - deeper);
}

/** Lowest level that a pattern at `ber` in (0, 0.5] draws from. */
export function topLevel(ber: number): number {
  let level = 1;
  while (level < TAIL_LEVEL && ber <= 1 / 2 ** (level + 1)) level++;
  return level;
}

/**
 * Cut for the 32-bit place v of hits in the top level, in [1, 2^32]. Hits with v below the cut
 * stay. At ber = 2^-k the cut is 2^32, so all hits stay. In u32 that value wraps to 0, which the
 * kernels read as "keep all".
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

/**
 * Limits of one level. The number of hits in a block is the number of limits below the block's u32
 * draw.
 */
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
 * CDF of Binomial(words in a block, q) for levels 1 … 20, one row for each level [20 · 16]. No draw
 * exceeds 0xffffffff, which fills the rows.
 */
export const HIT_COUNT_LIMITS: Uint32Array = (() => {
  const table = new Uint32Array(TAIL_LEVEL * MAX_HITS_PER_BLOCK);
  for (let level = 1; level <= TAIL_LEVEL; level++) {
    table.set(hitCountLimits(level), (level - 1) * MAX_HITS_PER_BLOCK);
  }
  return table;
})();
