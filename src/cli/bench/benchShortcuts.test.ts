import { expect, it } from 'vitest';
import { describeSpeedUp } from './benchShortcuts';

it.each([
  [4, 20, '4.00 times as fast (target 4): met'],
  [3.994, 20, '3.99 times as fast (target 4): missed'],
  [
    9,
    19,
    '9.00 times as fast (target 4): no verdict from 19 trials at each rate, expected --trials 20 or more',
  ],
  [9, 1, '9.00 times as fast (target 4): no verdict from 1 trial at each rate, expected --trials 20 or more'],
])('judges a speed-up of %f over %i trials only where that is enough', (speedUp, trials, verdict) => {
  expect(describeSpeedUp(speedUp, trials)).toBe(verdict);
});
