import { describe, expect, it } from 'vitest';
import { experimentKey } from '../settings/experimentKey';
import { judgeClaims } from './claims/judgeClaims';
import { paperExperiments } from './figures';
import { checkSlowdown } from './slowdown';
import { STORED_OUTCOMES, STORED_PAPER } from './storedPaper';

const SLOWDOWNS = import.meta.glob<unknown>('./results/*.slowdown.stored.json', {
  eager: true,
  import: 'default',
});

describe('the results that ship', () => {
  it('are of experiments of the figures, each stored once', () => {
    const keys = STORED_PAPER.map(({ id, spec }) => {
      const experiment = paperExperiments(spec.model).find((one) => one.id === id);
      expect(experiment && experimentKey(experiment.spec)).toBe(experimentKey(spec));
      return experimentKey(spec);
    });
    expect(keys.length).toBeGreaterThan(0);
    expect(new Set(keys).size).toBe(keys.length);
  });

  it('say what the stored outcomes say: npm run paper -- --report judges them anew', () => {
    const slowdowns = Object.entries(SLOWDOWNS).map(([name, value]) => checkSlowdown(value, name));
    expect(judgeClaims(STORED_PAPER, slowdowns)).toEqual(STORED_OUTCOMES);
  });
});
