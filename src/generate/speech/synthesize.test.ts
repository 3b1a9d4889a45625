import { describe, expect, test } from 'vitest';
import { powerSpectrum } from '../../engine/datasets/speech/powerSpectrum';
import { Draws } from '../draws';
import { articulate } from './articulation';
import type { Phone } from './phones';
import { synthesize } from './synthesize';
import type { Voice } from './voice';

const VOICE: Voice = {
  formantScales: [1, 1, 1],
  pitchStart: 100,
  pitchEnd: 100,
  accent: 0,
  jitter: 0,
  slowness: 1,
  dullness: 0,
  breathiness: 0,
  sharpness: 1,
  slurMs: 40,
  sloppiness: 0,
};

function vowel(formants: Phone['formants']): Phone {
  const noise = [2000, 1000] as const;
  return { formants, voicing: 1, frication: 0, noise, aspiration: 0, durationMs: 300, nasal: false };
}

function speak(phones: readonly Phone[], voice: Voice): Float64Array {
  const draws = new Draws(1, 0, 0, 0);
  return synthesize(articulate(phones, voice, draws), voice, draws);
}

/** Energy between two frequencies in Hz, summed over the central part of `samples`. */
function energyBetween(samples: Float64Array, low: number, high: number): number {
  const power = new Float64Array(129);
  let energy = 0;
  for (let start = 600; start + 256 < samples.length - 300; start += 128) {
    powerSpectrum(samples.subarray(start, start + 256), power);
    energy += power
      .subarray(Math.ceil(low / 31.25), Math.floor(high / 31.25) + 1)
      .reduce((sum, bin) => sum + bin, 0);
  }
  return energy;
}

describe('synthesize', () => {
  const ee = vowel([280, 2250, 2950]);
  const or = vowel([560, 880, 2430]);

  test('a vowel is loud at its formants', () => {
    const high = (phone: Phone) => {
      const samples = speak([phone], VOICE);
      return energyBetween(samples, 2000, 2500) / energyBetween(samples, 750, 1250);
    };
    expect(high(ee)).toBeGreaterThan(3);
    expect(high(or)).toBeLessThan(0.1);
  });

  test('a shorter mouth moves them up', () => {
    const above = (scale: number) => {
      const samples = speak([or], { ...VOICE, formantScales: [scale, scale, scale] });
      return energyBetween(samples, 1000, 1400) / energyBetween(samples, 300, 950);
    };
    expect(above(1.3)).toBeGreaterThan(3 * above(1));
  });

  test('it repeats with the pitch of the voice', () => {
    const samples = speak([or], VOICE).subarray(800, 1600);
    const likeness = (lag: number) => {
      let [sum, norm] = [0, 0];
      for (let index = lag; index < samples.length; index++) {
        sum += samples[index]! * samples[index - lag]!;
        norm += samples[index]! ** 2;
      }
      return sum / norm;
    };
    expect(likeness(80)).toBeGreaterThan(0.95);
    expect(likeness(60)).toBeLessThan(0.8);
  });

  test('a mouth without voice or noise is silent', () => {
    expect(speak([{ ...ee, voicing: 0 }], VOICE).every((sample) => sample === 0)).toBe(true);
  });
});

test('articulate moves a formant from one phone to the next without a step', () => {
  const { formants, numTracks } = articulate(
    [vowel([280, 2250, 2950]), vowel([560, 880, 2430])],
    VOICE,
    new Draws(1, 0, 0, 0),
  );
  const second = formants[1];
  expect(second).toHaveLength(numTracks);
  expect(second[0]).toBe(2250);
  expect(second[numTracks - 1]).toBe(880);
  const steps = second.slice(1).map((value, index) => second[index]! - value);
  expect(Math.min(...steps)).toBeGreaterThanOrEqual(-1e-9);
  expect(Math.max(...steps)).toBeLessThan((2250 - 880) / 4);
});
