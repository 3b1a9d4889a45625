import { expect, test } from 'vitest';
import { NUM_BINS, powerSpectrum } from './powerSpectrum';

function powerOf(frame: Float64Array): Float64Array {
  const power = new Float64Array(NUM_BINS);
  powerSpectrum(frame, power);
  return power;
}

test('powerSpectrum agrees with the defining sum', () => {
  const frame = Float64Array.from({ length: 200 }, (_, index) => Math.sin(index * index * 0.013) + 0.2);
  const power = powerOf(frame);
  for (let bin = 0; bin < NUM_BINS; bin++) {
    let [real, imaginary] = [0, 0];
    for (let index = 0; index < frame.length; index++) {
      real += frame[index]! * Math.cos((2 * Math.PI * bin * index) / 256);
      imaginary += frame[index]! * Math.sin((2 * Math.PI * bin * index) / 256);
    }
    expect(power[bin]).toBeCloseTo(real * real + imaginary * imaginary, 8);
  }
});

test('powerSpectrum puts a tone of 1 kHz into bin 32 alone', () => {
  const power = powerOf(
    Float64Array.from({ length: 256 }, (_, index) => Math.cos((2 * Math.PI * index) / 8)),
  );
  expect(power[32]).toBeCloseTo(128 ** 2, 6);
  power[32] = 0;
  expect(Math.max(...power)).toBeLessThan(1e-18);
});
