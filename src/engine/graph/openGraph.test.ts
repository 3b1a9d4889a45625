import { MathBackendCPU } from '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Injection } from '../../core/site/injection';
import { parseQFormat } from '../../core/words/qformat';
import type { SampleSet } from '../datasets/sampleSet';
import { Engine } from '../inference/engine';
import { openOnnx } from '../onnx/openOnnx';
import { fileOf } from '../onnx/writeOnnx.fake';
import { loadGraph } from './loadGraph';
import {
  difference,
  type FakeNetwork,
  integers,
  networkBytes,
  numbers,
  openFake,
  randomTensor,
  runOpened,
} from './networks.fake';
import { openGraph } from './openGraph';

beforeAll(async () => {
  await tf.setBackend('cpu');
});

/** [batch, 6] -> Gemm -> Relu -> MatMul + Add -> Softmax. */
const MLP: FakeNetwork = {
  input: ['batch', 6],
  output: ['batch', 4],
  tensors: {
    'fc1.weight': randomTensor([5, 6], 1),
    'fc1.bias': randomTensor([5], 2),
    kernel: randomTensor([5, 4], 3),
    offset: randomTensor([4], 4),
  },
  nodes: [
    {
      operator: 'Gemm',
      name: '/fc1/Gemm',
      inputs: ['x', 'fc1.weight', 'fc1.bias'],
      outputs: ['a'],
      attributes: { transB: 1 },
    },
    { operator: 'Relu', name: '/Relu', inputs: ['a'], outputs: ['b'] },
    { operator: 'MatMul', name: '/fc2/MatMul', inputs: ['b', 'kernel'], outputs: ['c'] },
    { operator: 'Add', name: '/fc2/Add', inputs: ['offset', 'c'], outputs: ['d'] },
    { operator: 'Softmax', name: '/Softmax', inputs: ['d'], outputs: ['y'], attributes: { axis: -1 } },
  ],
};

/** Scores of the MLP by loops. */
function mlpScores(x: readonly number[]): number[] {
  const at = (name: string) => MLP.tensors[name]!.values;
  const hidden = Array.from({ length: 5 }, (_, unit) =>
    Math.max(
      0,
      x.reduce(
        (sum, value, input) => sum + value * at('fc1.weight')[unit * 6 + input]!,
        at('fc1.bias')[unit]!,
      ),
    ),
  );
  const scores = Array.from({ length: 4 }, (_, unit) =>
    hidden.reduce((sum, value, input) => sum + value * at('kernel')[input * 4 + unit]!, at('offset')[unit]!),
  );
  const total = scores.reduce((sum, score) => sum + Math.exp(score), 0);
  return scores.map((score) => Math.exp(score) / total);
}

/** [batch, 2, 7, 6] -> Conv (stride 2, uneven pads) -> Relu -> MaxPool -> Flatten -> Gemm. */
const CNN: FakeNetwork = {
  input: ['batch', 2, 7, 6],
  output: ['batch', 3],
  tensors: {
    W: randomTensor([3, 2, 3, 2], 5),
    B: randomTensor([3], 6),
    F: randomTensor([3, 12], 7),
  },
  nodes: [
    {
      operator: 'Conv',
      name: 'features.0',
      inputs: ['x', 'W', 'B'],
      outputs: ['a'],
      attributes: { kernel_shape: [3, 2], strides: [2, 1], pads: [1, 0, 0, 1] },
    },
    { operator: 'Relu', name: 'features.1', inputs: ['a'], outputs: ['b'] },
    {
      operator: 'MaxPool',
      name: 'features.2',
      inputs: ['b'],
      outputs: ['c'],
      attributes: { kernel_shape: [2, 3], strides: [2, 3], ceil_mode: 1 },
    },
    { operator: 'Flatten', name: 'flatten', inputs: ['c'], outputs: ['d'] },
    { operator: 'Gemm', name: 'classifier', inputs: ['d', 'F'], outputs: ['y'], attributes: { transB: 1 } },
  ],
};

