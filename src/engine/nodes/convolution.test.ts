import '@tensorflow/tfjs-backend-cpu';
import '@tensorflow/tfjs-backend-wasm';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Operator, Pads } from '../../core/network/operators';
import { expectValues } from './expectValues.fake';
import { at, DEVICES, numbers, run, tabulate, type Values } from './nodes.fake';

type Convolution = Extract<Operator, { readonly kind: 'convolution' }>;
type ConvTranspose = Extract<Operator, { readonly kind: 'convTranspose' }>;

/** Convolution [batch, height, width, channels] by its definition. */
function convolved(node: Convolution, input: Values, kernel: Values, bias?: Values): Values {
  const { kernelSize, strides, dilations, pads, groups, filters } = node;
  const [batch, height, width] = input.shape as [number, number, number];
  const perGroup = kernel.shape[2]!;
  const length = (size: number, axis: 0 | 1) =>
    Math.floor(
      (size + pads[2 * axis]! + pads[2 * axis + 1]! - dilations[axis] * (kernelSize[axis] - 1) - 1) /
        strides[axis],
    ) + 1;
  return tabulate([batch, length(height, 0), length(width, 1), filters], (sample, y, x, filter) => {
    const group = Math.floor(filter / (filters / groups));
    let sum = bias === undefined ? 0 : at(bias, [filter]);
    for (let down = 0; down < kernelSize[0]; down++)
      for (let across = 0; across < kernelSize[1]; across++)
        for (let channel = 0; channel < perGroup; channel++) {
          const row = y * strides[0] + down * dilations[0] - pads[0];
          const column = x * strides[1] + across * dilations[1] - pads[2];
          sum +=
            at(input, [sample, row, column, group * perGroup + channel]) *
            at(kernel, [down, across, channel, filter]);
        }
    return sum;
  });
}

/** Each input value adds its product with the kernel to the places of the output that it covers. */
function spread(node: ConvTranspose, input: Values, kernel: Values, bias?: Values): Values {
  const { kernelSize, strides, dilations, pads, outputPads, groups, filters } = node;
  const [batch, height, width, channels] = input.shape as [number, number, number, number];
  const length = (size: number, axis: 0 | 1) =>
    (size - 1) * strides[axis] +
    dilations[axis] * (kernelSize[axis] - 1) +
    1 +
    outputPads[axis] -
    pads[2 * axis]! -
    pads[2 * axis + 1]!;
  const sums = new Map<string, number>();
  for (let sample = 0; sample < batch; sample++)
    for (let y = 0; y < height; y++)
      for (let x = 0; x < width; x++)
        for (let channel = 0; channel < channels; channel++)
          for (let down = 0; down < kernelSize[0]; down++)
            for (let across = 0; across < kernelSize[1]; across++)
              for (let filter = 0; filter < filters / groups; filter++) {
                const group = Math.floor(channel / (channels / groups));
                const row = y * strides[0] + down * dilations[0] - pads[0];
                const column = x * strides[1] + across * dilations[1] - pads[2];
                const place = [sample, row, column, group * (filters / groups) + filter].join();
                const part = at(input, [sample, y, x, channel]) * at(kernel, [down, across, filter, channel]);
                sums.set(place, (sums.get(place) ?? 0) + part);
              }
  return tabulate(
    [batch, length(height, 0), length(width, 1), filters],
    (...index) => (sums.get(index.join()) ?? 0) + (bias === undefined ? 0 : at(bias, [index[3]!])),
  );
}

const convolution = (change: Partial<Convolution>): Convolution => ({
  kind: 'convolution',
  filters: 6,
  kernelSize: [3, 2],
  strides: [1, 1],
  dilations: [1, 1],
  pads: [0, 0, 0, 0],
  groups: 1,
  ...change,
});
const transposed = (change: Partial<ConvTranspose>): ConvTranspose => ({
  ...convolution({}),
  outputPads: [0, 0],
  ...change,
  kind: 'convTranspose',
});
const PADS: Pads = [1, 2, 0, 3];

