import { describe, expect, test } from 'vitest';
import { Draws } from '../draws';
import { photograph } from './camera';

function takeGrey(level: number, index: number): Uint8Array {
  const bytes = new Uint8Array(32 * 32 * 3);
  photograph(new Float64Array(bytes.length).fill(level), 32, new Draws(1, 2, 0, index), bytes);
  return bytes;
}

describe('photograph', () => {
  test('keeps black dark and white bright, whatever the light', () => {
    const meanOf = (bytes: Uint8Array) => bytes.reduce((sum, byte) => sum + byte, 0) / bytes.length;
    for (let index = 0; index < 30; index++) {
      expect(meanOf(takeGrey(0, index))).toBeLessThan(12);
      expect(meanOf(takeGrey(1, index))).toBeGreaterThan(190);
    }
  });

  test('adds noise of another strength to every picture', () => {
    const deviations = Array.from({ length: 40 }, (_, index) => {
      const bytes = takeGrey(0.5, index);
      let squares = 0;
      // The light of neighbouring pixels differs by at most a hundredth.
      for (let pixel = 0; pixel < 1023; pixel++) squares += (bytes[pixel * 3]! - bytes[pixel * 3 + 3]!) ** 2;
      return Math.sqrt(squares / 1023 / 2) / 255;
    });
    expect(Math.min(...deviations)).toBeLessThan(0.02);
    expect(Math.max(...deviations)).toBeGreaterThan(0.05);
    expect(Math.max(...deviations)).toBeLessThan(0.065);
  });

  test('has 64 levels from 0 to 255', () => {
    const levels = new Set(Array.from({ length: 64 }, (_, level) => Math.floor((255 * level) / 63)));
    expect(takeGrey(0.6, 3).every((byte) => levels.has(byte))).toBe(true);
  });

  test('repeats itself for the same draws and not for others', () => {
    expect(takeGrey(0.5, 4)).toEqual(takeGrey(0.5, 4));
    expect(takeGrey(0.5, 4)).not.toEqual(takeGrey(0.5, 5));
  });
});
