import { expect, it } from 'vitest';
import { denseChanges } from './denseChanges';

const faultFree = { kernel: Float32Array.of(1, 2, 3, 4, 5, 6, 7, 8), bias: Float32Array.of(0, 1, 2, 3) };

it('lists changed weights by column, and changed biases', () => {
  const kernel = Float32Array.of(1, 2.5, 3, 4, 5, 4, 9, 8);
  const bias = Float32Array.of(0, 1, 2, -1);
  expect(denseChanges(faultFree, { kernel, bias }, 3)).toEqual({
    columns: Int32Array.of(1, 2, 3),
    starts: Int32Array.of(0, 2, 3, 3),
    rows: Int32Array.of(0, 1, 1),
    deltas: Float64Array.of(0.5, -2, 2),
    biasDeltas: Float64Array.of(0, 0, -4),
  });
});

it('finds nothing in the same weights, and gives up beyond the most', () => {
  expect(denseChanges(faultFree, faultFree, 0)!.columns).toHaveLength(0);
  const faulty = { ...faultFree, kernel: faultFree.kernel.map((weight) => -weight) };
  expect(denseChanges(faultFree, faulty, 7)).toBeNull();
  expect(denseChanges(faultFree, faulty, 8)!.rows).toHaveLength(8);
});
