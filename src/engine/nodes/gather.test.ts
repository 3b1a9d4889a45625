import '@tensorflow/tfjs-backend-cpu';
import '@tensorflow/tfjs-backend-wasm';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { expectValues } from './expectValues.fake';
import { at, DEVICES, numbers, run, tabulate, type Values } from './nodes.fake';

const integers = (shape: number[], data: number[]): Values => ({ shape, data, type: 'int32' });

describe.each(DEVICES)('on %s', (device) => {
  beforeAll(async () => {
    await tf.setBackend(device);
  });

  it('embedding takes rows of its table, whatever type their numbers have', () => {
    const table = numbers([7, 3], 1);
    const rows = [6, 0, 2, 2, 5, 1];
    const wanted = tabulate([2, 3, 3], (n, step, unit) => at(table, [rows[3 * n + step]!, unit]));
    for (const type of ['int32', 'float32'] as const) {
      const input: Values = { shape: [2, 3], data: rows, type };
      expectValues(run({ kind: 'embedding', units: 3 }, [input], [table]), wanted);
    }
  });

  it('a faulty row number means the nearest row, and a negative one counts from the end', () => {
    const table: Values = { shape: [4, 1], data: [10, 11, 12, 13] };
    const input = integers([1, 5], [4, 999, -1, -4, -5]);
    expect(run({ kind: 'embedding', units: 1 }, [input], [table]).data).toEqual([13, 13, 13, 10, 10]);
  });

  it('gather takes the same places of every sample', () => {
    const input = numbers([2, 3, 4, 2], 1);
    const places = integers([2, 2], [3, -4, 1, 1]);
    const found = run({ kind: 'gather', axis: 1, operands: ['input', 'tensor'] }, [input], [places]);
    const plain = [3, 0, 1, 1];
    expectValues(
      found,
      tabulate([2, 3, 2, 2, 2], (n, y, a, b, c) => at(input, [n, y, plain[2 * a + b]!, c])),
    );
  });

  it('gather takes places of each sample by itself', () => {
    const input = numbers([2, 3, 4, 2], 1);
    const places = integers([2, 3], [3, 0, 1, 2, 2, 0]);
    const found = run({ kind: 'gather', axis: 1, operands: ['input', 'input'] }, [input, places]);
    const wanted = tabulate([2, 3, 3, 2], (n, y, a, c) => at(input, [n, y, places.data[3 * n + a]!, c]));
    expectValues(found, wanted);
  });

  it('gather takes places of a stored tensor, along any axis', () => {
    const stored = numbers([3, 4, 2], 1);
    const places = integers([2, 3], [3, 0, 1, 2, 2, 0]);
    const found = run({ kind: 'gather', axis: 1, operands: ['tensor', 'input'] }, [places], [stored]);
    const wanted = tabulate([2, 3, 3, 2], (n, y, a, c) => at(stored, [y, places.data[3 * n + a]!, c]));
    expectValues(found, wanted);
  });

  it('gather of one place drops the axis, and keeps truth values', () => {
    const truths: Values = { shape: [2, 3], data: [0, 1, 0, 1, 0, 1], type: 'bool' };
    const last: Values = { shape: [], data: [-1], type: 'int32' };
    const found = run({ kind: 'gather', axis: 0, operands: ['input', 'tensor'] }, [truths], [last]);
    expect(found).toEqual({ shape: [2], data: [0, 1], type: 'bool' });
  });
});
