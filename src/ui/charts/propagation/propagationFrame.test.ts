import { expect, it } from 'vitest';
import type { NodeChange } from '../../../core/site/propagation';
import { propagationFrame } from './propagationFrame';

const NODES = Array.from(
  { length: 44 },
  (_, index): NodeChange => ({
    ...{ node: `block-${index}`, kind: 'linear', numValues: 100, changed: index, flips: index },
    ...{ nonFinite: 0, faultFreeRms: 1, changeRms: 0.1, largestChange: 1 },
  }),
);

it.each([0, 170, 320, 900])('lays out %s pixels without a column of negative width', (width) => {
  const { columns, columnWidth, left, right } = propagationFrame(NODES, width);
  expect(columnWidth).toBeGreaterThan(0);
  expect(columns.map(({ x }) => x).toSorted((a, b) => a - b)).toEqual(columns.map(({ x }) => x));
  expect(columns[0]!.x).toBeGreaterThan(left);
  expect(columns.at(-1)!.x).toBeLessThan(right);
});
