import '@tensorflow/tfjs-backend-cpu';
import '@tensorflow/tfjs-backend-wasm';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Operands } from '../../core/network/operators';
import { expectValues } from './expectValues.fake';
import { at, DEVICES, numbers, run, tabulate, type Values } from './nodes.fake';

/** Product of matrices whose leading axes have been aligned. */
function multiplied(a: Values, b: Values): Values {
  const leading = a.shape.slice(0, -2).map((length, axis) => Math.max(length, b.shape[axis]!));
  const inner = a.shape.at(-1)!;
  const place = (values: Values, index: number[]) =>
    index.map((i, axis) => (values.shape[axis] === 1 ? 0 : i));
  return tabulate([...leading, a.shape.at(-2)!, b.shape.at(-1)!], (...index) => {
    const [row, column] = index.slice(-2) as [number, number];
    const before = index.slice(0, -2);
    let sum = 0;
    for (let k = 0; k < inner; k++)
      sum += at(a, [...place(a, before), row, k]) * at(b, [...place(b, before), k, column]);
    return sum;
  });
}

describe.each(DEVICES)('on %s', (device) => {
  beforeAll(async () => {
    await tf.setBackend(device);
  });

  it.each([[[2, 5]], [[2, 3, 5]], [[2, 2, 3, 5]]])('linear multiplies the last axis of %j', (shape) => {
    const [input, kernel, bias] = [numbers(shape, 1), numbers([5, 4], 2), numbers([4], 3)];
    const wanted = tabulate([...shape.slice(0, -1), 4], (...index) => {
      let sum = at(bias, [index.at(-1)!]);
      for (let k = 0; k < 5; k++) sum += at(input, index.with(-1, k)) * at(kernel, [k, index.at(-1)!]);
      return sum;
    });
    expectValues(run({ kind: 'linear', units: 4 }, [input], [kernel, bias]), wanted);
    const node = { kind: 'linear', units: 4, activation: { name: 'relu' } } as const;
    const relu = { ...wanted, data: wanted.data.map((value) => Math.max(0, value)) };
    expectValues(run(node, [input], [kernel, bias]), relu);
    const plain = run({ kind: 'linear', units: 4 }, [input], [kernel]);
    expectValues(
      plain,
      tabulate(wanted.shape, (...index) => at(wanted, index) - at(bias, [index.at(-1)!])),
    );
  });

  it.each<[Operands, number[], number[], number[], number[]]>([
    [
      ['input', 'input'],
      [2, 3, 4],
      [2, 4, 5],
      [2, 3, 4],
      [2, 4, 5],
    ],
    // Lists of matrices of unequal length, neither of them 1.
    [
      ['input', 'input'],
      [2, 3, 3, 4],
      [2, 1, 4, 5],
      [2, 3, 3, 4],
      [2, 1, 4, 5],
    ],
    [
      ['input', 'input'],
      [2, 3, 1, 3, 4],
      [2, 1, 2, 4, 5],
      [2, 3, 1, 3, 4],
      [2, 1, 2, 4, 5],
    ],
    [
      ['input', 'input'],
      [2, 3, 3, 4],
      [2, 4, 5],
      [2, 3, 3, 4],
      [2, 1, 4, 5],
    ],
    [
      ['input', 'tensor'],
      [2, 3, 3, 4],
      [4, 5],
      [2, 3, 3, 4],
      [1, 1, 4, 5],
    ],
    [
      ['input', 'tensor'],
      [2, 3, 3, 4],
      [3, 4, 5],
      [2, 3, 3, 4],
      [1, 3, 4, 5],
    ],
    [
      ['tensor', 'input'],
      [2, 4, 5],
      [3, 4],
      [1, 3, 4],
      [2, 4, 5],
    ],
    [
      ['tensor', 'input'],
      [2, 2, 4, 5],
      [3, 4],
      [1, 1, 3, 4],
      [2, 2, 4, 5],
    ],
  ])('matMul of %j multiplies %j and %j', (operands, first, second, alignedA, alignedB) => {
    const [one, two] = [numbers(first, 1), numbers(second, 2)];
    const hasTensor = operands.includes('tensor');
    const found = hasTensor
      ? run({ kind: 'matMul', operands }, [one], [two])
      : run({ kind: 'matMul', operands }, [one, two]);
    const isSwapped = operands[0] === 'tensor';
    const wanted = multiplied(
      { ...(isSwapped ? two : one), shape: alignedA },
      { ...(isSwapped ? one : two), shape: alignedB },
    );
    expectValues(found, wanted);
  });

  it('matMul of integers gives integers', () => {
    const integers = (shape: number[], data: number[]): Values => ({ shape, data, type: 'int32' });
    const found = run({ kind: 'matMul', operands: ['input', 'input'] }, [
      integers([1, 1, 2], [3, -4]),
      integers([1, 2, 1], [5, 6]),
    ]);
    expect(found).toEqual(integers([1, 1, 1], [-9]));
  });
});