/** Scores of the CNN by loops over the file's layout, channels first. */
function cnnScores(x: readonly number[], weights = CNN.tensors.W!.values): number[] {
  const pixel = (channel: number, row: number, column: number) =>
    row < 0 || row >= 7 || column < 0 || column >= 6 ? 0 : x[(channel * 7 + row) * 6 + column]!;
  // Height: (7 + 1 - 3) / 2 + 1 = 3. Width: (6 + 1 - 2) / 1 + 1 = 6.
  const conv = (filter: number, row: number, column: number) => {
    let sum = CNN.tensors.B!.values[filter]!;
    for (let channel = 0; channel < 2; channel++)
      for (let i = 0; i < 3; i++)
        for (let j = 0; j < 2; j++)
          sum +=
            weights[((filter * 2 + channel) * 3 + i) * 2 + j]! * pixel(channel, 2 * row - 1 + i, column + j);
    return Math.max(0, sum);
  };
  const pooled: number[] = [];
  for (let filter = 0; filter < 3; filter++)
    for (let row = 0; row < 2; row++)
      for (let column = 0; column < 2; column++) {
        const window: number[] = [];
        for (let i = 2 * row; i < Math.min(3, 2 * row + 2); i++)
          for (let j = 3 * column; j < 3 * column + 3; j++) window.push(conv(filter, i, j));
        pooled.push(Math.max(...window));
      }
  return Array.from({ length: 3 }, (_, unit) =>
    pooled.reduce((sum, value, input) => sum + value * CNN.tensors.F!.values[unit * 12 + input]!, 0),
  );
}

/** Cuts a list into samples of a size. */
function samplesOf(values: readonly number[], size: number): number[][] {
  return Array.from({ length: values.length / size }, (_, index) =>
    values.slice(index * size, (index + 1) * size),
  );
}

