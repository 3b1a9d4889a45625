import { expect, test } from 'vitest';
import { drawCounts, mapResampling, numReplicates, resample } from './resampling';

test('drawCounts draws as many items as there are, each about once, and repeats for the same names', () => {
  const counts = new Uint32Array(50);
  const sums = new Float64Array(50);
  for (let replicate = 0; replicate < 2000; replicate++) {
    drawCounts(counts, replicate, 3);
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(50);
    counts.forEach((count, item) => {
      sums[item]! += count;
    });
  }
  // Each sum is Binomial(100,000, 1/50): 2,000 ± 44; five deviations for 50 items.
  for (const sum of sums) expect(Math.abs(sum - 2000)).toBeLessThan(222);
  const draw = (replicate: number, stream: number) => {
    drawCounts(counts, replicate, stream);
    return [...counts];
  };
  expect(draw(1, 0)).toEqual(draw(1, 0));
  expect(draw(2, 0)).not.toEqual(draw(1, 0));
  expect(draw(1, 1)).not.toEqual(draw(1, 0));
});

test('resample measures all trials in both interpolations, and without each group', () => {
  // Stratum 0 has 70 trials of value 0 … 69, stratum 1 a single one of value 1,000.
  const { measured, deleted } = resample([70, 1], 71, ([many, one], interpolation) => ({
    interpolation,
    sum: many!.reduce((sum, count, trial) => sum + count * trial, 1000 * one![0]!),
  }));
  const whole = 1000 + (69 * 70) / 2;
  expect(measured).toEqual([
    { interpolation: 'cubic', sum: whole },
    { interpolation: 'proportional', sum: whole },
  ]);
  expect(deleted.length).toBe(30);
  expect(deleted[0]).toEqual({ interpolation: 'cubic', sum: whole - 0 - 30 - 60 - 1000 });
  expect(deleted[9]!.sum).toBe(whole - 9 - 39 - 69);
  expect(deleted[29]!.sum).toBe(whole - 29 - 59);
});

test('fewer trials than groups are left out one at a time', () => {
  const few = resample([4], 4, ([counts]) => counts!.reduce((sum, count) => sum + count, 0));
  expect(few.deleted).toEqual([3, 3, 3, 3]);
  expect(few.drawn).toEqual(Array(1000).fill(4));
  expect(mapResampling(few, (sum) => 2 * sum).measured).toEqual([8, 8]);
});

test('draws fewer replicates of more trials, within bounds', () => {
  expect([600, 40_000, 1e6].map(numReplicates)).toEqual([1000, 500, 200]);
});
