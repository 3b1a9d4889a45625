import { expect, test } from 'vitest';
import { DEFAULT_SPEC } from '../settings/experimentSpec';
import { bootstrapReaches } from './bootstrap';

test('a rate whose few trials are not drawn leaves the others in place', () => {
  const many = Array.from({ length: 40 }, (_, trial) => trial);
  const samples = [
    { ber: 1e-4, trials: many, increases: many.map(() => 0) },
    { ber: 5e-4, trials: [39], increases: [1] },
    { ber: 1e-3, trials: many, increases: many.map(() => 2) },
  ].map((sample) => ({ ...sample, logBer: Math.log10(sample.ber) }));
  const exponents = bootstrapReaches([{ spec: DEFAULT_SPEC, samples, thresholds: [0.1, 1] }]).drawn.map(
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
