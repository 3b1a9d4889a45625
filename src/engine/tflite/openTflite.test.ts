import * as tf from '@tensorflow/tfjs-core';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { AssetError } from '../../core/errors';
import { type Messages, setMessages } from '../../core/language/t';
import type { FaultSite } from '../../core/site/injection';
import { parseQFormat } from '../../core/words/qformat';
import { loadGraph } from '../graph/loadGraph';
import { difference, numbers, runOpened } from '../graph/networks.fake';
import { openGraph } from '../graph/openGraph';
import { Engine } from '../inference/engine';
import { openTflite } from './openTflite';
import {
  type FakeOperator,
  type FakeTensor,
  type FakeTflite,
  FLOAT16,
  INT8,
  INT32,
  tfliteBytes,
  tfliteFile,
  UINT8,
} from './writeTflite.fake';

const GERMAN: Messages = Object.assign(
  {},
  ...Object.values(
    import.meta.glob<Messages>('../../../messages/de/*.json', { eager: true, import: 'default' }),
  ),
);

afterEach(() => setMessages(null));

beforeAll(async () => {
  await tf.setBackend('cpu');
});

type Options = FakeOperator['options'];

function size(shape: readonly number[]): number {
  return shape.reduce((product, length) => product * length, 1);
}

function floats(name: string, shape: readonly number[], seed: number): FakeTensor {
  return { name, shape, values: Float32Array.from(numbers(size(shape), seed)) };
}

function ints(name: string, ...values: readonly number[]): FakeTensor {
  return { name, shape: [values.length], type: INT32, values: Int32Array.from(values) };
}

/** A computed tensor whose samples are any number. */
function computed(name: string, shape: readonly number[], more: Partial<FakeTensor> = {}): FakeTensor {
  return { name, shape, signature: [-1, ...shape.slice(1)], ...more };
}

/** A network of one operator that reads `x` and stored tensors, and writes `y`. */
function single(
  code: number,
  input: readonly number[],
  output: readonly number[],
  stored: readonly FakeTensor[] = [],
  options?: Options,
  order: readonly string[] = ['x', ...stored.map(({ name }) => name)],
): FakeTflite {
  return {
    tensors: [computed('x', input), ...stored, computed('y', output)],
    operators: [{ code, inputs: order, outputs: ['y'], ...(options && { options }) }],
  };
}

async function open(file: FakeTflite) {
  return openGraph(await openTflite(tfliteFile(file)));
}

/** Runs a network on two samples. */
async function runTwice(file: FakeTflite) {
  const opened = await open(file);
  const count = size(opened.input.dims);
  const samples = numbers(2 * count, 77);
  return { samples, count, opened, scores: await runOpened(opened, samples) };
}

interface Picture {
  readonly values: readonly number[];
  readonly shape: readonly [number, number, number];
}

interface Windows {
  readonly strides: readonly [number, number];
  readonly dilations: readonly [number, number];
  readonly isSame: boolean;
}

/** Places of the picture under a window of TensorFlow, by output row and column. */
function windowsOf({ shape: [height, width] }: Picture, kernel: readonly [number, number], windows: Windows) {
  const axis = (length: number, at: 0 | 1) => {
    const reach = windows.dilations[at] * (kernel[at] - 1) + 1;
    const stride = windows.strides[at];
    const out = windows.isSame ? Math.ceil(length / stride) : Math.ceil((length - reach + 1) / stride);
    const before = windows.isSame ? Math.floor(Math.max(0, (out - 1) * stride + reach - length) / 2) : 0;
    return Array.from({ length: out }, (_, place) =>
      Array.from(
        { length: kernel[at] },
        (_unused, tap) => place * stride - before + tap * windows.dilations[at],
      ),
    );
  };
  return { rows: axis(height, 0), columns: axis(width, 1) };
}

function at(
  { values, shape: [height, width, channels] }: Picture,
  row: number,
  column: number,
  channel: number,
) {
  if (row < 0 || column < 0 || row >= height || column >= width) return undefined;
  return values[(row * width + column) * channels + channel]!;
}

/** Convolution by its definition. `weight` is that of [filter, row, column, channel]. */
function convolve(
  picture: Picture,
  [filters, height, width, perGroup]: readonly [number, number, number, number],
  weight: (filter: number, row: number, column: number, channel: number) => number,
  bias: readonly number[],
  windows: Windows,
): number[] {
  const { rows, columns } = windowsOf(picture, [height, width], windows);
  const groups = picture.shape[2] / perGroup;
  const filtersPerGroup = filters / groups;
  return rows.flatMap((places) =>
    columns.flatMap((across) =>
      Array.from({ length: filters }, (_, filter) => {
        let sum = bias[filter] ?? 0;
        const first = Math.floor(filter / filtersPerGroup) * perGroup;
        for (const [row, y] of places.entries())
          for (const [column, x] of across.entries())
            for (let channel = 0; channel < perGroup; channel++)
              sum += (at(picture, y, x, first + channel) ?? 0) * weight(filter, row, column, channel);
        return sum;
      }),
    ),
  );
}

function pictures(samples: readonly number[], shape: Picture['shape']): Picture[] {
  const count = size(shape);
  return [0, 1].map((sample) => ({ values: samples.slice(sample * count, (sample + 1) * count), shape }));
}

const WINDOWS: readonly (readonly [string, Windows])[] = [
  ['VALID', { strides: [1, 1], dilations: [1, 1], isSame: false }],
  ['SAME with strides of 2', { strides: [2, 2], dilations: [1, 1], isSame: true }],
  ['SAME with different strides', { strides: [1, 3], dilations: [1, 1], isSame: true }],
  ['SAME with dilations', { strides: [1, 1], dilations: [2, 3], isSame: true }],
  ['VALID with dilations', { strides: [1, 1], dilations: [2, 1], isSame: false }],
];

function outputSize(
  shape: Picture['shape'],
  kernel: readonly [number, number],
  windows: Windows,
): [number, number] {
  const { rows, columns } = windowsOf({ values: [], shape }, kernel, windows);
  return [rows.length, columns.length];
}

