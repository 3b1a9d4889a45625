import { expect, test } from 'vitest';
import { DEFAULT_SPEC } from '../settings/experimentSpec';
import { bootstrapReaches, drawCounts, numReplicates } from './bootstrap';

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

test('a rate whose few trials are not drawn leaves the others in place', () => {
  const many = Array.from({ length: 40 }, (_, trial) => trial);
  const samples = [
    { ber: 1e-4, trials: many, increases: many.map(() => 0) },
    { ber: 5e-4, trials: [39], increases: [1] },
    { ber: 1e-3, trials: many, increases: many.map(() => 2) },
  ].map((sample) => ({ ...sample, logBer: Math.log10(sample.ber) }));
  const exponents = bootstrapReaches([{ spec: DEFAULT_SPEC, samples, thresholds: [0.1, 1] }]).map(
    ([ticks]) => ticks![1]!.low,
  );
  // With the single trial the curve passes 1 point at 5e-4. Without it, the curve passes between
  // 1e-4 and 1e-3: at log 11 / log 21 of the way on logarithmic axes, and halfway if the loss is
  // proportional to the rate. Replicates alternate between the two.
  const levelsOf = (parity: number) =>
    [
      ...new Set(exponents.filter((_, replicate) => replicate % 2 === parity).map((at) => at.toFixed(6))),
    ].sort();
  const single = Math.log10(5e-4).toFixed(6);
  expect(levelsOf(0)).toEqual([single, (-4 + Math.log(11) / Math.log(21)).toFixed(6)].sort());
  expect(levelsOf(1)).toEqual([single, Math.log10(5.5e-4).toFixed(6)].sort());
  expect(exponents.length).toBe(1000);
});

test('draws fewer replicates of more trials, within bounds', () => {
  expect([600, 40_000, 1e6].map(numReplicates)).toEqual([1000, 500, 200]);
});
