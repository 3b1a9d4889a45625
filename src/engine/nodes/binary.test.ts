import '@tensorflow/tfjs-backend-cpu';
import '@tensorflow/tfjs-backend-wasm';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import type { BinaryFunction, Operands, ValueType } from '../../core/network/operators';
import { expectValues } from './expectValues.fake';
import { at, DEVICES, numbers, run, tabulate, type Values } from './nodes.fake';

const both: Operands = ['input', 'input'];

describe.each(DEVICES)('on %s', (device) => {
  beforeAll(async () => {
    await tf.setBackend(device);
  });

  it.each<[BinaryFunction, number[], number[], number[], ValueType, ValueType]>([
    ['add', [1, -2, 3], [4, 5, -6], [5, 3, -3], 'float32', 'float32'],
    ['subtract', [1, -2, 3], [4, 5, -6], [-3, -7, 9], 'float32', 'float32'],
    ['multiply', [1, -2, 3], [4, 5, -6], [4, -10, -18], 'int32', 'int32'],
    ['divide', [1, -2, 3, 1], [4, 5, -6, 0], [0.25, -0.4, -0.5, Infinity], 'float32', 'float32'],
    ['divide', [7, -7, 7, -7, 6], [2, 2, -2, -2, 3], [3, -3, -3, 3, 2], 'int32', 'int32'],
    ['power', [2, -2, 9, 0], [3, 3, 0.5, 0], [8, -8, 3, 1], 'float32', 'float32'],
    ['power', [2, -3, 7], [3, 3, 0], [8, -27, 1], 'int32', 'int32'],
    ['maximum', [1, -2], [-4, 5], [1, 5], 'float32', 'float32'],
    ['minimum', [1, -2], [-4, 5], [-4, -2], 'int32', 'int32'],
    ['prelu', [2, -2, -3], [5, 5, -0.5], [2, -10, 1.5], 'float32', 'float32'],
    ['modulo', [7, -7, 7, -7, 6], [4, 4, -4, -4, 3], [3, 1, -1, -3, 0], 'int32', 'int32'],
    ['remainder', [7, -7, 7, -7, 6], [4, 4, -4, -4, 3], [3, -3, 3, -3, 0], 'int32', 'int32'],
    ['modulo', [5.5, -5.5], [2, 2], [1.5, 0.5], 'float32', 'float32'],
    ['remainder', [5.5, -5.5], [-2, 2], [1.5, -1.5], 'float32', 'float32'],
    ['equal', [1, 2, NaN], [1, 3, NaN], [1, 0, 0], 'float32', 'bool'],
    ['less', [1, 2, 3], [2, 2, 2], [1, 0, 0], 'int32', 'bool'],
    ['lessOrEqual', [1, 2, 3], [2, 2, 2], [1, 1, 0], 'float32', 'bool'],
    ['greater', [1, 2, 3], [2, 2, 2], [0, 0, 1], 'float32', 'bool'],
    ['greaterOrEqual', [1, 2, 3], [2, 2, 2], [0, 1, 1], 'int32', 'bool'],
    ['and', [1, 1, 0, 0], [1, 0, 1, 0], [1, 0, 0, 0], 'bool', 'bool'],
    ['or', [1, 1, 0, 0], [1, 0, 1, 0], [1, 1, 1, 0], 'bool', 'bool'],
    ['xor', [1, 1, 0, 0], [1, 0, 1, 0], [0, 1, 1, 0], 'bool', 'bool'],
    ['equal', [1, 1, 0, 0], [1, 0, 1, 0], [1, 0, 0, 1], 'bool', 'bool'],
  ])('%s of %j and %j is %j (%s to %s)', (name, a, b, wanted, type, result) => {
    const values = (data: number[], of: ValueType = type): Values => ({
      shape: [1, data.length],
      data,
      type: of,
    });
    const found = run({ kind: 'binary', function: name, operands: both }, [values(a), values(b)]);
    expectValues(found, values(wanted, result));
  });

  it('broadcasts over samples, with a stored tensor on either side and in the type of the input', () => {
    const input = numbers([3, 4, 1, 2], 2);
    const stored = numbers([1, 5, 2], 3);
    const wanted = tabulate([3, 4, 5, 2], (n, y, x, c) => at(input, [n, y, 0, c]) - at(stored, [0, x, c]));
    const found = run(
      { kind: 'binary', function: 'subtract', operands: ['input', 'tensor'] },
      [input],
      [stored],
    );
    expectValues(found, wanted);
    const other = run(
      { kind: 'binary', function: 'subtract', operands: ['tensor', 'input'] },
      [input],
      [stored],
    );
    expectValues(other, { ...wanted, data: wanted.data.map((value) => -value) });
    const integers: Values = { shape: [2, 1], data: [8, 9], type: 'int32' };
    const three: Values = { shape: [1], data: [3] };
    const sum = run({ kind: 'binary', function: 'add', operands: ['tensor', 'input'] }, [integers], [three]);
    expectValues(sum, { shape: [2, 1], data: [11, 12], type: 'int32' });
  });

  it('an integer over 0 is 0 on every device', () => {
    const one: Values = { shape: [1, 1], data: [5], type: 'int32' };
    const zero: Values = { shape: [1, 1], data: [0], type: 'int32' };
    for (const name of ['divide', 'remainder', 'modulo'] as const)
      expect(run({ kind: 'binary', function: name, operands: both }, [one, zero]).data).toEqual([0]);
  });

  it('where takes values by a condition, broadcast over more than four axes', () => {
    const condition = tabulate([2, 1, 3, 1, 1, 2], (n, _, y, __, ___, c) => (n + y + c) % 2, 'bool');
    const yes = numbers([2, 2, 1, 3, 1, 1], 4);
    const no = numbers([1, 1, 1, 2, 2], 5);
    const found = run({ kind: 'where', operands: ['input', 'input', 'tensor'] }, [condition, yes], [no]);
    const wanted = tabulate([2, 2, 3, 3, 2, 2], (n, f, y, x, z, c) =>
      (n + y + c) % 2 === 1 ? at(yes, [n, f, 0, x, 0, 0]) : at(no, [0, 0, 0, z, c]),
    );
    expectValues(found, wanted);
  });

  it('where passes Infinity and NaN on only from the side that it takes', () => {
    const condition: Values = { shape: [1, 3], data: [1, 0, 1], type: 'bool' };
    const yes: Values = { shape: [1, 3], data: [1, NaN, -Infinity] };
    const no: Values = { shape: [1, 3], data: [NaN, 2, 3] };
    const found = run({ kind: 'where', operands: ['input', 'input', 'input'] }, [condition, yes, no]);
    expect(found.data).toEqual([1, 2, -Infinity]);
    const integers: Values = { shape: [1, 1], data: [7], type: 'int32' };
    const stored: Values = { shape: [3], data: [4, 5, 6] };
    const kept = run(
      { kind: 'where', operands: ['input', 'input', 'tensor'] },
      [condition, integers],
      [stored],
    );
    expectValues(kept, { shape: [1, 3], data: [7, 5, 7], type: 'int32' });
  });
});