describe('openGraph', () => {
  it('runs a multilayer perceptron as loops do, with bias and ReLU in its products', async () => {
    const opened = await openFake(MLP);
    const x = numbers(5 * 6, 8);
    expect(difference(await runOpened(opened, x), samplesOf(x, 6).flatMap(mlpScores))).toBeLessThan(1e-5);
    const { nodes, layers, buffers, numClasses, inputShape } = opened.description;
    expect({ numClasses, inputShape }).toEqual({ numClasses: 4, inputShape: [6] });
    expect(nodes.map(({ node }) => `${node.name} ${node.kind} <- ${node.inputs}`)).toEqual([
      'fc1 linear <- ',
      'fc2 linear <- fc1',
      'softmax softmax <- fc2',
    ]);
    expect(nodes[0]!.node).toMatchObject({ activation: { name: 'relu' } });
    expect(
      layers.map(({ name, tensors }) => [
        name,
        ...tensors.map((one) => `${one.tensor} ${one.stored} ${one.structure}`),
      ]),
    ).toEqual([
      ['fc1', '0 fc1.weight weights', '1 fc1.bias biases'],
      ['fc2', '2 kernel weights', '3 offset biases'],
    ]);
    // The softmax at the end writes nothing.
    expect(buffers.map(({ node, numWords }) => [node, numWords])).toEqual([
      ['fc1', 5],
      ['fc2', 4],
    ]);
  });

  it('runs a convolutional network with its channels last and its flattening in the order of the file', async () => {
    const opened = await openFake(CNN);
    expect(opened.description.inputShape).toEqual([7, 6, 2]);
    const x = numbers(3 * 84, 9);
    expect(
      difference(
        await runOpened(opened, x),
        samplesOf(x, 84).flatMap((sample) => cnnScores(sample)),
      ),
    ).toBeLessThan(1e-5);
    expect(opened.description.nodes.map(({ node }) => `${node.name} ${node.kind} ${node.block}`)).toEqual([
      'features.0 convolution features.0',
      'features.2 windowMax features.2',
      'flatten/transpose transpose flatten',
      'flatten reshape flatten',
      'classifier linear classifier',
    ]);
  });

  it('a changed word k of a kernel is value k of the file', async () => {
    const opened = await openFake(CNN);
    const { layers, stored } = opened.description;
    expect(layers[0]!.tensors[0]).toMatchObject({ stored: 'W', shape: [3, 2, 3, 2], tensor: 0 });
    const x = numbers(84, 10);
    for (const word of [0, 7, 20, 35]) {
      const weights = CNN.tensors.W!.values.with(word, 3);
      const network = await loadGraph(opened);
      const at = stored.findIndex(({ name }) => name === 'W');
      expect(opened.tensors[at]!.name).toBe('W');
      const changed = {
        ...opened,
        tensors: opened.tensors.with(at, {
          ...opened.tensors[at]!,
          read: async () => Float32Array.from(weights),
        }),
      };
      expect(difference(await runOpened(changed, x), cnnScores(x, weights))).toBeLessThan(1e-5);
      network.dispose();
    }
  });

  it('gives one identity to one network, whatever its file is called, and another to other values', async () => {
    const { id } = (await openFake(CNN)).description;
    expect(id).toMatch(/^file-[0-9a-f]{16}$/);
    expect((await openFake(CNN)).description.id).toBe(id);
    const tensors = { ...CNN.tensors, B: randomTensor([3], 60) };
    expect((await openFake({ ...CNN, tensors })).description.id).not.toBe(id);
    const pooled = CNN.nodes.map((one) => (one.operator === 'Relu' ? { ...one, operator: 'Sigmoid' } : one));
    expect((await openFake({ ...CNN, nodes: pooled })).description.id).not.toBe(id);
  });

  it.each([
    [127 / 128, 'Q1.7'],
    [1, 'Q2.6'],
    [-1.5, 'Q2.6'],
    [2, 'Q3.5'],
    [127, 'Q8.0'],
    [1000, 'Q8.0'],
  ])('starts with a format that holds %f', async (largest, format) => {
    const tensors = { ...CNN.tensors, F: { shape: [3, 12], values: Array<number>(36).fill(largest) } };
    expect((await openFake({ ...CNN, tensors })).description.weightFormat).toBe(format);
  });

  it('computes the arithmetic of shapes when the file is opened', async () => {
    const x = numbers(2 * 84, 11);
    const network: FakeNetwork = {
      ...CNN,
      tensors: {
        ...CNN.tensors,
        zero: { ...integers(0), shape: [] },
        rest: integers(-1),
        first: integers(0),
      },
      nodes: [
        ...CNN.nodes.slice(0, 3),
        { operator: 'Shape', inputs: ['c'], outputs: ['s'] },
        { operator: 'Gather', inputs: ['s', 'zero'], outputs: ['n'] },
        { operator: 'Unsqueeze', inputs: ['n', 'first'], outputs: ['m'] },
        { operator: 'Concat', inputs: ['m', 'rest'], outputs: ['t'], attributes: { axis: 0 } },
        { operator: 'Reshape', inputs: ['c', 't'], outputs: ['d'] },
        CNN.nodes[4]!,
      ],
    };
    // A backend without kernels: whatever ran on it would fail.
    tf.registerBackend('other', () => new MathBackendCPU());
    await tf.setBackend('other');
    const opened = await openFake(network);
    expect(tf.getBackend()).toBe('other');
    await tf.setBackend('cpu');
    tf.removeBackend('other');
    expect(opened.report.computed).toEqual(['n', 't']);
    expect(
      difference(
        await runOpened(opened, x),
        samplesOf(x, 84).flatMap((sample) => cnnScores(sample)),
      ),
    ).toBeLessThan(1e-5);
  });

  it('names all nodes that cannot be run, and all tensors that are not finite', async () => {
    const broken: FakeNetwork = {
      ...CNN,
      nodes: [
        ...CNN.nodes.slice(0, 2),
        { operator: 'Magic', name: 'odd', inputs: ['b'], outputs: ['m'] },
        { operator: 'TopK', name: 'best', inputs: ['m'], outputs: ['n'] },
        {
          operator: 'Conv',
          name: 'wrong',
          inputs: ['b', 'W'],
          outputs: ['o'],
          attributes: { auto_pad: 'EVEN' },
        },
        { operator: 'ReduceMean', name: 'mixed', inputs: ['b'], outputs: ['p'], attributes: { axes: [0] } },
        { operator: 'Sum', name: 'end', inputs: ['n', 'o', 'p'], outputs: ['y'] },
      ],
    };
    await expect(openFake(broken)).rejects.toThrow(
      [
        'net.onnx: Nodes with operators that cannot be run: odd (Magic 17), best (TopK 17)',
        'Nodes with settings that cannot be run: wrong (Conv 17: auto_pad = EVEN)',
        'Nodes that mix the samples of a batch: mixed (ReduceMean 17: [1, 3, 3, 6], axis 0)',
      ].join('. '),
    );
    const values = CNN.tensors.F!.values.with(3, Number.NaN).with(4, Number.POSITIVE_INFINITY);
    const infinite = { ...CNN, tensors: { ...CNN.tensors, F: { shape: [3, 12], values } } };
    await expect(openFake(infinite)).rejects.toThrow('values that are NaN or infinite: F (2 / 36)');
  });

  it('a network runs on the engine, and flipped bits of its weights change its answers', async () => {
    const opened = await openFake(CNN);
    const network = await loadGraph(opened);
    const x = numbers(8 * 84, 12);
    const samples = samplesOf(x, 84);
    const labels = Uint8Array.from(samples, (sample) => {
      const scores = cnnScores(sample);
      return scores.indexOf(Math.max(...scores));
    });
    const images = Float32Array.from(
      samples.flatMap((sample) =>
        Array.from({ length: 84 }, (_, place) => sample[(place % 2) * 42 + Math.floor(place / 2)]!),
      ),
    );
    const data: SampleSet = {
      kind: 'own',
      numSamples: 8,
      labels,
      digest: '',
      inputs: (first, end) => images.slice(first * 84, end * 84),
      thumbnailShape: [1, 1, 1],
      thumbnail: () => Uint8Array.of(0),
      sound: () => null,
      notes: [],
      origins: [],
    };
    const engine = new Engine(network, data);
    const site = {
      structures: ['weights'],
      layers: opened.description.layers.map(({ name }) => name),
      format: parseQFormat('Q3.13'),
      activationFormat: parseQFormat('Q8.8'),
      encoding: 'twosComplement',
      reluWords: 'signed',
      bitPositions: null,
      lifetime: 'permanent',
    } as const;
    const { float, quantized } = await engine.faultFree(site, 8);
    expect([float.wrong, quantized.wrong]).toEqual([0, 0]);
    const injection: Injection = {
      site,
      numSamples: 8,
      seed: 1,
      sampling: 'bernoulli',
      rateCoupling: 'independent',
      ber: 0.5,
      trial: 0,
    };
    const [faulty] = await engine.evaluate([injection]);
    expect(faulty!.flips).toBeGreaterThan(200);
    expect(faulty!.wrong).toBeGreaterThan(0);
    engine.dispose();
  });
});

it('reports the shape of the output that it computes where the file does not say it', async () => {
  const said = await openFake(MLP);
  expect(said.report.outputs).toEqual([{ name: 'y', type: 'float32', shape: ['batch', 4] }]);
  const source = await openOnnx(fileOf(networkBytes(MLP)));
  const outputs = source.outputs.map((output) => ({ ...output, shape: null }));
  const unsaid = await openGraph({ ...source, outputs });
  expect(unsaid.report.outputs).toEqual([{ name: 'y', type: 'float32', shape: ['?', 4] }]);
});
