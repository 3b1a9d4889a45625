import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { errorCurve, rateOfLoss } from './lossCurve';

/** Four rates per decade from 1e-5 on. */
const LOG_BERS = Array.from({ length: 17 }, (_, index) => -5 + index / 4);

function crossing(curve: (ber: number) => number, points: number, interpolation: 'cubic' | 'proportional') {
  const losses = LOG_BERS.map((logBer) => curve(10 ** logBer));
  const above = losses.findIndex((loss) => loss > points);
  return 10 ** rateOfLoss(LOG_BERS, losses, above, points, interpolation);
}

describe('rateOfLoss', () => {
  test.each([
    ['proportional to the rate', (ber: number) => 2000 * ber, (points: number) => points / 2000],
    [
      'that grows as its 1.4th power',
      (ber: number) => (ber / 1e-3) ** 1.4,
      (p: number) => 1e-3 * p ** (1 / 1.4),
    ],
    [
      'that saturates',
      (ber: number) => 90 * (1 - Math.exp(-ber / 0.02)),
      (points: number) => -0.02 * Math.log(1 - points / 90),
    ],
  ] as const)('finds where a loss %s reaches 1, 5 and 10 points within 1 %%', (_, curve, truth) => {
    for (const points of [1.3, 5, 10]) {
      const error = crossing(curve, points, 'cubic') / truth(points) - 1;
      expect(Math.abs(error)).toBeLessThan(0.01);
    }
    // Near the 0.1 points the curve is not straight on these axes.
    expect(Math.abs(crossing(curve, 0.1, 'cubic') / truth(0.1) - 1)).toBeLessThan(0.025);
  });

  test('is exact where loss and rate are proportional, when it takes them so', () => {
    expect(crossing((ber) => 2000 * ber, 5, 'proportional')).toBeCloseTo(2.5e-3, 12);
  });

  test('is straight between two rates on the logarithmic axes', () => {
    // The axis spans 0.1 to 40.1 points: 5.1 is at log(51) / log(401) of it.
    const at = rateOfLoss([-4, -3], [0, 40], 1, 5, 'cubic');
    expect(at).toBeCloseTo(-4 + Math.log(51) / Math.log(401), 9);
  });

  test('takes a loss below 0 as none', () => {
    expect(rateOfLoss([-4, -3], [-7, 40], 1, 5, 'cubic')).toBe(rateOfLoss([-4, -3], [0, 40], 1, 5, 'cubic'));
  });

  test('steps where rates share a place, whatever lies before them', () => {
    const step = (before: number) => rateOfLoss([-9, before, -4, -3], [0, 0, 0, 40], 3, 5, 'cubic');
    expect(step(-4)).toBeCloseTo(-4 + Math.log(51) / Math.log(401), 9);
    // A flat piece before the rise changes the curve.
    expect(step(-5)).toBeGreaterThan(step(-4) + 0.02);
    expect(rateOfLoss([-4, -4, -3], [0, 40, 60], 1, 5, 'cubic')).toBe(-4);
  });

  test('lies between its rates, and never before where a smaller loss is reached', () => {
    const rises = fc.array(fc.double({ min: 0, max: 20, noNaN: true }), { minLength: 4, maxLength: 9 });
    fc.assert(
      fc.property(rises, fc.integer({ min: 1, max: 8 }), (steps, pick) => {
        let loss = 0;
        const losses = [-1, ...steps.map((step) => (loss += step)), loss + 1];
        const above = Math.max(1, Math.min(pick, losses.length - 1));
        const [low, high] = [Math.max(0.01, losses[above - 1]!), losses[above]!];
        if (high - low < 1e-6) return;
        let last = LOG_BERS[above - 1]! - 1e-9;
        for (const share of [0, 0.2, 0.5, 0.8, 0.999]) {
          const at = rateOfLoss(LOG_BERS, losses, above, low + share * (high - low), 'cubic');
          expect(at).toBeGreaterThanOrEqual(last);
          last = at;
        }
        expect(last).toBeLessThanOrEqual(LOG_BERS[above]!);
      }),
    );
  });
});

describe('errorCurve', () => {
  const faultFree = 0.018;
  const rising = [0.018, 0.02, 0.031, 0.11, 0.5, 0.86].map((mean, index) => ({
    ber: 10 ** (index / 2 - 5),
    mean,
  }));
  const logBers = rising.map(({ ber }) => Math.log10(ber));

  test('has at a tick the loss of the tick, passes through the means and ends where they do', () => {
    const at = errorCurve(rising, { faultFree, firstFlip: null });
    const losses = rising.map(({ mean }) => 100 * (mean - faultFree));
    for (const points of [0.1, 1, 5, 10, 50]) {
      const above = losses.findIndex((loss) => loss > points);
      const ber = 10 ** rateOfLoss(logBers, losses, above, points, 'cubic');
      expect(100 * (at(ber)! - faultFree)).toBeCloseTo(points, 8);
    }
    for (const { ber, mean } of rising) expect(at(ber)).toBe(mean);
    expect([at(0), at(9e-6), at(4e-3)]).toEqual([faultFree, null, null]);
  });

  test('stands still up to the first flip of the count rule, wherever the rates before it lie', () => {
    const firstFlip = 5e-5;
    const at = errorCurve([{ ber: 1e-5, mean: faultFree }, ...rising.slice(2)], { faultFree, firstFlip });
    expect([2e-5, 4.9e-5, 5e-5].map(at)).toEqual([faultFree, faultFree, faultFree]);
    // Halfway from the first flip to 1e-4 on logarithmic axes. From 1e-5 it would have risen
    // further.
    expect(at(7e-5)).toBeGreaterThan(faultFree + 1e-4);
    expect(at(7e-5)).toBeLessThan(errorCurve(rising, { faultFree, firstFlip: null })(7e-5)!);
  });
});
