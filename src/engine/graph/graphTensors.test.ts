import { expect, test } from 'vitest';
import { isMask } from './graphTensors';

const { NEGATIVE_INFINITY } = Number;

test.each([
  ['added', [2], [0, NEGATIVE_INFINITY], true],
  ['added', [2, 2], [0, -10_000, 0, 0], true],
  ['added', [2], [-1000, 0], true],
  ['added', [2], [0, -999.5], false],
  ['added', [3], [0, 0.25, 0], false],
  ['added', [2], [0, Number.NaN], false],
  ['added', [2], [0, 0], false],
  ['added', [3], [0, NEGATIVE_INFINITY, -1], false],
  ['factor', [2, 2], [1, 0, 1, 1], true],
  ['factor', [2, 2], [2, 0, 2, 2], false],
  ['factor', [1, 4], [1, 0, 1, 1], false],
  ['factor', [2, 2], [1, 1, 1, 1], false],
] as const)('%s values %j: %j is a mask: %s', (kind, shape, values, expected) => {
  expect(isMask(kind, shape, values)).toBe(expected);
});
