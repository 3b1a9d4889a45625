import '@tensorflow/tfjs-backend-cpu';
import '@tensorflow/tfjs-backend-wasm';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { expectValues } from './expectValues.fake';
import { at, DEVICES, numbers, run, tabulate, type Values } from './nodes.fake';

describe.each(DEVICES)('on %s', (device) => {
  beforeAll(async () => {
    await tf.setBackend(device);
  });

  it.each([-2, 0, 1])('triangles begin at diagonal %i', (offset) => {
    const input = numbers([2, 3, 4, 5], 1);
    for (const isUpper of [true, false]) {
      const wanted = tabulate(input.shape, (n, a, row, column) => {
        const isKept = isUpper ? column - row >= offset : column - row <= offset;
        return isKept ? at(input, [n, a, row, column]) : 0;
      });
      expectValues(run({ kind: 'triangle', isUpper, offset }, [input]), wanted);
    }
  });

  it('a triangle leaves out Infinity and NaN, and keeps integers', () => {
    const input: Values = { shape: [1, 2, 2], data: [1, NaN, 3, -Infinity] };
    const found = run({ kind: 'triangle', isUpper: false, offset: -1 }, [input]);
    expect(found.data).toEqual([0, 0, 3, 0]);
    const integers: Values = { shape: [1, 2, 2], data: [1, 2, 3, 4], type: 'int32' };
    const upper = run({ kind: 'triangle', isUpper: true, offset: 0 }, [integers]);
    expectValues(upper, { ...integers, data: [1, 2, 0, 4] });
  });

  it.each([0, 1, 2])('oneHot puts the new axis at %i, and counts negative indices from the end', (axis) => {
    const indices: Values = {
      shape: [2, 2, 3],
      data: [0, 3, -1, 2, 4, -5, 1, -4, 3, 0, 2, -2],
      type: 'int32',
    };
    const node = { kind: 'oneHot', axis, depth: 4, on: 0.1, off: 0.3 } as const;
    const shape = [2, 2, 3].toSpliced(axis + 1, 0, 4);
    const wanted = tabulate(shape, (...index) => {
      const place = at(indices, index.toSpliced(axis + 1, 1));
      const isThere = index[axis + 1] === place || index[axis + 1] === place + 4;
      return Math.fround(isThere ? 0.1 : 0.3);
    });
    expect(run(node, [indices])).toEqual(wanted);
  });

  it('quantize rounds halves to even and stays within the words', () => {
    const input: Values = { shape: [1, 2, 4], data: [0.25, 0.75, -1000, 1000, 0.5, 1.5, -3, 2.25] };
    const scale: Values = { shape: [2], data: [0.5, 1] };
    const zeroPoint: Values = { shape: [2], data: [10, 128] };
    const words = run({ kind: 'quantize', axis: 0, min: 0, max: 255 }, [input], [scale, zeroPoint]);
    expectValues(words, { shape: [1, 2, 4], data: [10, 12, 0, 255, 128, 130, 125, 130] });
    const back = run({ kind: 'dequantize', axis: 0 }, [words], [scale, zeroPoint]);
    expectValues(back, { shape: [1, 2, 4], data: [0, 1, -5, 122.5, 0, 2, -3, 2] });
  });

  it('quantize has one scale for all values, or one for each entry of any axis', () => {
    const input: Values = { shape: [2, 1, 3], data: [1, 2, 3, -4, 5, 6] };
    const one = (data: number[], shape: number[] = []): Values => ({ shape, data });
    const all = run({ kind: 'quantize', axis: 1, min: -128, max: 127 }, [input], [one([0.5]), one([-1])]);
    expect(all.data).toEqual([1, 3, 5, -9, 9, 11]);
    const each = run({ kind: 'dequantize', axis: 1 }, [input], [one([1, 2, 4], [3]), one([1], [1])]);
    expect(each.data.map((value) => value + 0)).toEqual([0, 2, 8, -5, 8, 20]);
  });
});
