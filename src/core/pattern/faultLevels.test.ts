import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { MAX_BER, MIN_BER } from './ber';
import {
  blockWordsLog2,
  HIT_COUNT_LIMITS,
  hitProbability,
  MAX_HITS_PER_BLOCK,
  TAIL_LEVEL,
  topLevel,
  topLevelCut,
} from './faultLevels';
import source from './faultLevels.ts?raw';
import goldenThresholds from './goldenThresholds.json';

const LEVELS = Array.from({ length: TAIL_LEVEL }, (_, index) => index + 1);
const UNREACHABLE = 0xffffffff;

function row(level: number): number[] {
  return [...HIT_COUNT_LIMITS.subarray((level - 1) * MAX_HITS_PER_BLOCK, level * MAX_HITS_PER_BLOCK)];
}

/** The limits of a level that a u32 draw can exceed. */
function reachable(level: number): number[] {
  return row(level).filter((limit) => limit !== UNREACHABLE);
}

describe('levels', () => {
  test.each(LEVELS)('level %d catches 2^-k less 2^-(k+1), given that no deeper one did', (level) => {
    const caughtDeeper = level === TAIL_LEVEL ? 0 : 2 ** -(level + 1);
    const caughtHere = (1 - caughtDeeper) * hitProbability(level);
    expect((caughtDeeper + caughtHere) / 2 ** -level).toBeCloseTo(1, 14);
  });

  test.each(LEVELS)('a block of level %d expects about one hit', (level) => {
    const expectedHits = 2 ** blockWordsLog2(level) * hitProbability(level);
    expect(expectedHits).toBeGreaterThanOrEqual(1);
    expect(expectedHits).toBeLessThan(4 / 3 + 1e-12);
  });

  const RATES = [
    0.5,
    0.25,
    0.1,
    1e-2,
    1e-3,
    2 ** -10,
    1e-4,
    3.16e-5,
    2 ** -19,
    2 ** -20,
    4e-9,
    1.33e-10,
    1e-12,
  ];

  test.each(RATES)('their union at rate %d has that probability, to 2^-32 of the top level', (ber) => {
    const error = unionProbability(ber) - toUnits(ber);
    const topLevelSpan = topLevel(ber) === TAIL_LEVEL ? 2 ** -20 : 2 ** -(topLevel(ber) + 1);
    // A cut is rounded up, so the union is never rarer. The doubles of q leave an error of 2^-50 of
    // the BER.
    expect(Number(error) / 2 ** UNITS_LOG2).toBeGreaterThanOrEqual(-ber * 2 ** -50);
    expect(Number(error) / 2 ** UNITS_LOG2).toBeLessThan(topLevelSpan * 2 ** -32 + ber * 2 ** -50);
  });

  test('their union is never rarer at a higher rate', () => {
    const anyRate = fc.double({ min: MIN_BER, max: MAX_BER, noNaN: true });
    fc.assert(
      fc.property(anyRate, anyRate, (a, b) => {
        const [low, high] = [Math.min(a, b), Math.max(a, b)];
        expect(unionProbability(low) <= unionProbability(high)).toBe(true);
      }),
    );
  });
});

const UNITS_LOG2 = 300;
const ONE = 1n << BigInt(UNITS_LOG2);

/** Converts a double in (0, 1] to a multiple of 2^-300. */
function toUnits(value: number): bigint {
  return BigInt(value * 2 ** 120) << BigInt(UNITS_LOG2 - 120);
}

/** Probability that at least one level selects a bit at `ber`, in units of 2^-300. */
function unionProbability(ber: number): bigint {
  const top = topLevel(ber);
  let missed = ONE;
  for (let level = top; level <= TAIL_LEVEL; level++) {
    const kept = level === top ? BigInt(topLevelCut(ber)) : 1n << 32n;
    const caught = (toUnits(hitProbability(level)) * kept) >> 32n;
    missed = (missed * (ONE - caught)) / ONE;
  }
  return ONE - missed;
}

