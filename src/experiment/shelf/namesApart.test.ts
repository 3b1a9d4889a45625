import { expect, it } from 'vitest';
import { DEFAULT_SPEC, type ExperimentSpec } from '../settings/experimentSpec';
import { namesApart } from './namesApart';

const spec = (change: Partial<ExperimentSpec> = {}): ExperimentSpec => ({ ...DEFAULT_SPEC, ...change });
const WIDE = { integerBits: 3, fractionBits: 13 };

it('names runs by the settings in which they differ', () => {
  expect(namesApart([spec(), spec({ format: WIDE })])).toEqual(['Q2.6', 'Q3.13']);
  expect(namesApart([spec({ bitPositions: [0] }), spec({ seed: 8 })])).toEqual([
    'sign bits, seed 00000007',
    'every bit, seed 00000008',
  ]);
});

it('names a single run by network, structures and type', () => {
  expect(namesApart([spec()])).toEqual(['LeNetFC, weights, Q2.6']);
  expect(namesApart([])).toEqual([]);
});

it('does not count grid and number of trials, which share the results', () => {
  const other = spec({ trials: 5, bers: { kind: 'list', bers: [1e-3] } });
  expect(new Set(namesApart([spec(), other])).size).toBe(1);
});

it('leaves the most common values out where many settings differ, and still tells all runs apart', () => {
  const runs = [
    spec(),
    spec({ format: WIDE }),
    spec({ seed: 8 }),
    spec({ layers: ['fc-1'] }),
    spec({ numSamples: 500 }),
    spec({ numSamples: 500, seed: 8 }),
  ];
  const names = namesApart(runs);
  expect(names).toEqual([
    'Q2.6, all layers',
    'Q3.13',
    'seed 00000008',
    'fc-1',
    '500 images',
    '500 images, seed 00000008',
  ]);
});