describe('convolutions', () => {
  it.each(WINDOWS)('computes CONV_2D as it is defined: %s', async (_, windows) => {
    const shape = [7, 8, 4] as const;
    const kernel = floats('k', [6, 3, 2, 4], 1);
    const [height, width] = outputSize(shape, [3, 2], windows);
    const { strides, dilations, isSame } = windows;
    const { samples, scores } = await runTwice(
      single(
        3,
        [1, ...shape],
        [1, height, width, 6],
        [kernel, floats('b', [6], 2)],
        [
          1,
          [0, 'byte', isSame ? 0 : 1],
          [1, 'int', strides[1]],
          [2, 'int', strides[0]],
          [4, 'int', dilations[1]],
          [5, 'int', dilations[0]],
        ],
      ),
    );
    const values = kernel.values as Float32Array;
    const wanted = pictures(samples, shape).flatMap((picture) =>
      convolve(
        picture,
        [6, 3, 2, 4],
        (filter, row, column, channel) => values[((filter * 3 + row) * 2 + column) * 4 + channel]!,
        numbers(6, 2),
        windows,
      ),
    );
    expect(difference(scores, wanted)).toBeLessThan(1e-6);
  });

  it.each([
    ['NONE', 0, (x: number) => x],
    ['RELU', 1, (x: number) => Math.max(0, x)],
    ['RELU_N1_TO_1', 2, (x: number) => Math.min(1, Math.max(-1, x))],
    ['RELU6', 3, (x: number) => Math.min(6, Math.max(0, x))],
    ['TANH', 4, Math.tanh],
  ])('applies %s to a convolution without a bias, in groups', async (_, fused, apply) => {
    const shape = [3, 3, 4] as const;
    const kernel = floats('k', [4, 1, 1, 2], 3);
    const scaled = { ...kernel, values: (kernel.values as Float32Array).map((value) => 20 * value) };
    const { samples, scores } = await runTwice(
      single(3, [1, ...shape], [1, 3, 3, 4], [scaled], [1, [1, 'int', 1], [2, 'int', 1], [3, 'byte', fused]]),
    );
    const wanted = pictures(samples, shape).flatMap((picture) =>
      convolve(
        picture,
        [4, 1, 1, 2],
        (filter, _row, _column, channel) => Number(scaled.values[2 * filter + channel]),
        [],
        {
          strides: [1, 1],
          dilations: [1, 1],
          isSame: true,
        },
      ).map(apply),
    );
    expect(difference(scores, wanted)).toBeLessThan(1e-6);
  });

  it.each(WINDOWS)('computes DEPTHWISE_CONV_2D with a multiplier: %s', async (_, windows) => {
    const shape = [6, 7, 3] as const;
    const kernel = floats('k', [1, 2, 3, 6], 4);
    const [height, width] = outputSize(shape, [2, 3], windows);
    const { strides, dilations, isSame } = windows;
    const { samples, scores } = await runTwice(
      single(
        4,
        [1, ...shape],
        [1, height, width, 6],
        [kernel, floats('b', [6], 5)],
        [
          2,
          [0, 'byte', isSame ? 0 : 1],
          [1, 'int', strides[1]],
          [2, 'int', strides[0]],
          [3, 'int', 2],
          [5, 'int', dilations[1]],
          [6, 'int', dilations[0]],
        ],
      ),
    );
    const values = kernel.values as Float32Array;
    const wanted = pictures(samples, shape).flatMap((picture) =>
      convolve(
        picture,
        [6, 2, 3, 1],
        (filter, row, column) => values[(row * 3 + column) * 6 + filter]!,
        numbers(6, 5),
        windows,
      ),
    );
    expect(difference(scores, wanted)).toBeLessThan(1e-6);
  });

  it.each([
    ['VALID', false, 2, [9, 5]],
    ['VALID, one place more than the sums reach', false, 2, [10, 5]],
    ['SAME', true, 2, [8, 4]],
    ['SAME, an odd length', true, 2, [7, 4]],
    ['SAME, strides over the kernel', true, 4, [16, 8]],
  ] as const)('computes TRANSPOSE_CONV: %s', async (_, isSame, stride, [height, width]) => {
    const shape = [4, 2, 3] as const;
    const kernel = floats('k', [2, 3, 3, 3], 6);
    const { samples, scores } = await runTwice(
      single(
        67,
        [1, ...shape],
        [1, height, width, 2],
        [ints('s', 1, height, width, 2), kernel],
        [49, [0, 'byte', isSame ? 0 : 1], [1, 'int', stride], [2, 'int', stride]],
        ['s', 'k', 'x'],
      ),
    );
    const values = kernel.values as Float32Array;
    const cut = (length: number, stored: number) =>
      isSame ? Math.floor(Math.max(0, (stored - 1) * stride + 3 - length) / 2) : 0;
    const [top, left] = [cut(height, 4), cut(width, 2)];
    const wanted = pictures(samples, shape).flatMap((picture) => {
      const sums = Array<number>(height * width * 2).fill(0);
      for (let y = 0; y < 4; y++)
        for (let x = 0; x < 2; x++)
          for (let row = 0; row < 3; row++)
            for (let column = 0; column < 3; column++)
              for (let filter = 0; filter < 2; filter++) {
                const [to, across] = [y * stride + row - top, x * stride + column - left];
                if (to < 0 || across < 0 || to >= height || across >= width) continue;
                for (let channel = 0; channel < 3; channel++)
                  sums[(to * width + across) * 2 + filter]! +=
                    at(picture, y, x, channel)! * values[((filter * 3 + row) * 3 + column) * 3 + channel]!;
              }
      return sums;
    });
    expect(difference(scores, wanted)).toBeLessThan(1e-6);
  });

  it.each([
    [
      'AVERAGE_POOL_2D',
      1,
      (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length,
    ],
    ['MAX_POOL_2D', 17, (values: readonly number[]) => Math.max(...values)],
  ] as const)('pools with %s over the places inside the picture', async (_, code, reduce) => {
    const shape = [5, 6, 2] as const;
    const windows: Windows = { strides: [2, 3], dilations: [1, 1], isSame: true };
    const [height, width] = outputSize(shape, [3, 2], windows);
    const { samples, scores } = await runTwice(
      single(
        code,
        [1, ...shape],
        [1, height, width, 2],
        [],
        [5, [1, 'int', 3], [2, 'int', 2], [3, 'int', 2], [4, 'int', 3]],
      ),
    );
    const wanted = pictures(samples, shape).flatMap((picture) => {
      const { rows, columns } = windowsOf(picture, [3, 2], windows);
      return rows.flatMap((places) =>
        columns.flatMap((across) =>
          [0, 1].map((channel) =>
            reduce(places.flatMap((y) => across.flatMap((x) => at(picture, y, x, channel) ?? []))),
          ),
        ),
      );
    });
    expect(difference(scores, wanted)).toBeLessThan(1e-6);
  });
});

describe('words', () => {
  it('numbers the words of a kernel in the order of the file', async () => {
    const kernel = floats('net/conv/Conv2D', [2, 3, 3, 4], 1);
    const opened = await open(
      single(
        3,
        [1, 5, 5, 4],
        [1, 5, 5, 2],
        [kernel, floats('net/conv/BiasAdd', [2], 2)],
        [1, [1, 'int', 1], [2, 'int', 1]],
      ),
    );
    expect(opened.tensors.map(({ name, shape, structure }) => [name, shape, structure])).toEqual([
      ['net/conv/Conv2D', [2, 3, 3, 4], 'weights'],
      ['net/conv/BiasAdd', [2], 'biases'],
    ]);
    expect(await opened.tensors[0]!.read()).toEqual(kernel.values);
    const [layer] = opened.description.layers;
    expect(layer).toMatchObject({
      name: 'conv',
      tensors: [{ tensor: 0, shape: [2, 3, 3, 4] }, { tensor: 1 }],
    });
  });

  it('reads values that lie behind the tables', async () => {
    const kernel = { ...floats('k', [2, 3], 1), isBehind: true };
    const { tensors } = await open(single(9, [1, 3], [1, 2], [kernel], [8]));
    expect(await tensors[0]!.read()).toEqual(kernel.values);
  });

  it('reads floats of 16 bits through DEQUANTIZE', async () => {
    const half = { name: 'k', shape: [1, 3], type: FLOAT16, values: Uint16Array.of(0x3c00, 0xc000, 0x3800) };
    const opened = await open({
      tensors: [computed('x', [1, 3]), half, { name: 'wide', shape: [1, 3] }, computed('y', [1, 1])],
      operators: [
        { code: 6, inputs: ['k'], outputs: ['wide'] },
        { code: 9, inputs: ['x', 'wide'], outputs: ['y'], options: [8] },
      ],
    });
    expect(opened.tensors.map(({ name, structure }) => [name, structure])).toEqual([['k', 'weights']]);
    expect(await runOpened(opened, [3, 5, 8])).toEqual([3 - 10 + 4]);
    expect(opened.report.format).toBe('TFLite (float16)');
  });

  it('reads words of 8 bits with a scale for each filter, and says that activations stay floats', async () => {
    const kernel: FakeTensor = {
      name: 'k',
      shape: [2, 3],
      type: INT8,
      values: Int8Array.of(1, -2, 3, 100, 0, -128),
      scales: [0.5, 0.25],
      zeroPoints: [0, 4],
    };
    const opened = await open(single(9, [1, 3], [1, 2], [kernel], [8]));
    expect(await opened.tensors[0]!.read()).toEqual(Float32Array.of(0.5, -1, 1.5, 24, -1, -33));
    expect(await runOpened(opened, [1, 2, 3])).toEqual([0.5 - 2 + 4.5, 24 - 2 - 99]);
    expect(opened.report.format).toBe('TFLite (weights int8 per channel)');
    expect(opened.report.notes.join()).toContain('here they stay floats');
    expect(opened.report.tensors[0]!.computation).toBe('(word - [2]) · [2]');
  });

  it('rounds what a file of words stores, and no values that only move', async () => {
    const words = (scale: number, zeroPoint: number) =>
      ({ type: INT8, scales: [scale], zeroPoints: [zeroPoint] }) as const;
    const kernel: FakeTensor = {
      name: 'k',
      shape: [2, 2],
      values: Int8Array.of(3, 1, -7, 20),
      ...words(0.5, 0),
    };
    const bias: FakeTensor = {
      name: 'b',
      shape: [2],
      type: INT32,
      values: Int32Array.of(40, -8),
      scales: [0.125],
      zeroPoints: [0],
    };
    const opened = await open({
      tensors: [
        computed('x', [1, 2], words(0.25, -128)),
        kernel,
        bias,
        computed('sum', [1, 2], words(0.7, 3)),
        ints('to', -1, 2, 1),
        computed('y', [1, 2, 1], words(0.7, 3)),
      ],
      operators: [
        { code: 9, inputs: ['x', 'k', 'b'], outputs: ['sum'], options: [8, [0, 'byte', 1]] },
        { code: 22, inputs: ['sum', 'to'], outputs: ['y'] },
      ],
    });
    const clamp = (word: number) => Math.min(127, Math.max(-128, word));
    const run = (x: readonly number[]) => {
      const read = x.map((value) => (clamp(Math.round(value / 0.25) - 128) + 128) * 0.25);
      const sums = [0, 1].map(
        (unit) =>
          read.reduce((sum, value, at) => sum + value * 0.5 * Number(kernel.values![2 * unit + at]), 0) +
          0.125 * Number(bias.values![unit]),
      );
      return sums.map((sum) => 0.7 * (clamp(Math.round(Math.max(0, sum) / 0.7) + 3) - 3));
    };
    const inputs = [3.3, 7.9, 1000, -4];
    const wanted = [...run(inputs.slice(0, 2)), ...run(inputs.slice(2))];
    expect(difference(await runOpened(opened, inputs), wanted)).toBeLessThan(1e-6);
    const kinds = opened.description.nodes.map(({ node }) => node.kind);
    expect(kinds.filter((kind) => kind === 'quantize')).toHaveLength(2);
    expect(opened.report).toMatchObject({
      format: 'TFLite (int8 per tensor)',
      inputs: [{ name: 'x', type: 'float32', shape: ['?', 2] }],
    });
    expect(opened.tensors.map(({ name, shape }) => [name, shape])).toContainEqual(['b', [2]]);
  });

  it('rounds again where a view has other words than its input', async () => {
    const words = (scale: number) => ({ type: UINT8, scales: [scale], zeroPoints: [0] }) as const;
    const opened = await open({
      tensors: [computed('x', [1, 2], words(0.5)), ints('to', -1, 2, 1), computed('y', [1, 2, 1], words(2))],
      operators: [{ code: 22, inputs: ['x', 'to'], outputs: ['y'] }],
    });
    expect(await runOpened(opened, [3.4, 5.5])).toEqual([4, 6]);
  });

  it.each<[string, FakeOperator, readonly number[]]>([
    [
      'MAX_POOL_2D',
      {
        code: 17,
        inputs: ['x'],
        outputs: ['y'],
        options: [
          5,
          [0, 'byte', 1],
          [1, 'int', 1],
          [2, 'int', 1],
          [3, 'int', 1],
          [4, 'int', 1],
          [5, 'byte', 3],
        ],
      },
      [1, 1, 2, 1],
    ],
    [
      'CONCATENATION',
      { code: 2, inputs: ['x'], outputs: ['y'], options: [10, [0, 'int', 3], [1, 'byte', 3]] },
      [1, 1, 2, 1],
    ],
  ])('rounds again after the RELU6 of a %s', async (_, operator, shape) => {
    const words = { type: UINT8, scales: [0.035], zeroPoints: [0] } as const;
    const opened = await open({
      tensors: [computed('x', shape, words), computed('y', shape, words)],
      operators: [operator],
    });
    // 6 / 0.035 = 171.43 lies between two words.
    const [limited, below] = await runOpened(opened, [8, 3.51]);
    expect(limited).toBeCloseTo(171 * 0.035, 6);
    expect(below).toBeCloseTo(100 * 0.035, 6);
  });

  it('stores a value of words once, and neither the input nor a softmax at the end', async () => {
    const words = (scale: number) => ({ type: INT8, scales: [scale], zeroPoints: [-128] }) as const;
    const kernel = (name: string): FakeTensor => ({
      name,
      shape: [2, 2],
      values: Int8Array.of(3, 1, -7, 20),
      type: INT8,
      scales: [0.5],
      zeroPoints: [0],
    });
    const { description } = await open({
      tensors: [
        computed('x', [1, 2], words(0.25)),
        kernel('k1'),
        computed('first', [1, 2], words(0.5)),
        kernel('k2'),
        computed('second', [1, 2], words(0.5)),
        computed('y', [1, 2], words(1 / 256)),
      ],
      operators: [
        { code: 9, inputs: ['x', 'k1'], outputs: ['first'], options: [8, [0, 'byte', 1]] },
        { code: 9, inputs: ['first', 'k2'], outputs: ['second'], options: [8] },
        { code: 25, inputs: ['second'], outputs: ['y'], options: [9, [0, 'float', 1]] },
      ],
    });
    const kinds = new Map(description.nodes.map(({ node }) => [node.name, node.kind]));
    const stored = description.buffers.map(({ node, layer, numWords, rectified }) => [
      kinds.get(node),
      layer,
      numWords,
      rectified,
    ]);
    expect(stored).toEqual([
      ['dequantize', 'k1', 2, true],
      ['dequantize', 'k2', 2, false],
    ]);
  });

  it('keeps its answers where activations are stored in a format that holds them', async () => {
    const numSamples = 20;
    const words = { type: UINT8, scales: [1 / 255], zeroPoints: [0] } as const;
    const opened = await open({
      tensors: [
        computed('x', [1, 2], words),
        {
          name: 'k',
          shape: [2, 2],
          values: Int8Array.of(1, 0, 0, 1),
          type: INT8,
          scales: [1],
          zeroPoints: [0],
        },
        computed('y', [1, 2], words),
      ],
      operators: [{ code: 9, inputs: ['x', 'k'], outputs: ['y'], options: [8] }],
    });
    // Words of 128 and more, which Q8.8 does not hold.
    const inputs = Float32Array.from(numbers(2 * numSamples, 5), (value) => 0.775 + 0.175 * value);
    const labels = Uint8Array.from({ length: numSamples }, (_, sample) =>
      Number(inputs[2 * sample + 1]! > inputs[2 * sample]!),
    );
    const engine = new Engine(await loadGraph(opened), {
      kind: 'own',
      numSamples,
      labels,
      digest: '',
      inputs: (first, end) => inputs.slice(2 * first, 2 * end),
      thumbnailShape: [1, 1, 1],
      thumbnail: () => Uint8Array.of(0),
      sound: () => null,
      notes: [],
      origins: [],
    });
    const site: FaultSite = {
      structures: ['activations'],
      layers: opened.description.layers.map(({ name }) => name),
      format: parseQFormat('Q3.5'),
      activationFormat: parseQFormat('Q8.8'),
      encoding: 'twosComplement',
      reluWords: 'signed',
      bitPositions: null,
      lifetime: 'permanent',
    };
    const { float, quantized } = await engine.faultFree(site, numSamples);
    expect([float.wrong, quantized.wrong]).toEqual([0, 0]);
    engine.dispose();
  });
});

const X = [0.3, -1.7, 2.5, 7.25, -0.04, -9] as const;
const sigmoid = (x: number) => 1 / (1 + Math.exp(-x));

describe('operators of one value', () => {
  it.each<[string, number, (x: number) => number, Options?]>([
    ['RELU', 19, (x) => Math.max(0, x)],
    ['RELU_N1_TO_1', 20, (x) => Math.min(1, Math.max(-1, x))],
    ['RELU6', 21, (x) => Math.min(6, Math.max(0, x))],
    ['RELU_0_TO_1', 152, (x) => Math.min(1, Math.max(0, x))],
    ['LEAKY_RELU', 98, (x) => (x < 0 ? 0.3 * x : x), [75, [0, 'float', 0.3]]],
    ['ELU', 111, (x) => (x < 0 ? Math.expm1(x) : x)],
    ['HARD_SWISH', 117, (x) => (x * Math.min(6, Math.max(0, x + 3))) / 6],
    ['LOGISTIC', 14, sigmoid],
    ['TANH', 28, Math.tanh],
    [
      'GELU',
      150,
      (x) => 0.5 * x * (1 + Math.tanh(Math.sqrt(2 / Math.PI) * (x + 0.044715 * x ** 3))),
      [116, [0, 'bool', 1]],
    ],
    ['EXP', 47, Math.exp],
    ['ABS', 101, Math.abs],
    ['NEG', 59, (x) => -x],
    ['SQUARE', 92, (x) => x * x],
    ['SIN', 66, Math.sin],
    ['COS', 108, Math.cos],
    ['SIGN', 158, Math.sign],
    ['FLOOR', 8, Math.floor],
    ['CEIL', 104, Math.ceil],
    ['QUANTIZE', 114, (x) => x],
  ])('computes %s', async (_, code, apply, options) => {
    const opened = await open(single(code, [1, 6], [1, 6], [], options));
    expect(difference(await runOpened(opened, X), X.map(apply))).toBeLessThan(1e-5);
  });

  it.each<[string, number, (x: number) => number]>([
    ['LOG', 73, Math.log],
    ['SQRT', 75, Math.sqrt],
    ['RSQRT', 76, (x) => 1 / Math.sqrt(x)],
  ])('computes %s of positive values', async (_, code, apply) => {
    const values = X.map((x) => Math.abs(x));
    const opened = await open(single(code, [1, 6], [1, 6]));
    expect(difference(await runOpened(opened, values), values.map(apply))).toBeLessThan(1e-5);
  });
});

describe('operators of two values', () => {
  const stored: FakeTensor = { name: 'k', shape: [3], values: Float32Array.of(2, -0.5, 3) };
  it.each<[string, number, (x: number, k: number) => number, Options?]>([
    ['ADD', 0, (x, k) => x + k, [11]],
    ['SUB', 41, (x, k) => x - k, [28]],
    ['SUB and RELU', 41, (x, k) => Math.max(0, x - k), [28, [0, 'byte', 1]]],
    ['MUL', 18, (x, k) => x * k, [21]],
    ['DIV', 42, (x, k) => x / k, [29]],
    ['MAXIMUM', 55, Math.max],
    ['MINIMUM', 57, Math.min],
    ['SQUARED_DIFFERENCE', 99, (x, k) => (x - k) ** 2],
    ['PRELU', 54, (x, k) => (x < 0 ? k * x : x)],
    ['ADD_N', 106, (x, k) => x + k],
  ])('computes %s with a stored list', async (_, code, apply, options) => {
    const opened = await open(single(code, [1, 2, 3], [1, 2, 3], [stored], options));
    const wanted = X.map((x, index) => apply(x, Number(stored.values![index % 3])));
    expect(difference(await runOpened(opened, X), wanted)).toBeLessThan(1e-5);
  });

  it('raises to a stored power', async () => {
    const opened = await open(
      single(78, [1, 3], [1, 3], [{ name: 'k', shape: [], values: Float32Array.of(2) }]),
    );
    expect(await runOpened(opened, [1, -3, 4])).toEqual([1, 9, 16]);
  });
});

describe('operators that move values', () => {
  const SIX = [1, 2, 3, 4, 5, 6];
  it.each<
    [
      string,
      number,
      readonly number[],
      readonly FakeTensor[],
      Options,
      readonly string[] | undefined,
      number[],
    ]
  >([
    ['RESHAPE by its settings', 22, [1, 3, 2], [], [17, [0, 'ints', [1, 3, 2]]], undefined, SIX],
    ['TRANSPOSE', 39, [1, 3, 2], [ints('p', 0, 2, 1)], [26], undefined, [1, 4, 2, 5, 3, 6]],
    ['SLICE', 65, [1, 1, 2], [ints('b', 0, 1, 1), ints('s', -1, 1, -1)], [48], undefined, [5, 6]],
    [
      'STRIDED_SLICE with masks',
      45,
      [1, 3],
      [ints('b', 0, 1, 0), ints('e', 0, 0, 0), ints('s', 1, 1, -1)],
      [32, [0, 'int', 0b101], [1, 'int', 0b101], [4, 'int', 0b010]],
      undefined,
      [6, 5, 4],
    ],
    [
      'STRIDED_SLICE that takes the last row',
      45,
      [1, 3],
      [ints('b', 0, -1, 0), ints('e', 0, 0, 3), ints('s', 1, 1, 1)],
      [32, [0, 'int', 0b001], [1, 'int', 0b001], [4, 'int', 0b010]],
      undefined,
      [4, 5, 6],
    ],
    [
      'PAD',
      34,
      [1, 3, 4],
      [{ ...ints('p', 0, 0, 0, 1, 1, 0), shape: [3, 2] }],
      [22],
      undefined,
      [0, 1, 2, 3, 0, 4, 5, 6, 0, 0, 0, 0],
    ],
    [
      'PADV2',
      60,
      [1, 2, 4],
      [
        { ...ints('p', 0, 0, 0, 0, 0, 1), shape: [3, 2] },
        { name: 'v', shape: [], values: Float32Array.of(9) },
      ],
      [43],
      undefined,
      [1, 2, 3, 9, 4, 5, 6, 9],
    ],
    [
      'MIRROR_PAD',
      100,
      [1, 2, 4],
      [{ ...ints('p', 0, 0, 0, 0, 1, 0), shape: [3, 2] }],
      [77],
      undefined,
      [2, 1, 2, 3, 5, 4, 5, 6],
    ],
    ['EXPAND_DIMS', 70, [1, 2, 1, 3], [ints('a', 2)], [52], undefined, SIX],
    ['GATHER', 36, [1, 2, 2], [ints('i', 2, 0)], [23, [0, 'int', 2]], undefined, [3, 1, 6, 4]],
    ['REVERSE_V2', 105, [1, 2, 3], [ints('a', 2)], [81], undefined, [3, 2, 1, 6, 5, 4]],
    ['TILE', 69, [1, 2, 6], [ints('m', 1, 1, 2)], [51], undefined, [1, 2, 3, 1, 2, 3, 4, 5, 6, 4, 5, 6]],
    [
      'CONCATENATION',
      2,
      [1, 3, 3],
      [floats('k', [1, 1, 3], 5)],
      [10, [0, 'int', -2]],
      undefined,
      [...SIX, ...numbers(3, 5)],
    ],
    ['MEAN', 40, [1, 3], [ints('a', 1)], [27], undefined, [2.5, 3.5, 4.5]],
    ['SUM with its axes', 74, [1, 2, 1], [ints('a', -1)], [27, [0, 'bool', 1]], undefined, [6, 15]],
    ['REDUCE_MAX', 82, [1, 2], [ints('a', 2)], [27], undefined, [3, 6]],
    ['REDUCE_MIN', 89, [1, 2], [ints('a', 2)], [27], undefined, [1, 4]],
    ['CUMSUM', 128, [1, 2, 3], [ints('a', 2)], [102], undefined, [1, 3, 6, 4, 9, 15]],
  ])('computes %s', async (_, code, output, stored, options, order, wanted) => {
    const opened = await open(single(code, [1, 2, 3], output, stored, options, order));
    expect(await runOpened(opened, SIX)).toEqual(wanted);
  });

  it('drops axes with SQUEEZE and stacks parts with SPLIT, UNPACK and PACK', async () => {
    const opened = await open({
      tensors: [
        computed('x', [1, 1, 4, 2]),
        computed('flat', [1, 4, 2]),
        { name: 'axis', shape: [], type: INT32, values: Int32Array.of(1) },
        computed('first', [1, 2, 2]),
        computed('second', [1, 2, 2]),
        computed('left', [1, 2]),
        computed('right', [1, 2]),
        computed('y', [1, 2, 2]),
      ],
      operators: [
        { code: 43, inputs: ['x'], outputs: ['flat'], options: [30, [0, 'ints', [1]]] },
        { code: 49, inputs: ['axis', 'flat'], outputs: ['first', 'second'], options: [35, [0, 'int', 2]] },
        {
          code: 88,
          inputs: ['second'],
          outputs: ['left', 'right'],
          options: [64, [0, 'int', 2], [1, 'int', 2]],
        },
        { code: 83, inputs: ['right', 'left'], outputs: ['y'], options: [59, [0, 'int', 2], [1, 'int', 1]] },
      ],
    });
    expect(await runOpened(opened, [1, 2, 3, 4, 5, 6, 7, 8])).toEqual([6, 8, 5, 7]);
  });

  it('splits into stated lengths, of which one is the rest', async () => {
    const axis: FakeTensor = { name: 'axis', shape: [], type: INT32, values: Int32Array.of(-1) };
    const opened = await open({
      tensors: [
        computed('x', [1, 6]),
        ints('parts', 2, -1),
        axis,
        computed('a', [1, 2]),
        computed('y', [1, 4]),
      ],
      operators: [
        { code: 102, inputs: ['x', 'parts', 'axis'], outputs: ['a', 'y'], options: [79, [0, 'int', 2]] },
      ],
    });
    expect(await runOpened(opened, SIX)).toEqual([3, 4, 5, 6]);
  });

  it('computes the shape of a reshape from that of its input', async () => {
    const lone = (name: string, value: number): FakeTensor => ({ ...ints(name, value) });
    const opened = await open({
      tensors: [
        computed('x', [1, 2, 3]),
        { name: 'shape', shape: [3], type: INT32 },
        lone('zero', 0),
        lone('one', 1),
        { name: 'batch', shape: [], type: INT32 },
        { name: 'six', shape: [], type: INT32, values: Int32Array.of(6) },
        { name: 'to', shape: [2], type: INT32 },
        computed('y', [1, 6]),
      ],
      operators: [
        { code: 77, inputs: ['x'], outputs: ['shape'], options: [55] },
        {
          code: 45,
          inputs: ['shape', 'zero', 'one', 'one'],
          outputs: ['batch'],
          options: [32, [4, 'int', 1]],
        },
        { code: 83, inputs: ['batch', 'six'], outputs: ['to'], options: [59, [0, 'int', 2]] },
        { code: 22, inputs: ['x', 'to'], outputs: ['y'] },
      ],
    });
    expect(await runOpened(opened, [...SIX, ...SIX])).toEqual([...SIX, ...SIX]);
  });

  it.each([
    ['RESIZE_NEAREST_NEIGHBOR', 97, 74, [0, 1], [0, 0], [0, 0, 0, 1, 1]],
    ['RESIZE_NEAREST_NEIGHBOR, half pixels', 97, 74, [0, 1], [0, 1], [0, 0, 1, 1, 1]],
    ['RESIZE_NEAREST_NEIGHBOR, corners', 97, 74, [0, 1], [1, 0], [0, 0, 1, 1, 1]],
    ['RESIZE_BILINEAR', 23, 15, [2, 3], [0, 0], [0, 0.4, 0.8, 1, 1]],
    ['RESIZE_BILINEAR, half pixels', 23, 15, [2, 3], [0, 1], [0, 0.1, 0.5, 0.9, 1]],
    ['RESIZE_BILINEAR, corners', 23, 15, [2, 3], [1, 0], [0, 0.25, 0.5, 0.75, 1]],
  ] as const)('computes %s', async (_, code, union, places, settings, weights) => {
    const opened = await open(
      single(
        code,
        [1, 1, 2, 2],
        [1, 1, 5, 2],
        [ints('size', 1, 5)],
        [union, [places[0], 'bool', settings[0]], [places[1], 'bool', settings[1]]],
      ),
    );
    // Two places with two channels: the weight is that of the second place.
    const wanted = weights.flatMap((weight) => [10 * weight, 100 + 100 * weight]);
    expect(difference(await runOpened(opened, [0, 100, 10, 200]), wanted)).toBeLessThan(1e-6);
  });

  it('computes DEPTH_TO_SPACE and SPACE_TO_DEPTH, each the other way round', async () => {
    const values = Array.from({ length: 16 }, (_, index) => index);
    const apart = await open(single(5, [1, 2, 2, 4], [1, 4, 4, 1], [], [94, [0, 'int', 2]]));
    const spread = await runOpened(apart, values);
    // The four channels of a place are a square, row by row.
    expect(spread).toEqual([0, 1, 4, 5, 2, 3, 6, 7, 8, 9, 12, 13, 10, 11, 14, 15]);
    const together = await open(single(26, [1, 4, 4, 1], [1, 2, 2, 4], [], [19, [0, 'int', 2]]));
    expect(await runOpened(together, spread)).toEqual(values);
  });
});

describe('products and scores', () => {
  it.each([
    ['a matrix', [1, 3], [1, 2], false],
    ['a picture, flat', [1, 1, 3], [1, 2], false],
    ['rows that keep their axes', [1, 4, 3], [1, 4, 2], true],
    ['rows of several steps, flat', [1, 4, 3], [4, 2], false],
  ] as const)('multiplies %s by a stored kernel', async (_, input, output, keepsAxes) => {
    const kernel = floats('k', [2, 3], 1);
    const bias = floats('b', [2], 2);
    const { samples, scores } = await runTwice(
      single(9, input, output, [kernel, bias], [8, [2, 'bool', Number(keepsAxes)]]),
    );
    const wanted = Array.from({ length: samples.length / 3 }, (_unused, row) =>
      [0, 1].map(
        (unit) =>
          Number(bias.values![unit]) +
          [0, 1, 2].reduce(
            (sum, at) => sum + samples[3 * row + at]! * Number(kernel.values![3 * unit + at]),
            0,
          ),
      ),
    ).flat();
    expect(difference(scores, wanted)).toBeLessThan(1e-6);
  });

  it('multiplies computed matrices, either one turned', async () => {
    const opened = await open({
      tensors: [computed('x', [1, 2, 3]), computed('y', [1, 2, 2])],
      operators: [{ code: 126, inputs: ['x', 'x'], outputs: ['y'], options: [101, [1, 'bool', 1]] }],
    });
    expect(await runOpened(opened, [1, 2, 3, 4, 5, 6])).toEqual([14, 32, 32, 77]);
  });

  it('scales scores before SOFTMAX, and divides by their length in L2_NORMALIZATION', async () => {
    const softmax = await open(single(25, [1, 3], [1, 3], [], [9, [0, 'float', 2]]));
    const powers = [0.2, 0.6, 1].map((x) => Math.exp(2 * x));
    const sum = powers.reduce((all, one) => all + one, 0);
    const found = await runOpened(softmax, [0.2, 0.6, 1]);
    expect(
      difference(
        found,
        powers.map((power) => power / sum),
      ),
    ).toBeLessThan(1e-6);
    const log = await open(single(50, [1, 3], [1, 3], [], [36]));
    const logs = [0.2, 0.6, 1].map(
      (x) => x - Math.log([0.2, 0.6, 1].reduce((all, one) => all + Math.exp(one), 0)),
    );
    expect(difference(await runOpened(log, [0.2, 0.6, 1]), logs)).toBeLessThan(1e-6);
    const length = await open(single(11, [1, 2, 2], [1, 2, 2], [], [12]));
    expect(difference(await runOpened(length, [3, 4, 0, 0]), [0.6, 0.8, 0, 0])).toBeLessThan(1e-6);
  });
});

/** The sentences with which a file is refused. */
async function refusal(file: FakeTflite): Promise<string> {
  const error = await open(file).then(
    () => null,
    (cause: unknown) => cause,
  );
  expect(error).toBeInstanceOf(AssetError);
  return (error as AssetError).message;
}

describe('refusals', () => {
  it('names all operators and settings that cannot be run at once', async () => {
    const pads: FakeTensor = { ...ints('p', 0, 0, 1, 1), shape: [2, 2] };
    const message = await refusal({
      tensors: [
        computed('x', [1, 4]),
        computed('a', [1, 4]),
        computed('b', [1, 4]),
        pads,
        computed('y', [1, 6]),
      ],
      operators: [
        { code: 'Magic', inputs: ['x'], outputs: ['a'] },
        { code: 163, inputs: ['a'], outputs: ['b'] },
        { code: 100, inputs: ['b', 'p'], outputs: ['y'], options: [77, [0, 'byte', 1]] },
      ],
    });
    expect(message).toBe(
      'net.tflite: Nodes with operators that cannot be run: a (CUSTOM Magic 1), b (163 1), y (MIRROR_PAD: mode = SYMMETRIC)',
    );
  });

  it('refuses the settings of another operator', async () => {
    expect(
      await refusal(single(3, [1, 2, 2, 1], [1, 2, 2, 1], [floats('k', [1, 1, 1, 1], 1)], [2])),
    ).toContain('k (CONV_2D: options of another operator)');
  });

  it.each<[string, FakeTflite, string]>([
    [
      'settings of another operator',
      single(3, [1, 2, 2, 1], [1, 2, 2, 1], [floats('k', [1, 1, 1, 1], 1)], [2]),
      'k (CONV_2D: Einstellungen eines anderen Operators)',
    ],
    [
      'an input that is left out',
      single(9, [1, 3], [1, 2], [], [8], ['x', '']),
      '(FULLY_CONNECTED: Eingang 1 = keines)',
    ],
    [
      'axes that are computed',
      {
        tensors: [computed('x', [1, 4]), computed('y', [1, 1])],
        operators: [{ code: 40, inputs: ['x', 'x'], outputs: ['y'], options: [27] }],
      },
      '(MEAN: Eingang 1 = berechnet, nicht gespeichert)',
    ],
  ])('refuses %s in German on a German page', async (_, file, reason) => {
    setMessages(GERMAN);
    expect(await refusal(file)).toContain(reason);
  });

  it.each<[string, Partial<FakeTensor>, string]>([
    ['bytes that do not fit', { shape: [2, 4] }, 'k [2 x 4] float32: 24 ≠ 32'],
    ['a length of 0', { shape: [0, 3] }, 'Tensors with a dimension out of range: k [0 x 3]'],
    ['strings', { type: 5 }, 'Tensors of other types: k (5): expected numbers'],
    [
      'fewer scales than filters',
      { type: INT8, values: Int8Array.of(1, 2, 3, 4, 5, 6), scales: [1, 2, 3] },
      'Tensors whose words cannot be read: k [2 x 3] (3, 3, 0)',
    ],
    [
      'a scale that is no number',
      { type: INT8, values: Int8Array.of(1, 2, 3, 4, 5, 6), scales: [Number.NaN] },
      'Tensors whose words cannot be read: k',
    ],
    [
      'a zero point beyond the words',
      { type: INT8, values: Int8Array.of(1, 2, 3, 4, 5, 6), scales: [1], zeroPoints: [128] },
      'Tensors whose words cannot be read: k',
    ],
  ])('refuses %s', async (_, change, message) => {
    const kernel = { ...floats('k', [2, 3], 1), ...change };
    expect(await refusal(single(9, [1, 3], [1, 2], [kernel], [8]))).toContain(message);
  });

  it.each<[string, Partial<FakeTflite>, string]>([
    ['another version', { version: 2 }, 'The file has version 2 of its schema: expected 3'],
    ['no graph', { numGraphs: 0 }, 'The file has no graph: expected one'],
    ['no output', { outputs: [] }, 'Graph without outputs: main'],
    ['a tensor that nothing writes', { operators: [] }, 'nothing writes: y'],
  ])('refuses %s', async (_, change, message) => {
    expect(await refusal({ ...single(19, [1, 3], [1, 3]), ...change })).toContain(message);
  });

  it('refuses operators in another order than that of computation', async () => {
    const file: FakeTflite = {
      tensors: [computed('x', [1, 3]), computed('a', [1, 3]), computed('y', [1, 3])],
      operators: [
        { code: 19, inputs: ['a'], outputs: ['y'] },
        { code: 19, inputs: ['x'], outputs: ['a'] },
      ],
    };
    expect(await refusal(file)).toContain('Nodes that stand before a node whose output they read');
  });

  it('refuses an index that is not there, with its place', async () => {
    const bytes = tfliteBytes(single(19, [1, 3], [1, 3]));
    const view = new DataView(bytes.buffer);
    // The only list of one 0 is the operator's input.
    const places = Array.from({ length: bytes.length / 4 - 1 }, (_, word) => 4 * word).filter(
      (byte) => view.getInt32(byte, true) === 1 && view.getInt32(byte + 4, true) === 0,
    );
    const messages = await Promise.all(
      places.map(async (byte) => {
        const changed = bytes.slice();
        new DataView(changed.buffer).setInt32(byte + 4, 7, true);
        return openTflite({ name: 'net', blob: new Blob([changed]) }).then(
          () => '',
          ({ message }: Error) => message,
        );
      }),
    );
    expect(messages).toContain('net: operators[0].inputs[0] is 7: expected -1 to 1');
    expect(messages).toContain('net: inputs[0] is 7: expected 0 to 1');
  });
});

describe('names and notes', () => {
  it('names layers by their kernels, without what converters add', async () => {
    const kernel = (name: string) => ({ ...floats(name, [3, 3], 1) });
    const opened = await open({
      tensors: [
        computed('x', [1, 3]),
        kernel('net/first/MatMul'),
        kernel('tfl.pseudo_qconst3'),
        computed('net/first/Relu;net/first/MatMul', [1, 3]),
        computed('net/second/Relu;net/second/BiasAdd;net/second/MatMul', [1, 3]),
        computed('StatefulPartitionedCall:0', [1, 3]),
      ],
      operators: [
        {
          code: 9,
          inputs: ['x', 'net/first/MatMul'],
          outputs: ['net/first/Relu;net/first/MatMul'],
          options: [8],
        },
        {
          code: 9,
          inputs: ['net/first/Relu;net/first/MatMul', 'tfl.pseudo_qconst3'],
          outputs: ['net/second/Relu;net/second/BiasAdd;net/second/MatMul'],
          options: [8],
        },
        {
          code: 25,
          inputs: ['net/second/Relu;net/second/BiasAdd;net/second/MatMul'],
          outputs: ['StatefulPartitionedCall:0'],
          options: [9, [0, 'float', 1]],
        },
      ],
      outputs: ['StatefulPartitionedCall:0'],
    });
    expect(opened.description.layers.map(({ name }) => name)).toEqual(['first', 'second']);
    expect(opened.description.nodes.map(({ node }) => node.name)).toEqual(['first', 'second', 'softmax_2']);
  });

  it('tells tensors of one name apart', async () => {
    const twin = { ...floats('k', [2, 2], 1) };
    const { tensors } = await open({
      tensors: [computed('x', [1, 2]), twin, computed('a', [1, 2]), computed('y', [1, 2])],
      operators: [
        { code: 9, inputs: ['x', 'k'], outputs: ['a'], options: [8] },
        { code: 9, inputs: ['a', 'k'], outputs: ['y'], options: [8] },
      ],
    });
    expect(tensors.map(({ name }) => name)).toEqual(['k']);
    const source = await openTflite(
      tfliteFile({
        ...single(19, [1, 2], [1, 2]),
        tensors: [computed('x', [1, 2]), computed('y', [1, 2]), computed('', [1, 2]), computed('x', [1, 2])],
      }),
    );
    expect(source.inputs.map(({ name }) => name)).toEqual(['x']);
  });

  it('says that the first of several graphs is run', async () => {
    const { report } = await open({ ...single(19, [1, 3], [1, 3]), numGraphs: 2 });
    expect(report.notes).toContain('The file has 2 graphs: the first one is run');
  });
});
