import fc from 'fast-check';
import { expect, it } from 'vitest';
import { addTrial, countBelow, type TrialRanges } from './trialRanges';

const rangesOf = (trials: readonly number[]) => trials.reduce(addTrial, [] as TrialRanges);

it('joins trials in any order to ranges with gaps between them', () => {
  expect(rangesOf([0, 1, 2])).toEqual([[0, 2]]);
  expect(rangesOf([4, 0, 2])).toEqual([
    [0, 0],
    [2, 2],
    [4, 4],
  ]);
  expect(rangesOf([4, 0, 2, 3, 1])).toEqual([[0, 4]]);
});

it('has each trial once, and counts those below a number', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(40)), fc.nat(45), (trials, end) => {
      const ranges = rangesOf(trials);
      expect(countBelow(ranges, end)).toBe(new Set(trials.filter((trial) => trial < end)).size);
      for (const [index, [first]] of ranges.entries())
        expect(first).toBeGreaterThan((ranges[index - 1]?.[1] ?? -2) + 1);
    }),
  );
});

it('returns the same object for a trial that it has', () => {
  const ranges = rangesOf([0, 1]);
  expect(addTrial(ranges, 1)).toBe(ranges);
});
