import { expect, test } from 'vitest';
import { Draws } from '../draws';
import { recordInRoom } from './room';

const tone = Float64Array.from({ length: 4000 }, (_, index) => 5 * Math.sin(index / 3));

function powerOf(samples: Float64Array): number {
  return samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length;
}

test('recordInRoom sets the loudness, whatever the speech had', () => {
  for (let index = 0; index < 50; index++) {
    const loud = recordInRoom(tone, new Draws(1, 0, 0, index));
    const quiet = recordInRoom(
      tone.map((sample) => sample / 100),
      new Draws(1, 0, 0, index),
    );
    expect(powerOf(quiet) / powerOf(loud)).toBeCloseTo(1, 8);
    // -38 to -20 dB, plus noise of at most 1.8 times the power.
    expect(powerOf(loud)).toBeGreaterThan(10 ** -3.8);
    expect(powerOf(loud)).toBeLessThan(2.8 * 10 ** -2);
  }
});

test('recordInRoom adds 15 to 110 ms before and after, filled with noise', () => {
  for (let index = 0; index < 50; index++) {
    const samples = recordInRoom(tone, new Draws(2, 0, 0, index));
    expect(samples.length - tone.length).toBeGreaterThanOrEqual(2 * 119);
    expect(samples.length - tone.length).toBeLessThan(2 * 880);
    const before = powerOf(samples.slice(0, 120));
    expect(before).toBeGreaterThan(0);
    expect(before).toBeLessThan(2.5 * powerOf(samples));
  }
});
