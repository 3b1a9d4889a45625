import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CATALOG } from '../network/catalog';
import { numWeights } from '../network/model';
import type { RateCoupling, Sampling } from '../site/injection';
import { numLanes, unpackWord, wordsPerLane } from '../words/packing';
import { dequantizeWord, type Encoding, parseQFormat, quantizeWord, wordLayout } from '../words/qformat';
import {
  drawFaultMask,
  drawFaultPattern,
  expectedFlips,
  faultableBits,
  imagesPerSegment,
  numCountDraws,
  transientWindow,
  type WordSpace,
} from './faultPattern';
import { anyPatternCase, type PatternCase, referencePattern } from './referencePattern.arbitrary';
import { deriveTrialKey } from './trialKey';

/**
 * Statistics state their n. Each is converted to z, a deviation in standard errors. Seeds are
 * fixed, so no result depends on chance; a correct generator would exceed this bound in one of
 * 16,000 such numbers.
 */
const MAX_Z = 4;

interface Trial {
  readonly seed: number;
  readonly trial: number;
  readonly rateCoupling: RateCoupling;
  readonly sampling: Sampling;
}

const TRIAL: Trial = { seed: 2018, trial: 0, rateCoupling: 'nested', sampling: 'bernoulli' };

function words(numWords: number, width = 8, tensor = 0): WordSpace {
  return { tensor, numWords, width };
}

function drawOf(ber: number, changes: Partial<Trial> = {}) {
  const { seed, trial, rateCoupling, sampling } = { ...TRIAL, ...changes };
  return { ber, sampling, key: deriveTrialKey(seed, trial, ber, rateCoupling, sampling) };
}

/** The draw of a case. Cases name the coupling of rates as the golden patterns do. */
function drawOfCase(space: PatternCase) {
  return drawOf(space.ber, { ...space, rateCoupling: space.protocol });
}

/** Bit addresses of one pattern. */
function pattern(space: WordSpace, ber: number, changes: Partial<Trial> = {}): number[] {
  return [...drawFaultPattern(space, drawOf(ber, changes))];
}

/** Returns 1 for each flipped bit, else 0 [numWords · width]. */
function bitsOf(space: WordSpace, ber: number, changes: Partial<Trial> = {}): Uint8Array {
  const bits = new Uint8Array(space.numWords * space.width);
  for (const address of drawFaultPattern(space, drawOf(ber, changes))) bits[address] = 1;
  return bits;
}

