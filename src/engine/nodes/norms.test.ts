import '@tensorflow/tfjs-backend-cpu';
import '@tensorflow/tfjs-backend-wasm';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { expectValues } from './expectValues.fake';
import { at, DEVICES, numbers, run, tabulate, type Values } from './nodes.fake';

/** Mean and variance of the values that `member` selects among all indices. */
function moments(input: Values, members: readonly (readonly number[])[]): [number, number] {
  const values = members.map((index) => at(input, index));
  const mean = values.reduce((a, b) => a + b) / values.length;
  return [mean, values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length];
}

const indices = (shape: readonly number[]): number[][] =>
  shape.reduce<number[][]>(
    (found, length) => found.flatMap((index) => Array.from({ length }, (_, place) => [...index, place])),
    [[]],
  );

const epsilon = 0.125;

describe.each(DEVICES)('on %s', (device) => {
  beforeAll(async () => {
    await tf.setBackend(device);
  });

  it.each([1, 2])('layerNorm normalises the last %i axes', (numAxes) => {
    const input = numbers([2, 3, 4, 5], 1);
    const scaled = input.shape.slice(-numAxes);
    const [gamma, beta] = [numbers(scaled, 2), numbers(scaled, 3)];
    const members = indices(scaled);
    const wanted = (withBeta: boolean) =>
      tabulate(input.shape, (...index) => {
        const own = index.slice(0, -numAxes);
        const place = index.slice(-numAxes);
        const [mean, variance] = moments(
          input,
          members.map((member) => [...own, ...member]),
        );
        const value = ((at(input, index) - mean) / Math.sqrt(variance + epsilon)) * at(gamma, place);
        return value + (withBeta ? at(beta, place) : 0);
      });
    expectValues(run({ kind: 'layerNorm', numAxes, epsilon }, [input], [gamma, beta]), wanted(true));
    expectValues(run({ kind: 'layerNorm', numAxes, epsilon }, [input], [gamma]), wanted(false));
  });

  it.each([
    [undefined, (value: number) => value],
    [{ name: 'relu' }, (value: number) => Math.max(0, value)],
    [{ name: 'clip', min: 0, max: 6 }, (value: number) => Math.min(6, Math.max(0, value))],
    [{ name: 'tanh' }, Math.tanh],
  ] as const)('foldedNorm scales and shifts each channel, then applies %o', (activation, after) => {
    const input = numbers([2, 3, 4, 6], 1);
    const [gamma, beta, mean, spread] = [2, 3, 4, 5].map((seed) => numbers([6], seed)) as [
      Values,
      Values,
      Values,
      Values,
    ];
    const variance = { ...spread, data: spread.data.map((value) => value ** 2) };
    const wanted = tabulate(input.shape, (...index) => {
      const channel = [index[3]!];
      const value = (at(input, index) - at(mean, channel)) / Math.sqrt(at(variance, channel) + epsilon);
      return after(value * at(gamma, channel) + at(beta, channel));
    });
    const node = { kind: 'foldedNorm', epsilon, ...(activation && { activation }) } as const;
    expectValues(run(node, [input], [gamma, beta, mean, variance]), wanted);
  });

  it.each([
    [1, 2],
    [3, 2],
    [6, 2],
    [2, 1],
  ])('groupNorm with %i groups over %i axes normalises each group of a sample', (groups, numAxes) => {
    const input = numbers([2, 3, 4, 6], 1);
    const [gamma, beta] = [numbers([6], 2), numbers([6], 3)];
    const size = 6 / groups;
    const wanted = tabulate(input.shape, (...index) => {
      const channel = index[3]!;
      const first = size * Math.floor(channel / size);
      const own = index.slice(0, 3 - numAxes);
      const members = indices([...input.shape.slice(3 - numAxes, 3), size]).map((member) => [
        ...own,
        ...member.with(-1, first + member.at(-1)!),
      ]);
      const [mean, variance] = moments(input, members);
      const value = (at(input, index) - mean) / Math.sqrt(variance + epsilon);
      return value * at(gamma, [channel]) + at(beta, [channel]);
    });
    expectValues(run({ kind: 'groupNorm', groups, numAxes, epsilon }, [input], [gamma, beta]), wanted);
  });

  it.each([1, 2, 3, 4, 5])('localResponseNorm looks at %i channels around each', (size) => {
    const input = numbers([2, 3, 4, 6], 1);
    const node = { kind: 'localResponseNorm', size, alpha: 0.75, beta: 0.5, bias: 1.5 } as const;
    const wanted = tabulate(input.shape, (n, y, x, c) => {
      let sum = 0;
      const first = c - Math.floor((size - 1) / 2);
      for (let other = first; other < first + size; other++) sum += at(input, [n, y, x, other]) ** 2;
      return at(input, [n, y, x, c]) / (1.5 + (0.75 / size) * sum) ** 0.5;
    });
    expectValues(run(node, [input]), wanted, 1e-5);
  });

  it('a variance beyond float32 is seen by the check, although the result would be 0', () => {
    const input: Values = { shape: [2, 2], data: [1e30, -1e30, 1, 2] };
    const gamma: Values = { shape: [2], data: [1, 1] };
    const seen: number[][] = [];
    const found = run({ kind: 'layerNorm', numAxes: 1, epsilon }, [input], [gamma], {
      onWrite: null,
      check: (values) => {
        seen.push([values.shape[0]!, ...values.dataSync()]);
        return values;
      },
    });
    expect(seen[0]).toEqual([2, Infinity, 0.25]);
    expect(found.data[0]! + 0).toBe(0);
    const lrn = { kind: 'localResponseNorm', size: 1, alpha: 1, beta: 1, bias: 1 } as const;
    const largest: number[] = [];
    run(lrn, [input], [], {
      onWrite: null,
      check: (values) => {
        largest.push(Math.max(...values.dataSync()));
        return values;
      },
    });
    expect(largest[0]).toBe(Infinity);
  });
});
