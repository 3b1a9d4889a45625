import { expect, test } from 'vitest';
import { resampleToSpeechRate } from './resample';

function tone(frequency: number, sampleRate: number, seconds: number): Float32Array {
  return Float32Array.from({ length: Math.round(sampleRate * seconds) }, (_, index) =>
    Math.sin((2 * Math.PI * frequency * index) / sampleRate),
  );
}

/** Samples away from the ends, where the tone starts abruptly. */
function inner(samples: Float32Array): Float32Array {
  return samples.subarray(400, samples.length - 400);
}

test.each([
  { sampleRate: 1000, frequency: 300 },
  { sampleRate: 7999, frequency: 1000 },
  { sampleRate: 11_025, frequency: 3000 },
  { sampleRate: 16_000, frequency: 3500 },
  { sampleRate: 44_100, frequency: 100 },
  { sampleRate: 48_000, frequency: 3500 },
  { sampleRate: 192_000, frequency: 1000 },
  { sampleRate: 30_001, frequency: 1000 },
])(
  'a tone of $frequency Hz at $sampleRate Hz stays that tone, in time and height',
  ({ sampleRate, frequency }) => {
    const resampled = resampleToSpeechRate(tone(frequency, sampleRate, 0.25), sampleRate);
    expect(resampled).toHaveLength(2000);
    const wanted = inner(tone(frequency, 8000, 0.25));
    const worst = inner(resampled).reduce(
      (most, sample, index) => Math.max(most, Math.abs(sample - wanted[index]!)),
      0,
    );
    expect(worst).toBeLessThan(0.002);
  },
);

test.each([
  { sampleRate: 16_000, frequency: 4020 },
  { sampleRate: 44_100, frequency: 5000 },
  { sampleRate: 48_000, frequency: 20_000 },
])('a tone of $frequency Hz at $sampleRate Hz vanishes', ({ sampleRate, frequency }) => {
  const resampled = inner(resampleToSpeechRate(tone(frequency, sampleRate, 0.25), sampleRate));
  expect(resampled.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0)).toBeLessThan(0.002);
});

test('a recording at 8 kHz is left alone', () => {
  const samples = tone(440, 8000, 0.1);
  expect(resampleToSpeechRate(samples, 8000)).toBe(samples);
});

test('a single sample stays one', () => {
  expect(resampleToSpeechRate(Float32Array.of(1), 48_000)).toHaveLength(1);
  expect(resampleToSpeechRate(Float32Array.of(1), 1000)).toHaveLength(8);
});
