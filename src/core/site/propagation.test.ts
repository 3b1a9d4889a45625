import { expect, it } from 'vitest';
import { CATALOG } from '../network/catalog';
import { comparedNodes, compareValues, relativeChange } from './propagation';

it('compares values by number: -0 equals 0', () => {
  const { changed, faultFreeRms, changeRms, largestChange } = compareValues([0, 3, -4, 0], [-0, 3, 0, 2]);
  expect(changed).toBe(2);
  expect(faultFreeRms).toBe(2.5);
  expect(changeRms).toBe(Math.sqrt(20) / 2);
  expect(largestChange).toBe(4);
});

it('has no size of a change of values that are all 0 without faults', () => {
  expect(relativeChange(compareValues([0, 0], [0, 1]))).toBeNull();
  expect(relativeChange(compareValues([0, 0], [0, 0]))).toBe(0);
  expect(relativeChange(compareValues([3, 4], [3, 8]))).toBe(0.8);
});

it('leaves out what only moves or pads values, and keeps norms, sums and pools', () => {
  const kinds = new Set(comparedNodes(CATALOG.get('resnet50')!.nodes).map(({ node }) => node.kind));
  expect([...kinds].sort()).toEqual([
    'add',
    'batchNorm',
    'conv',
    'dense',
    'globalAveragePool',
    'maxPool',
    'relu',
  ]);
  const names = comparedNodes(CATALOG.get('lenet-cnn')!.nodes).map(({ node }) => node.name);
  expect(names).not.toContain('flatten');
});
