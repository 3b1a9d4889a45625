import { afterEach, describe, expect, it } from 'vitest';
import { type Messages, setMessages } from '../../core/language/t';
import { experimentKey } from '../settings/experimentKey';
import { judgeClaims } from './claims/judgeClaims';
import { paperExperiments } from './figures';
import { checkSlowdown } from './slowdown';
import { STORED_PAPER, storedOutcomes } from './storedPaper';

const SLOWDOWNS = import.meta.glob<unknown>('./results/*.slowdown.stored.json', {
  eager: true,
  import: 'default',
});

const GERMAN: Messages = Object.assign(
  {},
  ...Object.values(
    import.meta.glob<Messages>('../../../messages/de/*.json', { eager: true, import: 'default' }),
  ),
);

afterEach(() => setMessages(null));

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

  it.each([
    ['English', null],
    ['German', GERMAN],
  ])('say what the outcomes stored in %s say: npm run paper -- --report judges them anew', (_, messages) => {
    setMessages(messages);
    const slowdowns = Object.entries(SLOWDOWNS).map(([name, value]) => checkSlowdown(value, name));
    expect(judgeClaims(STORED_PAPER, slowdowns)).toEqual(storedOutcomes());
  });
});
