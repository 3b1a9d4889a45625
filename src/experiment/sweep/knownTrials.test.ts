import { expect, it } from 'vitest';
import { DEFAULT_SPEC } from '../settings/experimentSpec';
import { isCovered, knownIn } from './knownTrials';

const trial = (ber: number, number: number) => ({ ber, trial: number, wrong: 0, total: 1 });
const SPEC = { ...DEFAULT_SPEC, bers: { kind: 'list', bers: [1e-4, 1e-2] } } as const;

it('knownIn tells the trials that are there by rate and number', () => {
  const isKnown = knownIn([trial(1e-4, 0), trial(1e-2, 3)]);
  expect([isKnown(1e-4, 0), isKnown(1e-4, 3), isKnown(1e-2, 3), isKnown(0.1, 0)]).toEqual([
    true,
    false,
    true,
    false,
  ]);
});

it('isCovered wants the first trials of every rate, no more than are planned', () => {
  const results = [trial(1e-4, 0), trial(1e-4, 1), trial(1e-2, 0), trial(1e-2, 5)];
  expect(isCovered(SPEC, results, 1)).toBe(true);
  expect(isCovered(SPEC, results, 2)).toBe(false);
  expect(isCovered({ ...SPEC, trials: 1 }, results, 8)).toBe(true);
  expect(isCovered(SPEC, [], 1)).toBe(false);
});
