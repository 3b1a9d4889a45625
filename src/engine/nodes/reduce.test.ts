import '@tensorflow/tfjs-backend-cpu';
import '@tensorflow/tfjs-backend-wasm';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Reduction } from '../../core/network/operators';
import { expectValues } from './expectValues.fake';
import { PLAIN_NODE } from './nodeFunction';
import { at, DEVICES, numbers, run, tabulate, type Values } from './nodes.fake';

const REDUCTIONS: Readonly<Record<Reduction, (values: number[]) => number>> = {
  mean: (values) => values.reduce((a, b) => a + b) / values.length,
  sum: (values) => values.reduce((a, b) => a + b),
  max: (values) => Math.max(...values),
  min: (values) => Math.min(...values),
  product: (values) => values.reduce((a, b) => a * b),
  l1: (values) => values.reduce((a, b) => a + Math.abs(b), 0),
  l2: (values) => Math.hypot(...values),
  logSum: (values) => Math.log(values.reduce((a, b) => a + b)),
  logSumExp: (values) => Math.log(values.reduce((a, b) => a + Math.exp(b), 0)),
  sumOfSquares: (values) => values.reduce((a, b) => a + b * b, 0),
};

describe.each(DEVICES)('on %s', (device) => {
  beforeAll(async () => {
    await tf.setBackend(device);
  });

  it.each(Object.keys(REDUCTIONS) as Reduction[])('reduce computes the %s along axes', (reduction) => {
    // Sums of positive values have a logarithm.
    const input = tabulate([2, 3, 4, 5], (...index) => at(numbers([2, 3, 4, 5], 3), index) + 2.5);
    const node = { kind: 'reduce', reduction, axes: [2, 0] } as const;
    const wanted = tabulate([2, 4], (n, row) => {
      const values: number[] = [];
      for (let a = 0; a < 3; a++) for (let c = 0; c < 5; c++) values.push(at(input, [n, a, row, c]));
      return REDUCTIONS[reduction](values);
    });
    expectValues(run({ ...node, keepsAxes: false }, [input]), wanted, 1e-5);
    expectValues(run({ ...node, keepsAxes: true }, [input]), { ...wanted, shape: [2, 1, 4, 1] }, 1e-5);
    // A check that finds nothing changes nothing.
    const checked = run({ ...node, keepsAxes: false }, [input], [], { ...PLAIN_NODE, check: (x) => x });
    expectValues(checked, wanted, 1e-5);
  });

  it('reduce along no axes computes each value by itself', () => {
    const input = numbers([2, 3], 3);
    const found = run({ kind: 'reduce', reduction: 'l1', axes: [], keepsAxes: true }, [input]);
    expectValues(found, { ...input, data: input.data.map(Math.abs) });
  });

  it('reduce leaves integers and truth values what they are', () => {
    const integers: Values = { shape: [1, 2, 2], data: [1, 2, 4, -5], type: 'int32' };
    const of = (reduction: Reduction, values: Values) =>
      run({ kind: 'reduce', reduction, axes: [1], keepsAxes: false }, [values]);
    expect(of('sum', integers)).toEqual({ shape: [1, 2], data: [3, -1], type: 'int32' });
    expect(of('mean', integers).data.map((value) => value + 0)).toEqual([1, 0]);
    const truths: Values = { shape: [1, 2, 2], data: [1, 0, 0, 0], type: 'bool' };
    expect(of('max', truths)).toEqual({ shape: [1, 2], data: [1, 0], type: 'bool' });
  });

  it('a checked mean of the largest values does not overflow', () => {
    const input: Values = { shape: [1, 5], data: Array<number>(5).fill(3e38) };
    const how = { ...PLAIN_NODE, check: <T>(values: T) => values };
    const found = run({ kind: 'reduce', reduction: 'mean', axes: [0], keepsAxes: false }, [input], [], how);
    expectValues(found, { shape: [1], data: [3e38] });
  });

  it.each([0, 1, 2])('softmax along axis %i sums to 1, also of large values', (axis) => {
    const small = numbers([2, 3, 4, 5], 3);
    const input = { ...small, data: small.data.map((value) => 60 * value) };
    const wanted = (isLog: boolean) =>
      tabulate(input.shape, (...index) => {
        const row = Array.from({ length: input.shape[axis + 1]! }, (_, place) =>
          at(input, index.with(axis + 1, place)),
        );
        const largest = Math.max(...row);
        const sum = row.reduce((total, value) => total + Math.exp(value - largest), 0);
        const below = at(input, index) - largest;
        return isLog ? below - Math.log(sum) : Math.exp(below) / sum;
      });
    expectValues(run({ kind: 'softmax', axis, isLog: false }, [input]), wanted(false), 1e-5);
    expectValues(run({ kind: 'softmax', axis, isLog: true }, [input]), wanted(true), 1e-5);
  });

  it('argMax and argMin take the first of equal values, along any axis', () => {
    // Few values on a long axis, so that most are equal.
    const input = tabulate([2, 3, 200, 2], (n, a, b, c) => (n * 3 + a * 5 + b * 7 + c * 11 + (b % 13)) % 5);
    for (const kind of ['argMax', 'argMin'] as const) {
      const wanted = tabulate(
        [2, 3, 2],
        (n, a, c) => {
          const row = Array.from({ length: 200 }, (_, b) => at(input, [n, a, b, c]));
          return row.indexOf(kind === 'argMax' ? Math.max(...row) : Math.min(...row));
        },
        'int32',
      );
      expectValues(run({ kind, axis: 1, keepsAxis: false }, [input]), wanted);
      expectValues(run({ kind, axis: 1, keepsAxis: true }, [input]), { ...wanted, shape: [2, 3, 1, 2] });
    }
  });

  it.each([
    [false, false, [1, 3, 6, 4, 9, 15]],
    [true, false, [0, 1, 3, 0, 4, 9]],
    [false, true, [6, 5, 3, 15, 11, 6]],
    [true, true, [5, 3, 0, 11, 6, 0]],
  ])('a running sum, exclusive %s, reverse %s: %j', (isExclusive, isReverse, data) => {
    for (const type of ['float32', 'int32'] as const) {
      const input: Values = { shape: [1, 2, 3, 1], data: [1, 2, 3, 4, 5, 6], type };
      const found = run({ kind: 'cumulativeSum', axis: 1, isExclusive, isReverse }, [input]);
      expectValues(found, { ...input, data });
    }
  });
});
