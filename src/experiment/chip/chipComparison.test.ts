import { describe, expect, it } from 'vitest';
import { rateOfLoss } from '../curve/lossCurve';
import { compareWithChip } from './chipComparison';
import type { ChipTable } from './chipTable';

function chipOf(...rows: readonly (readonly [ber: number, error: number])[]): ChipTable {
  return { name: 'chip.csv', rows: rows.map(([ber, error]) => ({ vdd: 0.7, ber, error })), notes: [] };
}

const CURVE = [
  { ber: 1e-4, mean: 0.02, trials: 30 },
  { ber: 1e-3, mean: 0.1, trials: 12 },
  { ber: 1e-2, mean: 0.8, trials: 40 },
];

const from = (faultFree: number) => ({ faultFree, firstFlip: null });

describe('compareWithChip', () => {
  it('takes the simulated mean as it is at simulated rates, the ends too', () => {
    const { rows } = compareWithChip(chipOf([1e-4, 0.5], [1e-3, 0.5], [1e-2, 0.5]), CURVE, from(0.01));
    expect(rows.map(({ simulated }) => simulated)).toEqual([0.02, 0.1, 0.8]);
  });

  it('runs between them as ticks are read: where the loss is so many points, the error is that much higher', () => {
    const faultFree = 0.015;
    const logBers = CURVE.map(({ ber }) => Math.log10(ber));
    const losses = CURVE.map(({ mean }) => 100 * (mean - faultFree));
    for (const points of [1, 5, 10, 50]) {
      const above = losses.findIndex((loss) => loss > points);
      const ber = 10 ** rateOfLoss(logBers, losses, above, points, 'cubic');
      const { rows } = compareWithChip(chipOf([ber, 0.5]), CURVE, from(faultFree));
      expect(rows[0]!.simulated).toBeCloseTo(faultFree + points / 100, 9);
    }
    // Linear interpolation of the error over the logarithm would give 6 %.
    const { rows } = compareWithChip(chipOf([10 ** -3.5, 0.5]), CURVE, from(faultFree));
    expect(rows[0]!.simulated).toBeLessThan(0.045);
  });

  it('passes through means that fall or lie below the fault-free error, and turns nowhere else', () => {
    const curve = [0.02, 0.018, 0.0195, 0.3, 0.28].map((mean, rate) => ({
      ber: 10 ** (rate - 5),
      mean,
      trials: 30,
    }));
    const at = (logBer: number) =>
      compareWithChip(chipOf([10 ** logBer, 0.5]), curve, from(0.019)).rows[0]!.simulated!;
    curve.slice(0, -1).forEach(({ mean }, rate) => {
      const inside = Array.from({ length: 9 }, (_, step) => at(rate - 5 + (step + 1) / 10));
      const path = [mean, ...inside, curve[rate + 1]!.mean];
      const rises = curve[rate + 1]!.mean > mean;
      expect(path).toEqual(path.toSorted((a, b) => (rises ? a - b : b - a)));
      expect(at(rate - 5 + 1e-7)).toBeCloseTo(mean, 5);
    });
  });

  it('rests on the trials of the rates that it reads, and of no others', () => {
    const trials = (...rows: readonly (readonly [number, number])[]) =>
      compareWithChip(chipOf(...rows), CURVE, from(0.015)).trials;
    expect(trials([1e-4, 0.5])).toBe(30);
    expect(trials([1e-2, 0.5], [0, 0.5], [1e-5, 0.5])).toBe(40);
    expect(trials([2e-3, 0.5], [1e-4, 0.5])).toBe(12);
    expect(trials([0, 0.5], [1e-5, 0.5])).toBeNull();
  });

  it('averages hand-calculated distances, relative and in points', () => {
    // 0.02 against 0.025 is 20 % and 0.5 points, 0.1 against 0.08 is 25 % and 2 points, 0.8 against
    // 0.8 is none.
    const comparison = compareWithChip(chipOf([1e-4, 0.025], [1e-3, 0.08], [1e-2, 0.8]), CURVE, from(0.01));
    const expected = [
      [-0.5, 0.2],
      [2, 0.25],
      [0, 0],
    ] as const;
    for (const [index, [points, relative]] of expected.entries()) {
      expect(comparison.rows[index]?.points).toBeCloseTo(points, 12);
      expect(comparison.rows[index]?.relative).toBeCloseTo(relative, 12);
    }
    expect(comparison.averageRelative).toBeCloseTo(0.15, 12);
    expect(comparison.averagePoints).toBeCloseTo(2.5 / 3, 12);
    expect(comparison).toMatchObject({ numUsed: 3, numRelative: 3, numOutside: 0 });
  });

  it('leaves rates beyond the simulated ones out, and counts them', () => {
    const inside = compareWithChip(chipOf([1e-3, 0.08]), CURVE, from(0.01));
    const outside = compareWithChip(chipOf([9.99e-5, 0.9], [1e-3, 0.08], [1.01e-2, 0.9]), CURVE, from(0.01));
    expect(outside.rows.map(({ simulated }) => simulated)).toEqual([null, 0.1, null]);
    expect(outside.rows[0]).toEqual({
      ...{ vdd: 0.7, ber: 9.99e-5, chip: 0.9, simulated: null, points: null, relative: null },
    });
    expect(outside).toMatchObject({ numUsed: 1, numOutside: 2 });
    expect(outside.averageRelative).toBe(inside.averageRelative);
    expect(outside.averagePoints).toBe(inside.averagePoints);
  });

  it('compares rate 0 with the error without faults, and nothing between 0 and the first rate', () => {
    const chip = chipOf([0, 0.01], [1e-5, 0.01], [1e-4, 0.02]);
    const known = compareWithChip(chip, CURVE, from(0.015));
    expect(known.rows.map(({ simulated }) => simulated)).toEqual([0.015, null, 0.02]);
    expect(known).toMatchObject({ numUsed: 2, numOutside: 1 });
    expect(known.rows[0]?.relative).toBeCloseTo(0.5, 12);
    expect(compareWithChip(chip, CURVE, null)).toMatchObject({ numUsed: 0, numOutside: 3 });
  });

  it('has no relative distance where the chip made no error, but one in points', () => {
    const comparison = compareWithChip(chipOf([1e-4, 0], [1e-3, 0.08]), CURVE, from(0.01));
    expect(comparison.rows[0]).toMatchObject({ points: 2, relative: null });
    expect(comparison).toMatchObject({ numUsed: 2, numRelative: 1, numOutside: 0 });
    expect(comparison.averageRelative).toBeCloseTo(0.25, 12);
    expect(comparison.averagePoints).toBeCloseTo(2, 12);
  });

  it('has no averages without simulated rates or without common ones', () => {
    const none = { numUsed: 0, numRelative: 0, numOutside: 1, averageRelative: null, averagePoints: null };
    expect(compareWithChip(chipOf([1e-3, 0.1]), [], from(0.01))).toMatchObject(none);
    expect(compareWithChip(chipOf([0.1, 0.1]), CURVE, from(0.01))).toMatchObject(none);
    const single = [{ ber: 1e-3, mean: 0.1, trials: 9 }];
    expect(compareWithChip(chipOf([2e-3, 0.1]), single, from(0.01))).toMatchObject(none);
  });
});
