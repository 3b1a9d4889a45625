import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import {
  type ClassVariance,
  classVariance,
  largestVariances,
  referenceShapes,
  summarizeClassVariance,
} from './classVariance';

const TEN_OF_1000 = new Array<number>(10).fill(1_000);

describe('classVariance', () => {
  // science.md, section 5, item 12.
  test.each([
    ['one class all wrong', [1_000, 0, 0, 0, 0, 0, 0, 0, 0, 0], 0.1, 90_000, 1],
    ['half the classes all wrong', [0, 1_000, 0, 1_000, 0, 1_000, 0, 1_000, 0, 1_000], 0.5, 250_000, 1],
    ['every class half wrong', new Array<number>(10).fill(500), 0.5, 0, 0],
    // Deviations ±200 of a mean of 300: 40,000 over 1,000² · 0.3 · 0.7.
    ['hand-calculated counts', [100, 500, 100, 500, 100, 500, 100, 500, 100, 500], 0.3, 40_000, 4 / 21],
  ])('of %s', (_, wrong, error, variance, normalized) => {
    const found = classVariance(wrong, TEN_OF_1000);
    expect(found.error).toBeCloseTo(error, 12);
    expect(found.variance).toBeCloseTo(variance, 6);
    expect(found.normalized).toBeCloseTo(normalized, 12);
  });

  it('has no normalised value where all images are right, or all wrong', () => {
    expect(classVariance([0, 0], [5, 5])).toEqual({ error: 0, variance: 0, normalized: null });
    expect(classVariance([5, 5], [5, 5])).toEqual({ error: 1, variance: 0, normalized: null });
    // Control: with unequal sizes the counts vary although every class is all wrong.
    expect(classVariance([4, 8], [4, 8])).toEqual({ error: 1, variance: 4, normalized: null });
  });

  it('goes by error shares where classes differ in size: equal shares are not uneven', () => {
    const found = classVariance([10, 20, 30], [100, 200, 300]);
    expect(found.error).toBeCloseTo(0.1, 12);
    expect(found.variance).toBeCloseTo(200 / 3, 9);
    expect(found.normalized).toBeCloseTo(0, 12);
    expect(classVariance([100, 0, 0], [100, 200, 300]).normalized).toBeCloseTo(1, 12);
  });

  it('leaves out classes without images', () => {
    expect(classVariance([3, 0, 1, 0], [10, 0, 10, 0])).toEqual(classVariance([3, 1], [10, 10]));
  });

  it('is V / (n² e(1 - e)) for equal sizes and within [0, 1] for any, order aside', () => {
    const share = fc.integer({ min: 0, max: 50 });
    fc.assert(
      fc.property(fc.array(fc.tuple(share, share), { minLength: 2, maxLength: 12 }), (pairs) => {
        const wrong = pairs.map(([count]) => count);
        const equal = classVariance(wrong, new Array<number>(wrong.length).fill(50));
        if (equal.normalized !== null) {
          const ceiling = 50 ** 2 * equal.error * (1 - equal.error);
          expect(equal.normalized).toBeCloseTo(equal.variance / ceiling, 9);
        }
        const images = pairs.map(([count, more]) => count + more + 1);
        const found = classVariance(wrong, images);
        if (found.normalized !== null) {
          expect(found.normalized).toBeGreaterThanOrEqual(0);
          expect(found.normalized).toBeLessThanOrEqual(1);
        }
        const turned = classVariance([...wrong].reverse(), [...images].reverse());
        expect(turned.variance).toBeCloseTo(found.variance, 9);
      }),
    );
  });

  it('refuses counts that cannot be', () => {
    expect(() => classVariance([1, 2], [3])).toThrow(
      'Cannot take the variance of 2 classes: expected 1, as there are image counts',
    );
    expect(() => classVariance([0, 0], [0, 0])).toThrow('Cannot take the variance of no images');
    expect(() => classVariance([1, 4], [3, 3])).toThrow('A class has 4 of 3 images wrong: expected 0 to all');
    expect(() => classVariance([1, 0], [0, 3])).toThrow('A class has 1 of 0 images wrong');
  });
});