describe('topLevel and topLevelCut', () => {
  const KEEP_ALL = 2 ** 32;

  test.each(LEVELS)('at 2^-%d are that level and a cut of 2^32, which keeps all', (level) => {
    expect(topLevel(2 ** -level)).toBe(level);
    expect(topLevelCut(2 ** -level)).toBe(KEEP_ALL);
  });

  // By hand: ceil(2^32 (p 2^(k+1) - 1)), in the tail ceil(2^32 p 2^20).
  test.each([
    [0.375, 1, 2 ** 31],
    [0.25 * (1 + 2 ** -52), 1, 1],
    [0.75 * 2 ** -10, 10, 2 ** 31],
    [2 ** -21, 20, 2 ** 31],
    [2 ** -20 * (1 + 2 ** -52), 19, 1],
    [1e-12, 20, 4504],
  ])('at %d are level %d and cut %d', (ber, level, cut) => {
    expect([topLevel(ber), topLevelCut(ber)]).toEqual([level, cut]);
  });

  test('name the octave of any rate and a cut in [1, 2^32]', () => {
    fc.assert(
      fc.property(fc.double({ min: MIN_BER, max: MAX_BER, noNaN: true }), (ber) => {
        const level = topLevel(ber);
        expect(ber).toBeLessThanOrEqual(2 ** -level);
        if (level < TAIL_LEVEL) expect(ber).toBeGreaterThan(2 ** -(level + 1));
        expect(topLevelCut(ber)).toBeGreaterThanOrEqual(1);
        expect(topLevelCut(ber)).toBeLessThanOrEqual(KEEP_ALL);
      }),
    );
  });
});

describe('HIT_COUNT_LIMITS', () => {
  test.each(LEVELS)('row %d rises and ends in a limit that no draw reaches', (level) => {
    const limits = reachable(level);
    expect(limits.length).toBeGreaterThan(0);
    expect(limits.length).toBeLessThanOrEqual(13);
    expect(limits).toEqual([...new Set(limits)].sort((a, b) => a - b));
    expect(row(level).slice(limits.length)).toEqual(
      new Array(MAX_HITS_PER_BLOCK - limits.length).fill(UNREACHABLE),
    );
  });

  // The number of hits of a block is the number of limits below its draw, so a limit is one less
  // than the threshold.
  test('is the frozen table, part of the meaning of every link', () => {
    expect(LEVELS.map((level) => reachable(level).map((limit) => limit + 1))).toEqual(goldenThresholds);
  });

  // Each of 20 squarings doubles the rounding error of 1 - q: 2^20 · 2^-53 is half of 2^-32, so a
  // limit may be off by one.
  test.each(LEVELS)(
    'row %d is the binomial distribution in big integers, rounded to u32, to the last place',
    (level) => {
      const exact = exactThresholds(level);
      expect(reachable(level)).toHaveLength(exact.length);
      for (const [hits, limit] of reachable(level).entries()) {
        expect(Math.abs(limit + 1 - exact[hits]!)).toBeLessThanOrEqual(1);
      }
    },
  );

  test('row 1 is Binomial(4, 1/3) by hand: 16, 48, 72, 80 and 81 of 81', () => {
    expect(reachable(1)).toEqual([16, 48, 72, 80].map((share) => Math.round((share / 81) * 2 ** 32) - 1));
  });

  test.each(LEVELS)('row %d expects as many hits as the level does, to 2^-29', (level) => {
    const mean = reachable(level).reduce((sum, limit) => sum + (1 - (limit + 1) / 2 ** 32), 0);
    const expected = 2 ** blockWordsLog2(level) * hitProbability(level);
    expect(Math.abs(mean - expected)).toBeLessThan(2 ** -29);
  });
});

/**
 * Returns for 0, 1, 2 … hits how many u32 draws give a block of this level at most so many: the CDF
 * of Binomial(B, q) times 2^32, rounded, as long as it is below 2^32.
 */
function exactThresholds(level: number): number[] {
  const blockWords = 1n << BigInt(blockWordsLog2(level));
  // q = 1 / perHit: (2^-k - 2^-(k+1)) / (1 - 2^-(k+1)) = 1 / (2^(k+1) - 1).
  const perHit = level === TAIL_LEVEL ? 1n << 20n : (1n << BigInt(level + 1)) - 1n;
  let mass = ONE;
  for (let word = 0n; word < blockWords; word++) mass = (mass * (perHit - 1n)) / perHit;
  const thresholds: number[] = [];
  let cumulative = mass;
  for (let hits = 0n; ; hits++) {
    const threshold = Number(((cumulative << 32n) + ONE / 2n) / ONE);
    if (threshold >= 2 ** 32) return thresholds;
    thresholds.push(threshold);
    mass = (mass * (blockWords - hits)) / ((hits + 1n) * (perHit - 1n));
    cumulative += mass;
  }
}

test('faultLevels uses + - * / and powers of two only, which every machine rounds alike', () => {
  const code = source.replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '');
  const functions = [...code.matchAll(/Math\.(\w+)/g)].map(([, name]) => name);
  const bases = [...code.matchAll(/([^\s(]+) \*\*/g)].map(([, base]) => base);
  expect([...new Set(functions)].sort()).toEqual(['ceil', 'floor', 'min']);
  expect([...new Set(bases)]).toEqual(['2']);
});
