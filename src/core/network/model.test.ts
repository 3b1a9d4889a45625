import { expect, test } from 'vitest';
import { CATALOG } from './catalog';
import { numWeights } from './model';

const lenetFc = CATALOG.get('lenet-fc')!;

// Table 1: 270 K weights; 784 x 300, 300 x 100 and 100 x 10 by hand.
test('LeNetFC has 235,200, 30,000 and 1,000 weights', () => {
  expect(lenetFc.layers.map(numWeights)).toEqual([235_200, 30_000, 1_000]);
});
