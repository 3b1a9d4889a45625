import { describe, expect, it } from 'vitest';
import { chipSentence, voltTexts } from './chipWords';

describe('words about a chip', () => {
  it('prints all voltages with the same decimals', () => {
    expect(voltTexts([0.9, 0.72, 0.7])).toEqual(['0.90', '0.72', '0.70']);
    expect([voltTexts([1]), voltTexts([0.1234567]), voltTexts([])]).toEqual([['1'], ['0.123'], []]);
  });

  const comparison = {
    ...{ rows: [], numUsed: 3, numRelative: 2, numOutside: 0 },
    ...{ averageRelative: 0.12, averagePoints: 1.44 },
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
});
