import '@tensorflow/tfjs-backend-cpu';
import '@tensorflow/tfjs-backend-wasm';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Operator } from '../../core/network/operators';
import { expectValues } from './expectValues.fake';
import { PLAIN_NODE } from './nodeFunction';
import { at, DEVICES, numbers, run, tabulate, type Values } from './nodes.fake';

type Pool = Extract<Operator, { readonly kind: 'averagePool' }>;

/** Combines the values of each window; those around the picture are undefined. */
function pooled(node: Pool, input: Values, combine: (values: (number | undefined)[]) => number): Values {
  const { size, strides, dilations, pads } = node;
  const [batch, height, width, channels] = input.shape as [number, number, number, number];
  const length = (full: number, axis: 0 | 1) =>
    Math.floor(
      (full + pads[2 * axis]! + pads[2 * axis + 1]! - dilations[axis] * (size[axis] - 1) - 1) / strides[axis],
    ) + 1;
  return tabulate([batch, length(height, 0), length(width, 1), channels], (n, y, x, c) => {
    const values: (number | undefined)[] = [];
    for (let down = 0; down < size[0]; down++)
      for (let across = 0; across < size[1]; across++) {
        const row = y * strides[0] + down * dilations[0] - pads[0];
        const column = x * strides[1] + across * dilations[1] - pads[2];
        const isInside = row >= 0 && row < height && column >= 0 && column < width;
        values.push(isInside ? at(input, [n, row, column, c]) : undefined);
      }
    return combine(values);
  });
}

const inside = (values: (number | undefined)[]) => values.filter((value) => value !== undefined);
const sum = (values: readonly number[]) => values.reduce((a, b) => a + b, 0);

describe.each(DEVICES)('on %s', (device) => {
  beforeAll(async () => {
    await tf.setBackend(device);
  });

  it.each<[string, Partial<Pool>]>([
    ['plain', {}],
    ['with unequal strides', { strides: [2, 3] }],
    ['with strides that leave pixels out', { strides: [3, 2], size: [2, 2] }],
    ['with unequal pads', { pads: [1, 0, 0, 2], strides: [2, 1] }],
    ['with dilations', { dilations: [2, 3], strides: [1, 2] }],
    ['with dilations and pads', { dilations: [2, 1], pads: [1, 2, 1, 0] }],
    ['of one pixel', { size: [1, 1], strides: [2, 2] }],
  ])('pools %s take each window', (_, change) => {
    const node: Pool = {
      ...{ kind: 'averagePool', size: [2, 3], strides: [1, 1], dilations: [1, 1], pads: [0, 0, 0, 0] },
      countsPads: false,
      ...change,
    };
    // All values below 0: a zero around them would be the largest.
    const plain = numbers([2, 7, 8, 3], 1);
    const input = { ...plain, data: plain.data.map((value) => value - 3) };
    const { countsPads, kind, ...windows } = node;
    const largest = pooled(node, input, (values) => Math.max(...inside(values)));
    expectValues(run({ kind: 'windowMax', ...windows }, [input]), largest);
    const mean = pooled(node, input, (values) => sum(inside(values)) / inside(values).length);
    expectValues(run(node, [input]), mean);
    const counting = pooled(node, input, (values) => sum(inside(values)) / values.length);
    expectValues(run({ ...node, countsPads: true }, [input]), counting);
    const how = { ...PLAIN_NODE, check: <T>(values: T) => values };
    expectValues(run(node, [input], [], how), mean);
  });

  it('pools keep the axes before the picture, and windowMax the type', () => {
    const input = tabulate([2, 3, 4, 4, 1], (n, f, y, x) => ((n * 7 + f * 5 + y * 3 + x) % 11) - 5, 'int32');
    const windows = { size: [2, 2], strides: [2, 2], dilations: [1, 1], pads: [0, 0, 0, 0] } as const;
    const wanted = tabulate(
      [2, 3, 2, 2, 1],
      (n, f, y, x) =>
        Math.max(
          ...[0, 1, 2, 3].map((place) => at(input, [n, f, 2 * y + (place >> 1), 2 * x + (place & 1), 0])),
        ),
      'int32',
    );
    expectValues(run({ kind: 'windowMax', ...windows }, [input]), wanted);
  });

  it('a checked mean of the largest values does not overflow', () => {
    const input: Values = { shape: [1, 2, 2, 1], data: [3e38, 3e38, 3e38, 3e38] };
    const node: Pool = {
      ...{ kind: 'averagePool', size: [2, 2], strides: [1, 1], dilations: [1, 1], pads: [0, 0, 0, 0] },
      countsPads: true,
    };
    const found = run(node, [input], [], { ...PLAIN_NODE, check: (values) => values });
    expect(found.data).toEqual([Math.fround(3e38)]);
  });
});