describe('referenceShapes', () => {
  it('are the known answers for ten classes of 1,000', () => {
    const [one, half] = referenceShapes(TEN_OF_1000);
    expect(one).toMatchObject({ kind: 'oneClass', error: 0.1, variance: 90_000 });
    expect(half).toMatchObject({ kind: 'halfTheClasses', error: 0.5, variance: 250_000 });
    expect(one?.normalized).toBeCloseTo(1, 12);
    expect(half?.normalized).toBeCloseTo(1, 12);
  });

  it('grow with the square of the images, and round half of an odd number down', () => {
    const even = (classes: number, images: number) =>
      referenceShapes(new Array<number>(classes).fill(images));
    expect(even(10, 20).map(({ variance }) => variance)).toEqual([36, 100]);
    expect(even(5, 10)[1]?.error).toBeCloseTo(0.4, 12);
  });

  it('have the largest classes wrong', () => {
    const [one, half] = referenceShapes([1, 6, 2, 3]);
    expect([one!.error, half!.error]).toEqual([6 / 12, 9 / 12]);
    expect([one!.variance, half!.variance]).toEqual([36 / 4 - 1.5 ** 2, 45 / 4 - 2.25 ** 2]);
  });
});

describe('largestVariances', () => {
  it('are n² e(1 - e) at each number of equal classes', () => {
    const line = largestVariances(TEN_OF_1000);
    expect(line).toHaveLength(11);
    for (const { error, variance } of line) expect(variance).toBeCloseTo(1e6 * error * (1 - error), 6);
  });

  it('are exceeded by no counts of wrong samples, whatever the sizes of the classes', () => {
    const classes = fc.array(
      fc.nat(60).chain((images) => fc.tuple(fc.nat(images + 1), fc.constant(images + 1))),
      { minLength: 2, maxLength: 40 },
    );
    fc.assert(
      fc.property(classes, (counts) => {
        const images = counts.map(([, all]) => all);
        const { error, variance } = classVariance(
          counts.map(([wrong]) => wrong),
          images,
        );
        const line = largestVariances(images);
        const right = Math.max(
          1,
          line.findIndex((point) => point.error >= error - 1e-12),
        );
        const [a, b] = [line[right - 1]!, line[right]!];
        const share = (error - a.error) / (b.error - a.error);
        expect(variance).toBeLessThanOrEqual(a.variance + share * (b.variance - a.variance) + 1e-9);
      }),
    );
  });
});

describe('summarizeClassVariance', () => {
  const trialOf = (error: number, variance: number, normalized: number | null = 0.5): ClassVariance => ({
    ...{ error, variance, normalized },
  });

  it('correlates error with variance, and with what the ceiling leaves of it', () => {
    const errors = [0.1, 0.2, 0.3, 0.4, 0.5];
    // Correlation 0.8 by hand (correlation.test.ts), and -1.
    const trials = [1, 3, 2, 5, 4].map((variance, index) =>
      trialOf(errors[index]!, variance, 1 - errors[index]!),
    );
    const summary = summarizeClassVariance(trials);
    expect(summary?.pearson).toBeCloseTo(0.8, 12);
    expect(summary?.spearman).toBeCloseTo(0.8, 12);
    expect(summary?.pearsonNormalized).toBeCloseTo(-1, 12);
    expect(summary?.spearmanNormalized).toBeCloseTo(-1, 12);
  });

  it('leaves trials without a normalised value out of its correlation only', () => {
    const trials = [trialOf(0, 0, null), trialOf(0.1, 1, 0.1), trialOf(0.2, 2, 0.2), trialOf(0.3, 3, 0.3)];
    const summary = summarizeClassVariance(trials);
    expect(summary?.trials).toBe(4);
    expect(summary?.pearsonNormalized).toBeCloseTo(1, 12);
    expect(summarizeClassVariance(trials.slice(0, 3))).toMatchObject({ pearsonNormalized: null });
  });

  it('puts the mean beside the median and the 90 % quantile: few bad trials pull it up', () => {
    const skewed = [0.05, 0.05, 0.06, 0.06, 0.07, 0.07, 0.07, 0.08, 0.08, 0.9, 0.07];
    const summary = summarizeClassVariance(skewed.map((error) => trialOf(error, error)));
    expect(summary?.mean).toBeCloseTo(1.56 / 11, 12);
    expect(summary?.median).toBeCloseTo(0.07, 12);
    expect(summary?.q90).toBeCloseTo(0.08, 12);
    // Control: symmetric errors have none.
    const symmetric = summarizeClassVariance([0.1, 0.2, 0.3].map((error) => trialOf(error, error)));
    expect(symmetric?.mean).toBeCloseTo(symmetric!.median, 12);
  });

  it('is null without trials, and has no correlations where errors do not differ', () => {
    expect(summarizeClassVariance([])).toBeNull();
    expect(summarizeClassVariance([trialOf(0.1, 1), trialOf(0.1, 2), trialOf(0.1, 3)])).toMatchObject({
      ...{ pearson: null, spearman: null, mean: expect.closeTo(0.1, 12), median: 0.1, q90: 0.1 },
    });
  });
});
