import { describe, expect, it } from 'vitest';
import { DEFAULT_SPEC } from '../settings/experimentSpec';
import { completeTrials } from './results';

const spec = {
  ...DEFAULT_SPEC,
  trials: 3,
  bers: { kind: 'list', bers: [1e-4, 1e-3, 1e-2] },
} as const;
/** Trials with these numbers at a rate. */
const at = (ber: number, ...trials: readonly number[]) =>
  trials.map((trial) => ({ ber, trial, wrong: 1, total: 10 }));

describe('completeTrials', () => {
  it('counts the trials of the rate that has fewest', () => {
    const results = [...at(1e-4, 0, 1, 2), ...at(1e-3, 0, 2), ...at(1e-2, 0, 1, 2)];
    expect(completeTrials({ spec, results })).toBe(2);
  });

  it('is 0 while a rate of the grid has no trial', () => {
    expect(completeTrials({ spec, results: [...at(1e-4, 0, 1), ...at(1e-2, 0, 1)] })).toBe(0);
    expect(completeTrials({ spec, results: [] })).toBe(0);
  });

  it('leaves out what the spec does not plan: other rates and higher trials', () => {
    const results = [...at(1e-4, 0, 7), ...at(1e-3, 0, 1), ...at(1e-2, 0, 1), ...at(5e-4, 0)];
    expect(completeTrials({ spec, results })).toBe(1);
  });
});
