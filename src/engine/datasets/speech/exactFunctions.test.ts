import { expect, test } from 'vitest';
import { exactCosPi, exactExp } from './exactFunctions';

test('exactExp is the exponential function over its range', () => {
  for (let x = -8; x <= 8; x += 0.01) expect(Math.abs(exactExp(x) / Math.exp(x) - 1)).toBeLessThan(1e-6);
});

test('exactCosPi is the cosine of half a turn', () => {
  for (let x = 0; x <= 1; x += 0.001)
    expect(Math.abs(exactCosPi(x) - Math.cos(Math.PI * x))).toBeLessThan(1e-7);
});
