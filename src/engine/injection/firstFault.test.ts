import { expect, it } from 'vitest';
import { CATALOG } from '../../core/network/catalog';
import type { Structure } from '../../core/network/model';
import { firstFault } from './firstFault';
import { injectionOf } from './injection.fake';

const MODEL = CATALOG.get('lenet-fc')!;
const place = (name: string) => MODEL.nodes.findIndex(({ node }) => node.name === name);

const at = (structures: readonly Structure[], layers: readonly string[], ber: number) =>
  injectionOf(MODEL, { structures, layers }, { ber, numSamples: 10 });

it('is the first layer of the site where many flips are expected', () => {
  expect(firstFault(MODEL, at(['weights'], ['fc-2', 'fc-3'], 1e-2))).toEqual({
    node: place('fc-2'),
    isOutputOnly: false,
  });
});

it('is a later layer where the first ones happen to have none, and nowhere without flips', () => {
  const layers = ['fc-1', 'fc-2', 'fc-3'];
  const nodes = Array.from({ length: 60 }, (_, trial) =>
    firstFault(MODEL, { ...at(['weights'], layers, 1e-6), trial }),
  ).map((first) => first?.node ?? null);
  // fc-1 has 1.9 flips on average, fc-2 has 0.24: about 7 trials in 60 have none in the first, and
  // some have none at all.
  const numWith = (node: number | null) => nodes.filter((found) => found === node).length;
  expect(numWith(place('fc-1'))).toBeGreaterThan(40);
  expect(numWith(place('fc-2'))).toBeGreaterThan(0);
  expect(numWith(null)).toBeGreaterThan(0);
  expect(firstFault(MODEL, at(['weights'], layers, 0))).toBeNull();
});

it('tells a faulty output from a faulty layer', () => {
  const isOutputOnly = (structures: readonly Structure[]) =>
    firstFault(MODEL, at(structures, ['fc-1'], 1e-2))?.isOutputOnly;
  expect(isOutputOnly(['activations'])).toBe(true);
  expect(isOutputOnly(['weights', 'activations'])).toBe(false);
  expect(isOutputOnly(['biases'])).toBe(false);
});