describe.each(DEVICES)('on %s', (device) => {
  beforeAll(async () => {
    await tf.setBackend(device);
  });

  it.each<[string, Partial<Convolution>, number]>([
    ['plain', {}, 4],
    ['of one pixel', { kernelSize: [1, 1], strides: [2, 1] }, 4],
    ['with unequal strides', { strides: [2, 3] }, 4],
    ['with unequal pads', { pads: PADS }, 4],
    ['with dilations', { dilations: [2, 3], pads: PADS }, 4],
    ['with strides and dilations', { strides: [2, 3], dilations: [3, 2], pads: PADS }, 4],
    ['in two groups', { groups: 2, strides: [1, 2], pads: PADS }, 4],
    ['in two groups with dilations', { groups: 2, dilations: [2, 1] }, 4],
    ['of each channel', { groups: 6, strides: [2, 2], pads: PADS }, 6],
    ['of each channel with unequal strides', { groups: 6, strides: [2, 1] }, 6],
    ['of each channel with dilations', { groups: 6, dilations: [2, 3], pads: PADS }, 6],
    ['of each channel, with two filters each', { groups: 3, pads: PADS }, 3],
    ['that cuts off pixels', { pads: [-1, 2, 0, -2] }, 4],
    ['of a sequence', { kernelSize: [1, 3], strides: [1, 2], pads: [0, 0, 2, 1] }, 4],
  ])('a convolution %s sums the products of each window', (_, change, channels) => {
    const node = convolution(change);
    const input = numbers([2, 8, 9, channels], 3);
    const kernel = numbers([...node.kernelSize, channels / node.groups, node.filters], 5);
    const bias = numbers([node.filters], 7);
    expectValues(run(node, [input], [kernel]), convolved(node, input, kernel));
    const wanted = convolved(node, input, kernel, bias);
    expectValues(run(node, [input], [kernel, bias]), wanted);
    const relu = run({ ...node, activation: { name: 'relu' } }, [input], [kernel, bias]);
    expectValues(relu, { ...wanted, data: wanted.data.map((value) => Math.max(value, 0)) });
  });

  it('a convolution keeps the axes before the picture', () => {
    const node = convolution({ strides: [2, 1] });
    const input = numbers([2, 3, 8, 9, 4], 3);
    const kernel = numbers([3, 2, 4, 6], 5);
    const found = run(node, [input], [kernel]);
    const wanted = convolved(node, { ...input, shape: [6, 8, 9, 4] }, kernel);
    expectValues(found, { ...wanted, shape: [2, 3, ...wanted.shape.slice(1)] });
  });

  it.each<[string, Partial<ConvTranspose>]>([
    ['plain', {}],
    ['with unequal strides', { strides: [3, 2] }],
    ['with pads', { strides: [3, 2], pads: [1, 2, 0, 1] }],
    ['with pads beyond the kernel', { strides: [3, 2], pads: [3, 0, 2, 4] }],
    ['with values after the end', { strides: [3, 2], outputPads: [2, 1], pads: [0, 1, 1, 0] }],
    ['with dilations', { strides: [2, 3], dilations: [2, 3], pads: [1, 0, 2, 1] }],
    ['in two groups', { groups: 2, strides: [2, 1] }],
    ['of each channel', { groups: 4, filters: 4, strides: [2, 2], pads: [1, 0, 0, 1] }],
    ['of each channel, with two filters each', { groups: 4, filters: 8, strides: [2, 2] }],
  ])('a convolution backwards %s adds the kernel at every pixel', (_, change) => {
    const node = transposed(change);
    const input = numbers([2, 5, 4, 4], 3);
    const kernel = numbers([...node.kernelSize, node.filters / node.groups, 4], 5);
    const bias = numbers([node.filters], 7);
    expectValues(run(node, [input], [kernel]), spread(node, input, kernel));
    expectValues(run(node, [input], [kernel, bias]), spread(node, input, kernel, bias));
  });

  it.each([6, 5])('a limit of 0 to %i has one result, in the kernel and after the check', (max) => {
    for (const groups of [1, 2, 4]) {
      const node = convolution({ groups, filters: 8, activation: { name: 'clip', min: 0, max } });
      const input = numbers([2, 8, 9, 4], 3);
      const kernel = numbers([3, 2, 4 / groups, 8], 5);
      const sums = convolved({ ...node, filters: 8 }, input, kernel);
      const wanted = { ...sums, data: sums.data.map((sum) => Math.min(Math.max(sum, 0), max)) };
      expect(wanted.data.filter((value) => value === max).length).toBeGreaterThan(10);
      expectValues(run(node, [input], [kernel]), wanted);
      const check = (values: tf.Tensor) => values.clone() as never;
      expectValues(run(node, [input], [kernel], { check, onWrite: null }), wanted);
    }
  });

  it('a fused function that is no ReLU follows the check of the sums, and its result is checked too', () => {
    const node = convolution({ activation: { name: 'affine', scale: 3, offset: 1 } });
    const input = numbers([2, 8, 9, 4], 3);
    const kernel = numbers([3, 2, 4, 6], 5);
    const seen: number[] = [];
    const store: string[] = [];
    const found = run(node, [input], [kernel], {
      check: (values) => {
        seen.push(values.dataSync()[0]!);
        return tf.onesLike(values);
      },
      onWrite: (values, part, step) => {
        store.push(`${part} ${step} ${values.dataSync()[0]}`);
        return tf.mul(values, 2);
      },
    });
    expect(seen).toEqual([expect.closeTo(convolved(node, input, kernel).data[0]!, 4), 4]);
    expect(store).toEqual(['output 0 1']);
    expect(new Set(found.data)).toEqual(new Set([2]));
  });
});
