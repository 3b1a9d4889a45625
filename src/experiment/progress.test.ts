import { expect, test } from 'vitest';
import { advancePace, remainingMs, startPace } from './progress';

test('there is no estimate before the first batch, then trials left times the pace', () => {
  const start = startPace(1000);
  expect(remainingMs(start, 100)).toBeNull();
  expect(remainingMs(advancePace(start, 0, 1200), 100)).toBeNull();
  const pace = advancePace(start, 10, 1200);
  expect(remainingMs(pace, 100)).toBe(2000);
  expect(remainingMs(pace, 0)).toBe(0);
});

test('a steady pace stays what it is, also when batches come together', () => {
  let single = startPace(0);
  let double = startPace(0);
  for (let batch = 1; batch <= 50; batch++) {
    single = advancePace(single, 8, batch * 100);
    double = advancePace(advancePace(double, 4, batch * 100), 4, batch * 100);
  }
  expect(remainingMs(single, 80)).toBeCloseTo(1000, 9);
  expect(remainingMs(double, 80)).toBeCloseTo(1000, 9);
});

test('a slow start is forgotten within seconds', () => {
  let pace = advancePace(startPace(0), 1, 900);
  for (let batch = 1; batch <= 200; batch++) pace = advancePace(pace, 12, 900 + batch * 60);
  expect(remainingMs(pace, 1)).toBeLessThan(6);
});
