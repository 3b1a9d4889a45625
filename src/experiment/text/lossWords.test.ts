import { expect, it } from 'vitest';
import { lossLabel, lossText, lossWords, lostWords } from './lossWords';

it('names no loss, one point and several', () => {
  expect(([0, 1, 5] as const).map((loss) => lossWords(loss, 'points'))).toEqual([
    'no loss',
    'a loss of 1 point',
    'a loss of 5 points',
  ]);
  expect(([0, 1, 5] as const).map((loss) => lostWords(loss, 'points'))).toEqual([
    'any accuracy is lost',
    '1 point is lost',
    '5 points are lost',
  ]);
});

it('names a relative loss by the error that it is a part of', () => {
  expect(lossWords(1, 'relative')).toBe('a loss of 1 % of the fault-free error');
  expect([1, 5].map((loss) => lostWords(loss as 1 | 5, 'relative'))).toEqual([
    '1 % of the fault-free error is lost',
    '5 % of the fault-free error are lost',
  ]);
  expect([lossLabel(0, 'relative'), lossLabel(5, 'relative'), lossLabel(5, 'points')]).toEqual([
    '0',
    '+5\u00a0%',
    '+5',
  ]);
});

it('adds to 0 points the loss at which they are read', () => {
  expect(lossText({ loss: 0, thresholdPoints: 0.1 })).toBe('0 points (less than 0.1)');
  expect(lossText({ loss: 1, thresholdPoints: 1 })).toBe('1 point');
});
