import { describe, expect, it } from 'vitest';
import { chipSentence, voltTexts } from './chipWords';

describe('words about a chip', () => {
  it('prints all voltages with the same decimals', () => {
    expect(voltTexts([0.9, 0.72, 0.7])).toEqual(['0.90', '0.72', '0.70']);
    expect([voltTexts([1]), voltTexts([0.1234567]), voltTexts([])]).toEqual([['1'], ['0.123'], []]);
  });

  const comparison = {
    ...{ rows: [], numUsed: 3, numRelative: 2, numOutside: 0 },
    ...{ averageRelative: 0.12, averagePoints: 1.44, trials: 30 },
  };

  it('names what an average is of', () => {
    expect(
      chipSentence('chip.csv', [
        { label: 'a', comparison },
        { label: 'b', comparison: { ...comparison, averageRelative: null } },
        { label: 'c', comparison: { ...comparison, averagePoints: null } },
      ]),
    ).toBe(
      'Simulation and chip.csv are on average apart by 12.0 % (1.4 points) with a and by 1.4 points with b, over 3 rows; 1 row without an error of the chip in points only.',
    );
    expect(chipSentence('chip.csv', [])).toBe('No rate of chip.csv lies within the simulated ones yet.');
  });

  it('state no average that rests on fewer than 8 trials, and call it provisional from fewer than 30', () => {
    const say = (...trials: readonly (number | null)[]) =>
      chipSentence(
        'chip.csv',
        trials.map((n) => ({ label: 'a', comparison: { ...comparison, trials: n } })),
      );
    expect(say(30, 2)).toBe(
      'How far simulation and chip.csv are apart is not known yet: 8 trials are needed at each rate, 2 so far.',
    );
    expect(say(8, 40)).toMatch(/apart by 12 % \(1\.4 points\) .* in points only \(n = 8, provisional\)\.$/);
    expect(say(30)).not.toContain('provisional');
    // Only fault-free errors, which need no trials.
    expect(say(null)).toMatch(/apart by 12\.0 %.* only\.$/);
  });
});
