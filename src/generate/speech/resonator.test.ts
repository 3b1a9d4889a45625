import { expect, test } from 'vitest';
import { Draws } from '../draws';
import { Resonator } from './resonator';

/** Amplitude of a tone of `frequency` Hz after the resonator, in steady state. */
function gainAt(frequency: number, resonator: Resonator): number {
  let [cosine, sine] = [0, 0];
  const n = 8000;
  for (let index = 0; index < 2 * n; index++) {
    const turn = (2 * Math.PI * frequency * index) / 8000;
    const output = resonator.next(Math.cos(turn));
    if (index < n) continue;
    cosine += (2 / n) * output * Math.cos(turn);
    sine += (2 / n) * output * Math.sin(turn);
  }
  return Math.hypot(cosine, sine);
}

function tuned(frequency: number, bandwidth: number): Resonator {
  const resonator = new Resonator();
  resonator.tune(frequency, bandwidth);
  return resonator;
}

test('a resonance passes frequency 0 as it is, is highest at its own and as wide as said', () => {
  expect(gainAt(0, tuned(1000, 80))).toBeCloseTo(2, 6);
  const peak = gainAt(1000, tuned(1000, 80));
  expect(peak).toBeGreaterThan(8);
  expect(gainAt(900, tuned(1000, 80))).toBeLessThan(peak / 2);
  expect(gainAt(1100, tuned(1000, 80))).toBeLessThan(peak / 2);
  // Half the power at half the bandwidth on each side.
  expect(gainAt(1040, tuned(1000, 80)) / peak).toBeCloseTo(Math.SQRT1_2, 1);
});

test.each([
  [1500, 2600],
  [3700, 700],
])('a narrowing at %i Hz, %i Hz wide, keeps the power of noise', (frequency, bandwidth) => {
  const resonator = new Resonator();
  resonator.tuneForNoise(frequency, bandwidth);
  const draws = new Draws(3, 0, 0, 0);
  let [before, after] = [0, 0];
  for (let index = 0; index < 40_000; index++) {
    const noise = 2 * draws.unit() - 1;
    before += noise ** 2;
    after += resonator.next(noise) ** 2;
  }
  expect(after / before).toBeGreaterThan(0.95);
  expect(after / before).toBeLessThan(1.05);
});
