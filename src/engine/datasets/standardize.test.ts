import { describe, expect, test } from 'vitest';
import { generateDigits } from '../../generate/digits/digits';
import { standardizeImages } from './standardize';

describe('standardizeImages', () => {
  test('gives each picture mean 0 and deviation 1', () => {
    const standardized = standardizeImages(generateDigits('test', 0, 5).images, 784);
    for (let image = 0; image < 5; image++) {
      const values = [...standardized.subarray(image * 784, (image + 1) * 784)];
      const mean = values.reduce((sum, value) => sum + value, 0) / 784;
      const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / 784;
      expect(mean).toBeCloseTo(0, 5);
      expect(variance).toBeCloseTo(1, 5);
    }
  });

  test('agrees with a hand calculation', () => {
    // x/255 = 0, 0, 0, 0.4: mean 0.1, deviation sqrt(0.03) = 0.1732, below the lower bound of
    // 1/sqrt(4) = 0.5.
    const floored = standardizeImages(Uint8Array.of(0, 0, 0, 102), 4);
    expect([...floored]).toEqual([-0.2, -0.2, -0.2, 0.6].map(Math.fround));
    // x/255 = 0, 0, 1, 1 sixteen times: mean 0.5, deviation 0.5, above the lower bound of 1/8.
    const plain = standardizeImages(
      Uint8Array.from({ length: 64 }, (_, index) => (index % 4 < 2 ? 0 : 255)),
      64,
    );
    expect([...plain.subarray(0, 4)]).toEqual([-1, -1, 1, 1]);
  });

  test('gives zeros for an even picture', () => {
    expect(standardizeImages(new Uint8Array(784).fill(200), 784)).toEqual(new Float32Array(784));
  });
});
