import { expect, it } from 'vitest';
import { checkSpec } from '../settings/checkSpec';
import { DEFAULT_SPEC, type ExperimentSpec } from '../settings/experimentSpec';
import { seriesOf } from './series';

const bitPositionsOf = (family: 'structures' | 'types', spec: Partial<ExperimentSpec>) =>
  seriesOf(family, { ...DEFAULT_SPEC, ...spec }, 'blocks').map((series) => {
    // Every series is an experiment that a link or the command line accepts.
    expect(checkSpec(series.spec)).toEqual(series.spec);
    return [series.id, series.spec.bitPositions];
  });
it('makes a row of each block, also of others than the suggested ones', () => {
  const rows = (blocks: string) =>
    seriesOf('layers', DEFAULT_SPEC, 'blocks', blocks).map(({ label, spec }) => [label, spec.layers.join()]);
  expect(rows('front:fc-1,back:fc-2')).toEqual([
    ['FRONT', 'fc-1'],
    ['BACK', 'fc-2,fc-3'],
  ]);
  expect(rows('')).toHaveLength(3);
  // Blocks of another network.
  expect(rows('stem:conv-1')).toHaveLength(3);
  expect(seriesOf('layers', DEFAULT_SPEC, 'layers', 'all:fc-1')).toHaveLength(3);
});

const WIDE = { format: { integerBits: 3, fractionBits: 13 } };

it('faults each structure in the chosen bits', () => {
  expect(bitPositionsOf('structures', { bitPositions: [0] })).toEqual([
    ['weights', [0]],
    ['activations', [0]],
    ['weights+activations', [0]],
  ]);
  expect(bitPositionsOf('structures', {}).map(([, bitPositions]) => bitPositions)).toEqual([
    null,
    null,
    null,
  ]);
});

it('leaves bits that the words of a structure lack, and a structure that has none of them', () => {
  expect(bitPositionsOf('structures', { ...WIDE, bitPositions: [0, 12] })).toEqual([
    ['weights', [0, 12]],
    ['activations', [0]],
    ['weights+activations', [0]],
  ]);
  expect(bitPositionsOf('structures', { ...WIDE, bitPositions: [12] })).toEqual([['weights', [12]]]);
});

it('compares types in the chosen bits that Q3.13 has', () => {
  const format = { integerBits: 8, fractionBits: 12 };
  expect(bitPositionsOf('types', { format, bitPositions: [0, 18] })).toEqual([
    ['own', [0, 18]],
    ['common', [0]],
  ]);
  expect(bitPositionsOf('types', { format, bitPositions: [18] })).toEqual([['own', [18]]]);
});