function upTo(n: number): number[] {
  return Array.from({ length: n }, (_, index) => index);
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

/** Returns the numbers in `some` that are not in `others`. */
function without(some: readonly number[], others: readonly number[]): number[] {
  const known = new Set(others);
  return some.filter((value) => !known.has(value));
}

/** Deviation of a count of n from Binomial(n, p). */
function zOfCount(count: number, n: number, p: number): number {
  return (count - n * p) / Math.sqrt(n * p * (1 - p));
}

/** Deviation of Pearson's chi-squared from its mean, with equal expected counts in all cells. */
function zOfUniform(counts: readonly number[]): number {
  const expected = sum(counts) / counts.length;
  const chiSquared = sum(counts.map((count) => (count - expected) ** 2)) / expected;
  const freedom = counts.length - 1;
  return (chiSquared - freedom) / Math.sqrt(2 * freedom);
}

/** Counts the flips of each bit in `numTrials` patterns [numWords · width]. */
function flipsPerBit(space: WordSpace, ber: number, numTrials: number, changes: Partial<Trial> = {}) {
  const counts: number[] = new Array(space.numWords * space.width).fill(0);
  for (const trial of upTo(numTrials)) {
    for (const address of drawFaultPattern(space, drawOf(ber, { ...changes, trial }))) counts[address]!++;
  }
  return counts;
}

describe('the number of flips', () => {
  // n patterns of words x 8 bits. Small rates have many words or many patterns, to give at least
  // about 30 flips.
  test.each([
    [235_200, 1e-7, 10_000],
    [235_200, 2 ** -20, 10_000],
    [235_200, 1e-5, 3_000],
    [235_200, 1e-4, 600],
    [235_200, 1e-3, 100],
    [1_000, 1e-5, 10_000],
    [1_000, 1e-4, 10_000],
    [1_000, 2 ** -10, 3_000],
    [1_000, 1e-3, 3_000],
    [1_000, 1e-2, 1_000],
    [1_000, 0.1, 300],
    [1_000, 0.5, 200],
    [80, 1e-3, 5_000],
    [80, 0.3, 2_000],
    [77, 1e-5, 10_000],
    [77, 1e-2, 5_000],
    [77, 0.1, 3_000],
    [77, 0.25, 2_000],
    [77, 0.5, 2_000],
  ])(
    'of %d words at rate %d has the mean and variance of Binomial(bits, rate), n = %d',
    (numWords, ber, n) => {
      const space = words(numWords);
      const counts = upTo(n).map((trial) => drawFaultPattern(space, drawOf(ber, { trial })).length);
      const variance = numWords * 8 * ber * (1 - ber);
      const found = sum(counts) / n;
      expect(Math.abs(zOfCount(sum(counts), n * numWords * 8, ber))).toBeLessThan(MAX_Z);
      // Kurtosis of the binomial: (1 - 6p(1 - p)) / variance.
      const kurtosis = (1 - 6 * ber * (1 - ber)) / variance;
      const varianceFound = sum(counts.map((count) => (count - found) ** 2)) / (n - 1);
      const standardError = variance * Math.sqrt(2 / (n - 1) + kurtosis / n);
      expect(Math.abs(varianceFound - variance) / standardError).toBeLessThan(MAX_Z);
    },
  );

  test('is 0 at rate 0, for either sampling', () => {
    expect(pattern(words(1_000), 0)).toEqual([]);
    expect(pattern(words(1_000), 0, { sampling: 'count' })).toEqual([]);
  });

  test('is half of the bits at rate 0.5, n = 800,000 bits', () => {
    expect(Math.abs(zOfCount(pattern(words(100_000), 0.5).length, 800_000, 0.5))).toBeLessThan(MAX_Z);
  });

  // Known answer 2 (docs/known-answers.md): LeNetFC Q2.6 has 2,129,600 bits.
  describe('in LeNetFC at Q2.6', () => {
    const layers = CATALOG.get('lenet-fc')!.layers;
    const flips = (ber: number, trial: number) =>
      sum(
        layers.map(
          (layer) =>
            drawFaultPattern(words(numWeights(layer), 8, layer.tensors[0]!.tensor), drawOf(ber, { trial }))
              .length,
        ),
      );

    test('is 2,129.6 ± 46.1 at rate 1e-3, n = 200', () => {
      const counts = upTo(200).map((trial) => flips(1e-3, trial));
      const mean = sum(counts) / 200;
      const deviation = Math.sqrt(sum(counts.map((count) => (count - mean) ** 2)) / 199);
      expect(Math.abs(mean - 2_129.6)).toBeLessThan((MAX_Z * 46.1) / Math.sqrt(200));
      expect(Math.abs(deviation - 46.1)).toBeLessThan((MAX_Z * 46.1) / Math.sqrt(2 * 199));
    });

    test('is none in 0.1189 and one in 0.2532 of the patterns at rate 1e-6, n = 10,000', () => {
      const counts = upTo(10_000).map((trial) => flips(1e-6, trial));
      const times = (number: number) => counts.filter((count) => count === number).length;
      expect(Math.abs(zOfCount(times(0), 10_000, 0.1189))).toBeLessThan(MAX_Z);
      expect(Math.abs(zOfCount(times(1), 10_000, 0.2532))).toBeLessThan(MAX_Z);
    });

    test('is none in FC-3 in 0.4493 of the patterns at rate 1e-4, n = 10,000', () => {
      const none = upTo(10_000).filter((trial) => pattern(words(1_000, 8, 4), 1e-4, { trial }).length === 0);
      expect(Math.abs(zOfCount(none.length, 10_000, 0.4493))).toBeLessThan(MAX_Z);
    });
  });
});

describe('each bit', () => {
  // The last block of level 1 holds one word of 77, and is full for 80.
  test.each([
    [77, 0.5, 1_000],
    [77, 0.1, 3_000],
    [77, 2 ** -6, 8_000],
    [80, 0.5, 1_000],
    [80, 0.1, 3_000],
    [80, 2 ** -6, 8_000],
  ])('of %d words flips at rate %d, the last block too, n = %d patterns', (numWords, ber, n) => {
    const counts = flipsPerBit(words(numWords), ber, n);
    const z = counts.map((count) => zOfCount(count, n, ber));
    const chiSquared = sum(z.map((value) => value ** 2));
    expect(Math.abs(chiSquared - z.length) / Math.sqrt(2 * z.length)).toBeLessThan(MAX_Z);
    for (const ends of [counts.slice(0, 8), counts.slice(-8), counts.slice(-64)]) {
      expect(Math.abs(zOfCount(sum(ends), n * ends.length, ber))).toBeLessThan(MAX_Z);
    }
  });
});

describe('faults are uncorrelated', () => {
  /** Correlation of bit vectors of equal length, over all pairs of `numTrials` patterns. */
  function zOfCorrelation(
    ber: number,
    numTrials: number,
    pairOf: (trial: number) => readonly [Uint8Array, Uint8Array],
  ): number {
    let [product, pairs] = [0, 0];
    for (const trial of upTo(numTrials)) {
      const [a, b] = pairOf(trial);
      for (let index = 0; index < a.length; index++) product += (a[index]! - ber) * (b[index]! - ber);
      pairs += a.length;
    }
    return product / (Math.sqrt(pairs) * ber * (1 - ber));
  }

  const space = words(1_000, 8, 4);
  const NUM_TRIALS = 50;
  const RATES = [0.3, 1e-2];

  // n = 50 · 8,000 pairs of bits, minus the shift.
  test.each(
    RATES.flatMap((ber) =>
      (
        [
          ['bit', 1],
          ['but one bit', 2],
          ['word', 8],
          ['but one word', 16],
          ['but two words', 24],
          ['block of level 1', 32],
          ['block of level 6', 8 * 128],
        ] as const
      ).map(([next, shift]) => [ber, next, shift] as const),
    ),
  )('with those of the next at rate %d: %s', (ber, _next, shift) => {
    const z = zOfCorrelation(ber, NUM_TRIALS, (trial) => {
      const bits = bitsOf(space, ber, { trial });
      return [bits.subarray(shift), bits.subarray(0, -shift)];
    });
    expect(Math.abs(z)).toBeLessThan(MAX_Z);
  });

  // n = 50 · 8,000 pairs of bits.
  test.each(
    RATES.flatMap((ber) =>
      (
        [
          ['seed', (trial: number) => bitsOf(space, ber, { seed: TRIAL.seed + 1, trial })],
          ['trial', (trial: number) => bitsOf(space, ber, { trial: trial + 1 })],
          ['tensor', (trial: number) => bitsOf({ ...space, tensor: space.tensor + 1 }, ber, { trial })],
          ['rateCoupling', (trial: number) => bitsOf(space, ber, { trial, rateCoupling: 'independent' })],
        ] as const
      ).map(([other, bits]) => [ber, other, bits] as const),
    ),
  )('with those at rate %d of another %s', (ber, _other, bits) => {
    const z = zOfCorrelation(ber, NUM_TRIALS, (trial) => [bitsOf(space, ber, { trial }), bits(trial)]);
    expect(Math.abs(z)).toBeLessThan(MAX_Z);
  });

  test('but not with themselves (control): n = 8,000, correlation 1', () => {
    const bits = bitsOf(space, 0.3);
    expect(zOfCorrelation(0.3, 1, () => [bits, bits])).toBeGreaterThan(0.9 * Math.sqrt(bits.length));
    expect(bitsOf(space, 0.3)).toEqual(bits);
  });

  test('with those of a neighbouring rate, if the protocol is independent; n = 400,000', () => {
    const independent = (ber: number, trial: number) =>
      bitsOf(space, ber, { trial, rateCoupling: 'independent' });
    const z = zOfCorrelation(0.1, NUM_TRIALS, (trial) => [
      independent(0.1, trial),
      independent(0.1001, trial),
    ]);
    expect(Math.abs(z)).toBeLessThan(MAX_Z);
  });
});

describe('rates', () => {
  const GRID = [-7, -6, -5, -4, -3, -2]
    .flatMap((exponent) =>
      [1, 1.33, 1.78, 2.37, 3.16, 4.22, 5.62, 7.5].map((m) => Number(`${m}e${exponent}`)),
    )
    .concat([2 ** -20, 2 ** -10, 0.1, 0.133, 0.178, 0.25, 0.316, 0.422, 0.5])
    .sort((a, b) => a - b);

  test.each([77, 1_000, 30_000])('are nested: a higher one flips a superset of %d words', (numWords) => {
    const rates = numWords < 10_000 ? GRID : GRID.filter((ber) => ber < 0.02);
    let lower: number[] = [];
    for (const ber of rates) {
      const higher = pattern(words(numWords), ber);
      expect(without(lower, higher)).toEqual([]);
      lower = higher;
    }
    // Control: the last pattern flips as many bits as its BER says.
    expect(Math.abs(zOfCount(lower.length, numWords * 8, rates.at(-1)!))).toBeLessThan(MAX_Z);
  });

  test('are nested, any two of them, for any words and key', () => {
    fc.assert(
      fc.property(anyPatternCase, anyPatternCase, (low, high) => {
        const [lower, higher] = [low.ber, high.ber].sort((a, b) => a - b) as [number, number];
        const faults = (ber: number) => pattern(low, ber, { seed: low.seed, trial: low.trial });
        expect(faults(higher)).toEqual(expect.arrayContaining(faults(lower)));
      }),
    );
  });

  test.each(upTo(19).map((index) => index + 2))('at 2^-%d keep all hits of that level', (level) => {
    const space = words(2 ** Math.min(level + 6, 20), 2);
    const faults = pattern(space, 2 ** -level);
    // The next double opens one more level, but keeps only its hits with place 0.
    expect(faults).toEqual(pattern(space, 2 ** -level * (1 + 2 ** -52)));
    expect(Math.abs(zOfCount(faults.length, space.numWords * 2, 2 ** -level))).toBeLessThan(MAX_Z);
  });

  test.each(['nested', 'independent'] as const)(
    'do not change the faults of others when one is added: %s',
    (rateCoupling) => {
      const draw = (rates: readonly number[]) =>
        new Map(rates.map((ber) => [ber, pattern(words(1_000), ber, { rateCoupling })]));
      const rates = [1e-3, 1e-2, 0.1];
      const more = draw([0.3, 1e-3, 3e-3, 1e-2, 0.1]);
      expect([...draw(rates)]).toEqual(rates.map((ber) => [ber, more.get(ber)]));
    },
  );
});

describe('formats', () => {
  test.each([1e-3, 0.1, 0.5])('share the faults of their top planes at rate %d', (ber) => {
    /** `wordIndex:plane` of each fault, plane 0 the sign. */
    const places = (width: number) =>
      pattern(words(1_000, width), ber).map(
        (address) => `${Math.floor(address / width)}:${width - 1 - (address % width)}`,
      );
    const [narrow, wide] = [places(8), places(14)];
    expect(narrow.length).toBeGreaterThan(0);
    expect(new Set(narrow)).toEqual(new Set(wide.filter((place) => Number(place.split(':')[1]) < 8)));
  });
});

describe('chosen planes', () => {
  const someOf = (width: number, planes: number, addresses: readonly number[]) =>
    addresses.filter((address) => (planes >>> (width - 1 - (address % width))) & 1);

  test('filter a pattern and never renumber it, for any draw', () => {
    fc.assert(
      fc.property(anyPatternCase, fc.nat(2 ** 24 - 1), (space, planes) => {
        const draw = drawOfCase(space);
        const filtered = [...drawFaultPattern({ ...space, planes }, draw)];
        expect(filtered).toEqual(someOf(space.width, planes, [...drawFaultPattern(space, draw)]));
        const mask = new Uint32Array(numLanes(space.numWords, space.width));
        drawFaultMask({ ...space, planes }, draw, mask);
        const set = mask.reduce((bits, lane) => bits + lane.toString(2).replaceAll('0', '').length, 0);
        expect(set).toBe(filtered.length);
      }),
    );
  });

  test.each(['bernoulli', 'count'] as const)('share out the faults of a %s pattern (control)', (sampling) => {
    const whole = pattern(words(1_000), 0.05, { sampling });
    const parts = upTo(8).map((plane) =>
      pattern({ ...words(1_000), planes: 1 << plane }, 0.05, { sampling }),
    );
    for (const part of parts) expect(part.length).toBeGreaterThan(20);
    expect(parts.flat().sort((a, b) => a - b)).toEqual(whole);
  });

  test('expect their share of flips; the draws of the count rule stay as many', () => {
    const signs = { ...words(1_000), planes: 1 };
    expect(faultableBits(words(1_000))).toBe(8_000);
    expect(faultableBits(signs)).toBe(1_000);
    expect(faultableBits({ ...signs, planes: 0b1_0000_0011 })).toBe(2_000);
    expect(expectedFlips(signs, 'bernoulli', 1e-3)).toBeCloseTo(1, 12);
    // floor(8,000 · 1.9e-4) = 1 draw, which falls on a sign with probability 1/8.
    expect(numCountDraws(signs, 1.9e-4)).toBe(1);
    expect(expectedFlips(signs, 'count', 1.9e-4)).toBeCloseTo(1 / 8, 12);
  });
});

describe('a transient stream', () => {
  const TENSOR = 65_540;
  const windowOf = (firstWord: number, numWords: number, segment = 1, width = 9): WordSpace => ({
    ...words(numWords, width, TENSOR),
    streamWindow: { firstWord, segment },
  });

  test('has in any window the faults of the same words of the whole, whatever its borders', () => {
    const borders = fc.tuple(fc.nat(3_000), fc.nat(3_000)).map((ends) => ends.sort((a, b) => a - b));
    const any = fc.record({
      borders,
      segment: fc.integer({ min: 1, max: 2 ** 32 - 1 }),
      ber: fc.double({ min: 1e-4, max: 0.5, noNaN: true }),
    });
    fc.assert(
      fc.property(any, ({ borders: [start, end], segment, ber }) => {
        const whole = pattern(windowOf(0, 3_001, segment), ber);
        const within = whole.filter((address) => address >= 9 * start! && address < 9 * (end! + 1));
        const window = pattern(windowOf(start!, end! + 1 - start!, segment), ber);
        expect(window.map((address) => address + 9 * start!)).toEqual(within);
      }),
      { numRuns: 60 },
    );
  });

  test('is what an independent implementation of docs/engine.md draws, for any draw', () => {
    fc.assert(
      fc.property(anyPatternCase, fc.integer({ min: 1, max: 2 ** 32 - 1 }), (space, segment) => {
        const bernoulli = { ...space, sampling: 'bernoulli' } as const;
        const draw = drawOfCase(bernoulli);
        const found = [...drawFaultPattern({ ...space, streamWindow: { firstWord: 0, segment } }, draw)];
        expect(found).toEqual(referencePattern({ ...bernoulli, segment }));
      }),
      { numRuns: 50 },
    );
  });

  test('differs from segment to segment, and from the stream of what is trained', () => {
    const segments = [undefined, 1, 2, 3, 2 ** 31].map((segment) =>
      pattern(segment === undefined ? words(2_000, 9, TENSOR) : windowOf(0, 2_000, segment), 0.01),
    );
    for (const [index, faults] of segments.entries()) {
      expect(faults.length).toBeGreaterThan(120);
      // 180 faults among 18,000 bits: about two in common.
      for (const other of segments.slice(0, index)) {
        expect(faults.length - without(faults, other).length).toBeLessThan(12);
      }
    }
  });

  test('reaches the last word of a segment, and the draws there are those of the same words elsewhere', () => {
    const end = windowOf(2 ** 32 - 1 - 5_000, 5_000);
    const faults = pattern(end, 0.01);
    expect(Math.abs(zOfCount(faults.length, 45_000, 0.01))).toBeLessThan(MAX_Z);
    expect(
      Math.abs(zOfCount(faults.filter((address) => address >= 40_500).length, 4_500, 0.01)),
    ).toBeLessThan(MAX_Z);
    const last = pattern(windowOf(2 ** 32 - 1 - 500, 500), 0.01);
    expect(last).toEqual(faults.filter((address) => address >= 40_500).map((address) => address - 40_500));
  });

  test('gives every image the same faults, whatever batch it comes in', () => {
    const IMAGES = 24;
    const WORDS = 37;
    const inBatches = (size: number) =>
      upTo(Math.ceil(IMAGES / size)).flatMap((batch) => {
        const first = batch * size;
        const numSamples = Math.min(size, IMAGES - first);
        const space = {
          ...words(numSamples * WORDS, 9, TENSOR),
          streamWindow: transientWindow(first, numSamples, WORDS),
        };
        return pattern(space, 0.02).map((address) => address + first * WORDS * 9);
      });
    const atOnce = inBatches(IMAGES);
    expect(atOnce.length).toBeGreaterThan(100);
    for (const size of [1, 5, 7, 16]) expect(inBatches(size)).toEqual(atOnce);
    const perImage = upTo(IMAGES).map((image) =>
      atOnce
        .filter((address) => Math.floor(address / (9 * WORDS)) === image)
        .map((address) => address % (9 * WORDS))
        .join(),
    );
    expect(new Set(perImage).size).toBe(IMAGES);
  });

  test('holds as many whole images as fit into 2^32 - 1 words, then the next segment begins', () => {
    expect(imagesPerSegment(1)).toBe(2 ** 32 - 1);
    expect(imagesPerSegment(50_800)).toBe(84_546);
    expect(imagesPerSegment(2 ** 31)).toBe(1);
    expect(transientWindow(0, 84_546, 50_800)).toEqual({ firstWord: 0, segment: 1 });
    expect(transientWindow(84_545, 1, 50_800)).toEqual({ firstWord: 84_545 * 50_800, segment: 1 });
    expect(transientWindow(84_546, 10, 50_800)).toEqual({ firstWord: 0, segment: 2 });
    expect(transientWindow(3, 1, 2 ** 31)).toEqual({ firstWord: 0, segment: 4 });
    const { firstWord } = transientWindow(2 ** 32 - 2, 1, 1);
    expect(firstWord).toBe(2 ** 32 - 2);
  });

  test('is not read across the border of two segments', () => {
    expect(() => transientWindow(84_545, 2, 50_800)).toThrow(
      new RangeError('Images 84545 to 84546 lie in two segments: expected one of 84546 images'),
    );
    expect(() => transientWindow(0, 3, 2 ** 31)).toThrow(RangeError);
  });

  test('lists addresses beyond 2^32, as receipts of many images need', () => {
    const last = 2 ** 31;
    const faults = pattern(words(last, 24, TENSOR), 1e-10);
    expect(faults.length).toBeGreaterThan(0);
    expect(faults.at(-1)).toBeGreaterThan(2 ** 32);
    expect(faults.every((address, index) => address < 24 * last && address > (faults[index - 1] ?? -1))).toBe(
      true,
    );
  });
});

describe('count sampling', () => {
  // Known answer 2 (docs/known-answers.md): floor(bits · ber) for FC-1, FC-2 and FC-3 at 8 bits.
  test.each([
    [1e-3, [1881, 240, 8]],
    [1e-4, [188, 24, 0]],
    [1e-5, [18, 2, 0]],
    [1.25e-4, [235, 30, 1]],
    [1.249e-4, [235, 29, 0]],
    [0, [0, 0, 0]],
  ])('draws floor(bits · rate) times: at %d %j', (ber, draws) => {
    expect([235_200, 30_000, 1_000].map((numWords) => numCountDraws(words(numWords), ber))).toEqual(draws);
  });

  const space = words(77, 6);
  const numBits = 77 * 6;
  /** Returns a BER with this number of draws in the 462-bit space. */
  const rateOf = (draws: number) => (draws + 0.5) / numBits;

  test('nests its draws: each further one turns exactly one bit over', () => {
    let before: number[] = [];
    for (const draws of upTo(230).map((index) => index + 1)) {
      const after = pattern(space, rateOf(draws), { sampling: 'count' });
      expect([...without(after, before), ...without(before, after)]).toHaveLength(1);
      expect(after.length).toBeLessThanOrEqual(draws);
      expect(after.length % 2).toBe(draws % 2);
      before = after;
    }
    // Control: some bit was drawn twice.
    expect(before.length).toBeLessThan(230);
  });

  test('is uniform over words, bits and addresses, n = 20,000 single draws', () => {
    const perBit = flipsPerBit(space, rateOf(1), 20_000, { sampling: 'count' });
    const countsBy = (number: number, group: (address: number) => number) =>
      upTo(number).map((index) => sum(perBit.filter((_, address) => group(address) === index)));
    expect(sum(perBit)).toBe(20_000);
    expect(Math.abs(zOfUniform(perBit))).toBeLessThan(MAX_Z);
    expect(Math.abs(zOfUniform(countsBy(77, (address) => Math.floor(address / 6))))).toBeLessThan(MAX_Z);
    expect(Math.abs(zOfUniform(countsBy(6, (address) => address % 6)))).toBeLessThan(MAX_Z);
  });

  test('differs from bernoulli and between independent rates with the same draws', () => {
    const count = { sampling: 'count' } as const;
    const independent = { ...count, rateCoupling: 'independent' } as const;
    expect(pattern(space, 0.1, count)).not.toEqual(pattern(space, 0.1));
    expect(pattern(space, 0.1, count)).toEqual(pattern(space, 0.1001, count));
    expect(pattern(space, 0.1, independent)).not.toEqual(pattern(space, 0.1001, independent));
  });
});

// n = 5,000 patterns of the 8 bits of word 0.
test.each(['bernoulli', 'count'] as const)('word 0 can fault with %s sampling', (sampling) => {
  const flips = flipsPerBit(words(100), 0.01, 5_000, { sampling }).slice(0, 8);
  // Probability that 8 draws with replacement hit a bit an odd number of times: (1 - (1 - 2 /
  // 800)^8) / 2.
  const probability = sampling === 'count' ? (1 - (1 - 2 / 800) ** 8) / 2 : 0.01;
  expect(Math.abs(zOfCount(sum(flips), 5_000 * 8, probability))).toBeLessThan(MAX_Z);
});

test.each([
  ['LeNetFC Q2.6', 2_129_600, 'bernoulli', 1e-3, 2_129.6],
  ['LeNetFC Q2.6', 2_129_600, 'bernoulli', 1e-6, 2.1296],
  ['VGG16 Q3.13', 16 * 138_344_128, 'bernoulli', 4e-9, 8.854024192],
  ['FC-3 Q2.6', 8_000, 'count', 2.49e-4, 1],
  ['FC-3 Q2.6', 8_000, 'count', 0, 0],
] as const)('expectedFlips of %s, %d bits, %s at %d is %d', (_site, numBits, sampling, ber, flips) => {
  expect(expectedFlips({ tensor: 0, numWords: numBits / 8, width: 8 }, sampling, ber)).toBeCloseTo(flips, 9);
});

describe('expectedFlips of the count rule', () => {
  const bitsOf = (numBits: number) => ({ tensor: 3, numWords: numBits / 2, width: 2 });

  // By hand, over all sequences of draws: of 2 bits, half of the pairs of draws hit the same bit.
  test.each([
    [2, 1, 1],
    [2, 2, 1],
    [2, 3, 1],
    [8, 1, 1],
    [8, 2, 1.75],
    [8, 3, 2.3125],
  ])('of %d bits and %d draws is %d', (numBits, draws, flips) => {
    expect(numCountDraws(bitsOf(numBits), draws / numBits)).toBe(draws);
    expect(expectedFlips(bitsOf(numBits), 'count', draws / numBits)).toBeCloseTo(flips, 12);
  });

  // n = 4,000 patterns. z compares their mean with the formula; the number of draws itself is far
  // outside.
  test.each([
    [words(2), 0.5, undefined],
    [words(5), 0.3, undefined],
    [words(40), 0.4, 0b101],
    [words(1_000, 5), 0.1, undefined],
  ])('is the mean of patterns: %o at %d, planes %d', (whole, ber, planes) => {
    const space = planes === undefined ? whole : { ...whole, planes };
    const counts = upTo(4_000).map((trial) => pattern(space, ber, { sampling: 'count', trial }).length);
    const mean = sum(counts) / counts.length;
    const variance = sum(counts.map((count) => (count - mean) ** 2)) / (counts.length - 1);
    const error = Math.sqrt(variance / counts.length);
    expect(Math.abs(mean - expectedFlips(space, 'count', ber)) / error).toBeLessThan(MAX_Z);
    const share = faultableBits(space) / (space.numWords * space.width);
    expect(Math.abs(mean - numCountDraws(space, ber) * share) / error).toBeGreaterThan(10);
  });

  test('keeps its digits where bits are many: the draws less their pairs that meet', () => {
    // d draws over n bits have d (d - 1) / 2 / n equal pairs, each of which removes two flips.
    const space = { tensor: 0, numWords: 138_344_128, width: 16 };
    const [bits, draws] = [138_344_128 * 16, 8];
    const lost = expectedFlips(space, 'count', 4e-9) - draws;
    expect(numCountDraws(space, 4e-9)).toBe(draws);
    expect(lost * bits).toBeCloseTo(-draws * (draws - 1), 0);
  });
});

describe('drawFaultMask', () => {
  function maskOf(space: WordSpace, draw: ReturnType<typeof drawOf>): Uint32Array {
    const mask = new Uint32Array(numLanes(space.numWords, space.width)).fill(0xdeadbeef);
    drawFaultMask(space, draw, mask);
    return mask;
  }

  test('has the bits of drawFaultPattern and none above the words, for any draw', () => {
    fc.assert(
      fc.property(anyPatternCase, (space) => {
        const { width } = space;
        const draw = drawOfCase(space);
        const perLane = wordsPerLane(width);
        const mask = maskOf(space, draw);
        const faults = upTo(mask.length * perLane).flatMap((wordIndex) => {
          const word = unpackWord(mask[Math.floor(wordIndex / perLane)]!, wordIndex % perLane, width);
          return upTo(width)
            .filter((bit) => (word >>> bit) & 1)
            .map((bit) => wordIndex * width + bit);
        });
        expect(faults).toEqual([...drawFaultPattern(space, draw)]);
        for (const lane of mask) expect(lane).toBeLessThan(2 ** (perLane * width));
      }),
    );
  });

  test('applied twice restores every lane', () => {
    fc.assert(
      fc.property(anyPatternCase, fc.nat(), (space, content) => {
        const mask = maskOf(space, drawOfCase(space));
        const lanes = Uint32Array.from(mask, (_, index) => Math.imul(content, 2 * index + 1));
        const once = lanes.map((lane, index) => lane ^ mask[index]!);
        expect(once.map((lane, index) => lane ^ mask[index]!)).toEqual(lanes);
        expect(once.every((lane, index) => lane === lanes[index])).toBe(mask.every((lane) => lane === 0));
      }),
    );
  });

  test('leaves lanes beyond its words alone', () => {
    const mask = new Uint32Array(5).fill(7);
    drawFaultMask(words(13), drawOf(0), mask);
    expect([...mask]).toEqual([0, 0, 0, 0, 7]);
  });
});

// Known answer 1 (docs/known-answers.md): the mean square change of a word x whose bits flip with
// probability p.
describe('the mean square change of a word', () => {
  const NUM_WORDS = 40_000;

  /** Deviation from `expected` of the mean over 40,000 copies of the word of `value`. */
  function zOfMeanSquare(format: string, encoding: Encoding, ber: number, value: number, expected: number) {
    const layout = wordLayout(parseQFormat(format), encoding);
    const word = quantizeWord(value, layout);
    const masks = new Uint32Array(NUM_WORDS);
    for (const address of pattern(words(NUM_WORDS, layout.width), ber)) {
      masks[Math.floor(address / layout.width)]! |= 1 << (address % layout.width);
    }
    const squares = Array.from(masks, (mask) => (dequantizeWord(word ^ mask, layout) - value) ** 2);
    const mean = sum(squares) / NUM_WORDS;
    const variance = sum(squares.map((square) => (square - mean) ** 2)) / (NUM_WORDS - 1);
    return (mean - expected) / Math.sqrt(variance / NUM_WORDS);
  }

  // All values are words of their format.
  const CASES = [
    ['Q2.6', 0.3125],
    ['Q2.6', -1.5],
    ['Q1.7', 0],
    ['Q3.13', 2.75],
    ['Q2.4', -0.0625],
    ['Q5.0', 11],
  ] as const;

  test.each(CASES.flatMap(([format, value]) => [1e-2, 0.3].map((ber) => [format, value, ber] as const)))(
    "is p(1-p)(4^m - 4^-n)/3 + p^2(2x + 2^-n)^2 for two's-complement %s x = %d at p = %d, n = 40,000",
    (format, x, p) => {
      const { integerBits: m, fractionBits: n } = parseQFormat(format);
      const expected = (p * (1 - p) * (4 ** m - 4 ** -n)) / 3 + p ** 2 * (2 * x + 2 ** -n) ** 2;
      expect(Math.abs(zOfMeanSquare(format, 'twosComplement', p, x, expected))).toBeLessThan(MAX_Z);
    },
  );

  test.each(CASES)(
    'is p((4^(m-1) - 4^-n)/3 + 4x^2) for sign-magnitude %s x = %d at p = 1e-3, n = 40,000',
    (format, x) => {
      const { integerBits: m, fractionBits: n } = parseQFormat(format);
      const expected = 1e-3 * ((4 ** (m - 1) - 4 ** -n) / 3 + 4 * x ** 2);
      expect(Math.abs(zOfMeanSquare(format, 'signMagnitude', 1e-3, x, expected))).toBeLessThan(MAX_Z);
    },
  );
});
