import { expect, test } from 'vitest';
import { CATALOG } from './catalog';
import { numWeightBits, numWeights } from './model';

const lenetFc = CATALOG.get('lenet-fc')!;

// Table 1: 270 K weights; 784 x 300, 300 x 100 and 100 x 10 by hand.
test('LeNetFC has 235,200, 30,000 and 1,000 weights', () => {
  expect(lenetFc.layers.map(numWeights)).toEqual([235_200, 30_000, 1_000]);
});

test.each([
  ['all layers', ['fc-1', 'fc-2', 'fc-3'], 8, 2_129_600],
  ['all layers at one bit, which is one per weight', ['fc-1', 'fc-2', 'fc-3'], 1, 266_200],
  ['one layer', ['fc-3'], 16, 16_000],
  ['two layers in any order', ['fc-3', 'fc-2'], 8, 248_000],
  ['no layers', [], 8, 0],
])('numWeightBits counts %s', (_what, layers, width, bits) => {
  expect(numWeightBits(lenetFc, layers, width)).toBe(bits);
});
