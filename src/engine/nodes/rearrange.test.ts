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

  it('reshape and transpose keep all values', () => {
    const input = numbers([2, 3, 4, 5], 1);
    const flat = run({ kind: 'reshape', shape: [10, 6] }, [input]);
    expectValues(flat, { ...input, shape: [2, 10, 6] });
    const turned = run({ kind: 'transpose', permutation: [1, 2, 0] }, [input]);
    expectValues(
      turned,
      tabulate([2, 4, 5, 3], (n, b, c, a) => at(input, [n, a, b, c])),
    );
  });

  it('slice takes steps of each axis, and backwards to the first value', () => {
    const input = numbers([2, 7, 5, 4], 1);
    const node = { kind: 'slice', begin: [6, 1, 3], end: [-1, 4, 0], steps: [-2, 1, -1] } as const;
    const wanted = tabulate([2, 4, 3, 3], (n, a, b, c) => at(input, [n, 6 - 2 * a, 1 + b, 3 - c]));
    expectValues(run(node, [input]), wanted);
    const forward = { kind: 'slice', begin: [1, 0, 2], end: [6, 5, 4], steps: [3, 1, 1] } as const;
    const other = tabulate([2, 2, 5, 2], (n, a, b, c) => at(input, [n, 1 + 3 * a, b, 2 + c]));
    expectValues(run(forward, [input]), other);
  });

  it('concat joins inputs and a stored tensor in their order', () => {
    const [a, b, stored] = [numbers([2, 3, 2], 1), numbers([2, 3, 4], 2), numbers([3, 1], 3)];
    const node = { kind: 'concat', axis: 1, operands: ['input', 'tensor', 'input'] } as const;
    const wanted = tabulate([2, 3, 7], (n, row, c) => {
      if (c < 2) return at(a, [n, row, c]);
      return c === 2 ? at(stored, [row, 0]) : at(b, [n, row, c - 3]);
    });
    expectValues(run(node, [a, b], [stored]), wanted);
    const truths: Values = { shape: [2, 1], data: [1, 0], type: 'bool' };
    const both = run(
      { kind: 'concat', axis: 0, operands: ['input', 'tensor'] },
      [truths],
      [{ shape: [1], data: [5] }],
    );
    expect(both).toEqual({ shape: [2, 2], data: [1, 1, 0, 1], type: 'bool' });
  });

  it.each([
    ['constant', [9, 9, 1, 2, 3, 4, 9]],
    ['edge', [1, 1, 1, 2, 3, 4, 4]],
    ['reflect', [3, 2, 1, 2, 3, 4, 3]],
    ['wrap', [3, 4, 1, 2, 3, 4, 1]],
  ] as const)('pad of mode %s puts values around a sample: %j', (mode, row) => {
    const input: Values = { shape: [2, 4, 1], data: [1, 2, 3, 4, 5, 6, 7, 8] };
    const found = run(
      {
        kind: 'pad',
        pads: [
          [2, 1],
          [0, 0],
        ],
        mode,
        value: 9,
      },
      [input],
    );
    const second = row.map((value) => (value === 9 ? 9 : value + 4));
    expectValues(found, { shape: [2, 7, 1], data: [...row, ...second] });
  });

  it.each(['constant', 'edge', 'reflect', 'wrap'] as const)('pad of mode %s cuts off and pads', (mode) => {
    const input = numbers([2, 5, 4], 1);
    const found = run(
      {
        kind: 'pad',
        pads: [
          [-1, -2],
          [0, -1],
        ],
        mode,
        value: 0,
      },
      [input],
    );
    expectValues(
      found,
      tabulate([2, 2, 3], (n, a, b) => at(input, [n, a + 1, b])),
    );
  });

  it('pad reflects again where it is longer than the axis', () => {
    const input: Values = { shape: [1, 3], data: [1, 2, 3] };
    const found = run({ kind: 'pad', pads: [[4, 5]], mode: 'reflect', value: 0 }, [input]);
    expect(found.data).toEqual([1, 2, 3, 2, 1, 2, 3, 2, 1, 2, 3, 2]);
  });

  it('expand repeats axes of length 1, and tile the whole', () => {
    const input = numbers([2, 1, 3, 1], 1);
    const expanded = run({ kind: 'expand', shape: [4, 3, 2] }, [input]);
    expectValues(
      expanded,
      tabulate([2, 4, 3, 2], (n, _, b) => at(input, [n, 0, b, 0])),
    );
    const tiled = run({ kind: 'tile', repeats: [2, 3, 1] }, [input]);
    expectValues(
      tiled,
      tabulate([2, 2, 9, 1], (n, _, b) => at(input, [n, 0, b % 3, 0])),
    );
    const truths: Values = { shape: [2, 1, 2], data: [1, 0, 0, 1], type: 'bool' };
    const both = run({ kind: 'expand', shape: [2, 2] }, [truths]);
    expect(both).toEqual({ shape: [2, 2, 2], data: [1, 0, 1, 0, 0, 1, 0, 1], type: 'bool' });
  });

  it.each(['blocksFirst', 'channelsFirst'] as const)('depthToSpace spreads channels, %s', (order) => {
    const input = numbers([2, 3, 2, 12], 1);
    const found = run({ kind: 'depthToSpace', size: 2, order }, [input]);
    const wanted = tabulate([2, 6, 4, 3], (n, y, x, c) => {
      const block = 2 * (y % 2) + (x % 2);
      const channel = order === 'blocksFirst' ? 3 * block + c : 4 * c + block;
      return at(input, [n, Math.floor(y / 2), Math.floor(x / 2), channel]);
    });
    expectValues(found, wanted);
  });

  it('spaceToDepth is the inverse of depthToSpace with blocks first', () => {
    const input = numbers([2, 3, 6, 4, 5], 1);
    const packed = run({ kind: 'spaceToDepth', size: 2 }, [input]);
    const wanted = tabulate([2, 3, 3, 2, 20], (n, f, y, x, c) => {
      const block = Math.floor(c / 5);
      return at(input, [n, f, 2 * y + Math.floor(block / 2), 2 * x + (block % 2), c % 5]);
    });
    expectValues(packed, wanted);
    expectValues(run({ kind: 'depthToSpace', size: 2, order: 'blocksFirst' }, [packed]), input);
  });

  it('cast rounds towards 0, and takes all but 0 as true', () => {
    const input: Values = { shape: [1, 6], data: [0.5, 256, 0, -0.25, 2.75, -2.75] };
    const cast = (to: 'int32' | 'bool' | 'float32', values: Values) => run({ kind: 'cast', to }, [values]);
    expect(cast('bool', input)).toEqual({ shape: [1, 6], data: [1, 1, 0, 1, 1, 1], type: 'bool' });
    expect(cast('int32', input).data.map((value) => value + 0)).toEqual([0, 256, 0, 0, 2, -2]);
    const integers: Values = { shape: [1, 3], data: [256, 0, -1], type: 'int32' };
    expect(cast('bool', integers).data).toEqual([1, 0, 1]);
    expect(cast('float32', cast('bool', integers))).toEqual({
      shape: [1, 3],
      data: [1, 0, 1],
      type: 'float32',
    });
  });
});
