import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, expect, it } from 'vitest';
import { inputTensor } from '../inference/inputTensor';
import { NetworkRunner } from '../inference/networkRunner';
import { loadGraph } from './loadGraph';
import {
  difference,
  type FakeNetwork,
  type FakeNode,
  type FakeTensor,
  integers,
  numbers,
  openFake,
  randomTensor,
  runOpened,
} from './networks.fake';
import { computeByLoops } from './reference.fake';

beforeAll(async () => {
  await tf.setBackend('cpu');
});

/** Nodes that follow each other from `x` to `y`: operator, further inputs, attributes. */
function chain(
  ...steps: readonly (readonly [string, (readonly string[])?, FakeNode['attributes']?])[]
): FakeNode[] {
  return steps.map(([operator, more = [], attributes = {}], index) => ({
    operator,
    inputs: [index === 0 ? 'x' : `t${index}`, ...more],
    outputs: [index === steps.length - 1 ? 'y' : `t${index + 1}`],
    attributes,
  }));
}

/** Scale, offset, mean and variance of a batch normalisation. */
function norms(name: string, channels: number, seed: number): Record<string, FakeTensor> {
  const positive = randomTensor([channels], seed + 3);
  return {
    [`${name}.g`]: randomTensor([channels], seed),
    [`${name}.b`]: randomTensor([channels], seed + 1),
    [`${name}.m`]: randomTensor([channels], seed + 2),
    [`${name}.v`]: { ...positive, values: positive.values.map((value) => Math.fround(value + 1)) },
  };
}

const normNames = (name: string) => ['g', 'b', 'm', 'v'].map((part) => `${name}.${part}`);
const scalar = (value: number): FakeTensor => ({ shape: [], values: [Math.fround(value)] });

const RESIDUAL: FakeNetwork = {
  input: ['batch', 4, 6, 5],
  output: ['batch', 3],
  tensors: {
    w1: randomTensor([4, 4, 3, 3], 1),
    w2: randomTensor([4, 4, 3, 3], 2),
    ...norms('n1', 4, 3),
    ...norms('n2', 4, 7),
    fc: randomTensor([3, 4], 11),
    bias: randomTensor([3], 12),
  },
  nodes: [
    { operator: 'Conv', inputs: ['x', 'w1'], outputs: ['a'], attributes: { pads: [1, 1, 1, 1] } },
    { operator: 'BatchNormalization', inputs: ['a', ...normNames('n1')], outputs: ['b'] },
    { operator: 'Relu', inputs: ['b'], outputs: ['c'] },
    { operator: 'Conv', inputs: ['c', 'w2'], outputs: ['d'], attributes: { pads: [1, 1, 1, 1] } },
    { operator: 'BatchNormalization', inputs: ['d', ...normNames('n2')], outputs: ['e'] },
    { operator: 'Add', inputs: ['e', 'x'], outputs: ['f'] },
    { operator: 'Relu', inputs: ['f'], outputs: ['g'] },
    { operator: 'GlobalAveragePool', inputs: ['g'], outputs: ['h'] },
    { operator: 'Flatten', inputs: ['h'], outputs: ['i'] },
    { operator: 'Gemm', inputs: ['i', 'fc', 'bias'], outputs: ['y'], attributes: { transB: 1 } },
  ],
};

const MOBILE: FakeNetwork = {
  input: ['batch', 3, 7, 8],
  output: ['batch', 6],
  tensors: {
    low: scalar(0),
    high: scalar(6),
    wide: randomTensor([6, 3, 1, 1], 1, 4),
    deep: randomTensor([6, 1, 3, 3], 2, 4),
    b: randomTensor([6], 3),
    target: integers(0, -1),
  },
  nodes: chain(
    ['Conv', ['wide']],
    ['Clip', ['low', 'high']],
    ['Conv', ['deep', 'b'], { group: 6, strides: [2, 2], pads: [0, 0, 1, 1] }],
    ['Clip', ['low', 'high']],
    ['GlobalAveragePool'],
    ['Reshape', ['target']],
  ),
};

const DENSE: FakeNetwork = {
  input: ['batch', 2, 5, 4],
  output: ['batch', 100],
  tensors: { w1: randomTensor([3, 2, 3, 3], 1), w2: randomTensor([2, 5, 1, 1], 2) },
  nodes: [
    { operator: 'Conv', inputs: ['x', 'w1'], outputs: ['a'], attributes: { pads: [1, 1, 1, 1] } },
    { operator: 'Concat', inputs: ['x', 'a'], outputs: ['b'], attributes: { axis: 1 } },
    { operator: 'Conv', inputs: ['b', 'w2'], outputs: ['c'] },
    { operator: 'Concat', inputs: ['a', 'c'], outputs: ['d'], attributes: { axis: 1 } },
    { operator: 'Flatten', inputs: ['d'], outputs: ['y'] },
  ],
};

/** Groups of channels are mixed as in ShuffleNet. */
const SHUFFLE: FakeNetwork = {
  input: ['batch', 6, 4, 5],
  output: ['batch', 120],
  tensors: {
    w: randomTensor([6, 2, 3, 3], 1),
    split: integers(0, 3, 2, 4, 5),
    joined: integers(0, 6, 4, 5),
  },
  nodes: chain(
    ['Conv', ['w'], { group: 3, pads: [1, 1, 1, 1] }],
    ['Reshape', ['split']],
    ['Transpose', [], { perm: [0, 2, 1, 3, 4] }],
    ['Reshape', ['joined']],
    ['Conv', ['w'], { group: 3, pads: [1, 1, 1, 1] }],
    ['Flatten'],
  ),
};

/** As tf2onnx writes networks of Keras: channels last outside, first inside. */
const KERAS: FakeNetwork = {
  input: ['batch', 6, 5, 3],
  output: ['batch', 120],
  tensors: { w: randomTensor([4, 3, 3, 3], 1), b: randomTensor([4], 2), target: integers(-1, 120) },
  nodes: chain(
    ['Transpose', [], { perm: [0, 3, 1, 2] }],
    ['Conv', ['w', 'b'], { pads: [1, 1, 1, 1] }],
    ['Relu'],
    ['Transpose', [], { perm: [0, 2, 3, 1] }],
    ['Reshape', ['target']],
  ),
};

/** Steps first, both directions, the last state of each. */
const LSTM: FakeNetwork = {
  input: [5, 'batch', 3],
  output: ['batch', 2],
  tensors: {
    w: randomTensor([2, 16, 3], 1),
    r: randomTensor([2, 16, 4], 2),
    b: randomTensor([2, 32], 3),
    target: integers(0, 0, -1),
    fc: randomTensor([8, 2], 4),
    end: { ...integers(-1), shape: [] },
  },
  nodes: chain(
    ['LSTM', ['w', 'r', 'b'], { direction: 'bidirectional', hidden_size: 4 }],
    ['Transpose', [], { perm: [0, 2, 1, 3] }],
    ['Reshape', ['target']],
    ['Gather', ['end'], { axis: 0 }],
    ['MatMul', ['fc']],
  ),
};

/** Patches, position, layer norm and GELU in primitive operators, attention with two heads. */
const TRANSFORMER: FakeNetwork = {
  input: ['batch', 3, 8, 8],
  output: ['batch', 4],
  tensors: {
    patch: randomTensor([6, 3, 4, 4], 1),
    flat: integers(0, 6, -1),
    position: randomTensor([1, 4, 6], 2),
    two: scalar(2),
    epsilon: scalar(1e-5),
    gamma: randomTensor([6], 3),
    beta: randomTensor([6], 4),
    q: randomTensor([6, 6], 5),
    k: randomTensor([6, 6], 6),
    v: randomTensor([6, 6], 7),
    heads: integers(0, 0, 2, 3),
    joined: integers(0, 0, 6),
    scale: scalar(Math.sqrt(3)),
    up: randomTensor([6, 9], 8, 3),
    upBias: randomTensor([9], 9),
    root: scalar(Math.SQRT2),
    one: scalar(1),
    half: scalar(0.5),
    down: randomTensor([9, 6], 10),
    first: { ...integers(0), shape: [] },
    head: randomTensor([6, 4], 11),
  },
  nodes: [
    { operator: 'Conv', inputs: ['x', 'patch'], outputs: ['p1'], attributes: { strides: [4, 4] } },
    { operator: 'Reshape', inputs: ['p1', 'flat'], outputs: ['p2'] },
    { operator: 'Transpose', inputs: ['p2'], outputs: ['p3'], attributes: { perm: [0, 2, 1] } },
    { operator: 'Add', inputs: ['p3', 'position'], outputs: ['h'] },
    { operator: 'ReduceMean', inputs: ['h'], outputs: ['m'], attributes: { axes: [-1] } },
    { operator: 'Sub', inputs: ['h', 'm'], outputs: ['d'] },
    { operator: 'Pow', inputs: ['d', 'two'], outputs: ['s'] },
    { operator: 'ReduceMean', inputs: ['s'], outputs: ['var'], attributes: { axes: [-1] } },
    { operator: 'Add', inputs: ['var', 'epsilon'], outputs: ['ve'] },
    { operator: 'Sqrt', inputs: ['ve'], outputs: ['sd'] },
    { operator: 'Div', inputs: ['d', 'sd'], outputs: ['n0'] },
    { operator: 'Mul', inputs: ['n0', 'gamma'], outputs: ['n1'] },
    { operator: 'Add', inputs: ['n1', 'beta'], outputs: ['n'] },
    ...(['q', 'k', 'v'] as const).flatMap((name): FakeNode[] => [
      { operator: 'MatMul', inputs: ['n', name], outputs: [`${name}1`] },
      { operator: 'Reshape', inputs: [`${name}1`, 'heads'], outputs: [`${name}2`] },
      {
        operator: 'Transpose',
        inputs: [`${name}2`],
        outputs: [`${name}3`],
        attributes: { perm: name === 'k' ? [0, 2, 3, 1] : [0, 2, 1, 3] },
      },
    ]),
    { operator: 'MatMul', inputs: ['q3', 'k3'], outputs: ['a1'] },
    { operator: 'Div', inputs: ['a1', 'scale'], outputs: ['a2'] },
    { operator: 'Softmax', inputs: ['a2'], outputs: ['a3'], attributes: { axis: -1 } },
    { operator: 'MatMul', inputs: ['a3', 'v3'], outputs: ['a4'] },
    { operator: 'Transpose', inputs: ['a4'], outputs: ['a5'], attributes: { perm: [0, 2, 1, 3] } },
    { operator: 'Reshape', inputs: ['a5', 'joined'], outputs: ['a6'] },
    { operator: 'Add', inputs: ['h', 'a6'], outputs: ['r'] },
    { operator: 'MatMul', inputs: ['r', 'up'], outputs: ['u1'] },
    { operator: 'Add', inputs: ['u1', 'upBias'], outputs: ['u'] },
    { operator: 'Div', inputs: ['u', 'root'], outputs: ['g1'] },
    { operator: 'Erf', inputs: ['g1'], outputs: ['g2'] },
    { operator: 'Add', inputs: ['g2', 'one'], outputs: ['g3'] },
    { operator: 'Mul', inputs: ['u', 'g3'], outputs: ['g4'] },
    { operator: 'Mul', inputs: ['g4', 'half'], outputs: ['g5'] },
    { operator: 'MatMul', inputs: ['g5', 'down'], outputs: ['o1'] },
    { operator: 'Add', inputs: ['o1', 'r'], outputs: ['o'] },
    { operator: 'Gather', inputs: ['o', 'first'], outputs: ['c'], attributes: { axis: 1 } },
    { operator: 'MatMul', inputs: ['c', 'head'], outputs: ['y'] },
  ],
};

/** A product with words of 8 bits, and a mask that switches the last answer off. */
const WORDS: FakeNetwork = {
  input: ['batch', 3],
  output: ['batch', 2],
  tensors: {
    words: { shape: [2, 3], values: [-128, 5, 127, 0, -7, 33], type: 'int8' },
    scale: { shape: [2], values: [0.5, 0.25] },
    zero: { shape: [2], values: [3, -2], type: 'int8' },
    mask: { shape: [2], values: [0, Number.NEGATIVE_INFINITY] },
  },
  nodes: [
    {
      operator: 'DequantizeLinear',
      inputs: ['words', 'scale', 'zero'],
      outputs: ['w'],
      attributes: { axis: 0 },
    },
    { operator: 'Gemm', inputs: ['x', 'w'], outputs: ['a'], attributes: { transB: 1 } },
    { operator: 'Sigmoid', inputs: ['a'], outputs: ['b'] },
    { operator: 'Add', inputs: ['b', 'mask'], outputs: ['c'] },
    { operator: 'Softmax', inputs: ['c'], outputs: ['y'], attributes: { axis: -1 } },
  ],
};

/** A product that two nodes read. */
const SHARED: FakeNetwork = {
  input: ['batch', 3],
  output: ['batch', 4],
  tensors: { w: randomTensor([3, 4], 1) },
  nodes: [
    { operator: 'MatMul', inputs: ['x', 'w'], outputs: ['a'] },
    { operator: 'Relu', inputs: ['a'], outputs: ['b'] },
    { operator: 'Sub', inputs: ['b', 'a'], outputs: ['y'] },
  ],
};

const CASES: readonly (readonly [string, FakeNetwork, readonly string[]])[] = [
  [
    'residual block',
    RESIDUAL,
    ['convolution', 'foldedNorm', 'convolution', 'foldedNorm', 'binary', 'reduce', 'reshape', 'linear'],
  ],
  ['depthwise block', MOBILE, ['convolution', 'convolution', 'reduce', 'reshape']],
  ['dense block', DENSE, ['convolution', 'concat', 'convolution', 'concat', 'transpose', 'reshape']],
  [
    'shuffled channels',
    SHUFFLE,
    ['convolution', 'reshape', 'transpose', 'reshape', 'convolution', 'transpose', 'reshape'],
  ],
  ['network of Keras', KERAS, ['convolution', 'reshape']],
  ['masked product of words', WORDS, ['linear', 'binary', 'softmax']],
  ['product that two nodes read', SHARED, ['linear', 'unary', 'binary']],
  ['bidirectional LSTM', LSTM, ['lstm', 'slice', 'reshape', 'linear']],
  [
    'transformer',
    TRANSFORMER,
    [
      ...['convolution', 'reshape', 'binary', 'layerNorm'],
      ...['linear', 'reshape', 'linear', 'reshape', 'linear', 'reshape'],
      ...[
        'transpose',
        'transpose',
        'matMul',
        'binary',
        'softmax',
        'transpose',
        'matMul',
        'transpose',
        'reshape',
      ],
      ...['binary', 'linear', 'linear', 'binary', 'slice', 'reshape', 'linear'],
    ],
  ],
];

it.each(CASES)('runs a %s as loops over the file do', async (_, network, kinds) => {
  const opened = await openFake(network);
  const lengths = network.input.filter((length): length is number => typeof length === 'number');
  const size = lengths.reduce((product, length) => product * length);
  const x = numbers(3 * size, 77);
  const shape = network.input.map((length) => (typeof length === 'number' ? length : 1));
  const wanted = [0, 1, 2].flatMap((sample) =>
    computeByLoops(network, { shape, values: x.slice(sample * size, (sample + 1) * size) }),
  );
  expect(difference(await runOpened(opened, x), wanted)).toBeLessThan(1e-5);
  expect(opened.description.nodes.map(({ node }) => node.kind)).toEqual(kinds);
});

it('numbers trained tensors in the order in which the file reads them, whatever their layout', async () => {
  const { description } = await openFake(TRANSFORMER);
  const trained = description.layers
    .flatMap(({ tensors }) => tensors)
    .toSorted((a, b) => a.tensor - b.tensor)
    .map(({ stored, structure }) => `${stored} ${structure}`);
  expect(trained).toEqual([
    'patch weights',
    'position biases',
    'gamma norms',
    'beta norms',
    'q weights',
    'k weights',
    'v weights',
    'up weights',
    'upBias biases',
    'down weights',
    'head weights',
  ]);
});

it('stores words of the file as the floats that they stand for, and a mask as a constant', async () => {
  const { tensors, report } = await openFake(WORDS);
  expect(tensors.map(({ name, structure }) => [name, structure])).toEqual([
    ['words', 'weights'],
    ['mask', null],
  ]);
  expect([...(await tensors[0]!.read())]).toEqual([-65.5, 1, 62, 0.5, -1.25, 8.75]);
  expect(report.tensors[0]).toMatchObject({ number: 0, words: 6, computation: '(word - [2]) · [2]' });
});

it('a mask of minus infinity is finite in the engine, so that no check takes it for an overflow', async () => {
  const opened = await openFake(WORDS);
  expect([...(await opened.tensors[1]!.read())]).toEqual([0, Number.NEGATIVE_INFINITY]);
  const network = await loadGraph(opened);
  const everyNode = new Set(opened.description.nodes.map(({ node }) => node.name));
  const { scores, due } = new NetworkRunner(network).run(tf.ones([1, 3]), {
    onWrite: null,
    overflowing: everyNode,
  });
  expect([...scores.dataSync()]).toEqual([1, 0]);
  expect([...due!.dataSync()]).toEqual([0]);
  network.dispose();
});

/** Two products with the same words, each with a node of its own that makes floats of them. */
function wordsTwice(scale: string): FakeNetwork {
  return {
    ...WORDS,
    output: ['batch', 2],
    tensors: { ...WORDS.tensors, other: { shape: [2], values: [0.5, 0.125] }, v: randomTensor([3, 2], 9) },
    nodes: [
      { operator: 'MatMul', inputs: ['x', 'v'], outputs: ['r'] },
      ...['scale', scale].map((name, at) => ({
        operator: 'DequantizeLinear',
        name: `dq${at}`,
        inputs: ['words', name, 'zero'],
        outputs: [`w${at}`],
        attributes: { axis: 0 },
      })),
      ...[0, 1].map((at) => ({
        operator: 'Gemm',
        inputs: ['x', `w${at}`],
        outputs: [`a${at}`],
        attributes: { transB: 1 },
      })),
      { operator: 'Sum', inputs: ['a0', 'a1', 'r'], outputs: ['y'] },
    ],
  };
}

it('nodes that make the same floats of the same words share them, others are refused', async () => {
  const { tensors, description } = await openFake(wordsTwice('scale'));
  expect(tensors.map(({ name }) => name)).toEqual(['v', 'words']);
  expect(description.layers.map((layer) => layer.tensors.map(({ tensor }) => tensor))).toEqual([[0], [1]]);
  await expect(openFake(wordsTwice('other'))).rejects.toThrow('dq1 (DequantizeLinear 17: scale');
});

/** A convolution of words of 8 bits. */
const WORD_CONVOLUTION: FakeNetwork = {
  input: ['batch', 1, 2, 2],
  inputType: 3,
  output: ['batch', 2, 1, 1],
  tensors: {
    xs: { shape: [], values: [0.5] },
    xz: { shape: [], values: [3], type: 'int8' },
    w: { shape: [2, 1, 2, 2], values: [1, -2, 3, 4, 127, 0, -128, 5], type: 'int8' },
    ws: { shape: [2], values: [0.25, 0.125] },
    wz: { shape: [2], values: [0, 0], type: 'int8' },
    ys: { shape: [], values: [8] },
    yz: { shape: [], values: [-1], type: 'int8' },
    b: { shape: [2], values: [1000, -2000], type: 'int32' },
  },
  nodes: [
    {
      operator: 'QLinearConv',
      inputs: ['x', 'xs', 'xz', 'w', 'ws', 'wz', 'ys', 'yz', 'b'],
      outputs: ['y'],
    },
  ],
};

it('computes a convolution of words with the floats that they stand for, so that formats fit', async () => {
  const opened = await openFake(WORD_CONVOLUTION);
  const x = [5, -7, 100, 3];
  const { w, b } = WORD_CONVOLUTION.tensors as Record<string, FakeTensor>;
  const wanted = [0, 1].map((filter) => {
    const sum = x.reduce(
      (all, word, at) => all + (word - 3) * w!.values[4 * filter + at]!,
      b!.values[filter]!,
    );
    const word = Math.round((sum * 0.5 * [0.25, 0.125][filter]!) / 8) - 1;
    return Math.max(-128, Math.min(127, word));
  });
  expect(await runOpened(opened, x)).toEqual(wanted);
  const bias = opened.tensors.find(({ name }) => name === 'b')!;
  expect([...(await bias.read())]).toEqual([125, -125]);
  expect(bias.structure).toBe('biases');
});

it('a tensor of two values that the file adds is no mask if it is a bias', async () => {
  const tensors = { ...RESIDUAL.tensors, bias: { shape: [3], values: [0, 1, 0] } };
  const { description } = await openFake({ ...RESIDUAL, tensors });
  expect(description.layers.flatMap((layer) => layer.tensors).map(({ stored }) => stored)).toContain('bias');
  const added: FakeNetwork = {
    input: ['batch', 2],
    output: ['batch', 2],
    tensors: { offset: { shape: [2], values: [0, 0.5] } },
    nodes: chain(['Relu'], ['Add', ['offset']]),
  };
  expect((await openFake(added)).tensors[0]).toMatchObject({ name: 'offset', structure: 'biases' });
});

it.each([
  ['the last axes', [5], { broadcast: 1 }, (at: number) => at % 5],
  ['an axis', [4], { broadcast: 1, axis: 2 }, (at: number) => Math.floor(at / 5) % 4],
  ['an axis counted from the end', [4], { broadcast: 1, axis: -2 }, (at: number) => Math.floor(at / 5) % 4],
  ['no axis', [], { broadcast: 1, axis: 4 }, () => 0],
] as const)('adds along %s as opset 6 says', async (_, shape, attributes, place) => {
  const network: FakeNetwork = {
    opset: 6,
    input: ['batch', 3, 4, 5],
    output: ['batch', 3, 4, 5],
    tensors: { b: { shape, values: [0.5, 1.5, 2.5, 3.5, 4.5].slice(0, shape[0] ?? 1) } },
    nodes: [
      {
        operator: 'Add',
        inputs: ['x', 'b'],
        outputs: ['y'],
        attributes,
      },
    ],
  };
  const x = numbers(60, 5);
  const wanted = x.map((value, at) => value + network.tensors.b!.values[place(at)]!);
  expect(difference(await runOpened(await openFake(network), x), wanted)).toBeLessThan(1e-6);
});

it('refuses what opset 6 does not broadcast, and a normalisation by the batch', async () => {
  const network: FakeNetwork = {
    opset: 6,
    input: ['batch', 3, 2],
    output: ['batch', 3, 2],
    tensors: { b: { shape: [2], values: [1, 2] }, ...norms('n', 3, 1) },
    nodes: [{ operator: 'Add', inputs: ['x', 'b'], outputs: ['y'] }],
  };
  await expect(openFake(network)).rejects.toThrow('Add_0 (Add 6: broadcast = 0)');
  const norm = { operator: 'BatchNormalization', inputs: ['x', ...normNames('n')], outputs: ['y'] };
  await expect(openFake({ ...network, nodes: [norm] })).rejects.toThrow('is_test = 0');
  const far = { ...network.nodes[0]!, attributes: { broadcast: 1, axis: 3 } };
  await expect(openFake({ ...network, nodes: [far] })).rejects.toThrow('axis = 3');
});

it.each([
  ['a stored tensor', ['like']],
  ['a computed tensor whose type the file does not say', ['whole']],
])('casts to the type of %s', async (_, like) => {
  const network: FakeNetwork = {
    input: ['batch', 3],
    output: ['batch', 3],
    tensors: { like: integers(1, 2) },
    nodes: [
      { operator: 'Cast', inputs: ['x'], outputs: ['whole'], attributes: { to: 6 } },
      { operator: 'CastLike', inputs: ['x', ...like], outputs: ['y'] },
    ],
  };
  expect(await runOpened(await openFake(network), [1.75, -1.75, 3])).toEqual([1, -1, 3]);
});

it('names blocks by the scopes of the file', async () => {
  const names = [
    ...['/layer1/layer1.0/conv1/Conv', '/features/features.3/Conv', 'block2_conv1/Conv2D'],
    ...['/encoder/layers/encoder_layer_4/ln/MatMul', 'Conv_12', '/classifier/Gemm'],
  ];
  const network: FakeNetwork = {
    input: ['batch', 3],
    output: ['batch', 3],
    tensors: Object.fromEntries(names.map((name, seed) => [`w${name}`, randomTensor([3, 3], seed + 1)])),
    nodes: chain(...names.map((name) => ['MatMul', [`w${name}`]] as const)).map((node, index) => ({
      ...node,
      name: names[index]!,
    })),
  };
  const { layers } = (await openFake(network)).description;
  expect(layers.map(({ name, block }) => [name, block])).toEqual([
    ['layer1.0/conv1', 'layer1'],
    ['features.3', 'features.3'],
    ['block2_conv1', 'block2'],
    ['encoder/layers/encoder_layer_4/ln', 'encoder/layers/encoder_layer_4'],
    ['conv_12', 'conv_12'],
    ['classifier', 'classifier'],
  ]);
});

it('a file without a batch runs with all its axes in the sample', async () => {
  const network: FakeNetwork = {
    input: [2, 3],
    output: [1, 3],
    tensors: {},
    nodes: chain(['ReduceMean', [], { axes: [0] }]),
  };
  const opened = await openFake(network, { isBatched: false });
  expect(opened.description.inputShape).toEqual([2, 3]);
  expect(difference(await runOpened(opened, [1, 2, 3, 5, 7, 9]), [3, 4.5, 6])).toBeLessThan(1e-6);
  await expect(openFake(network)).rejects.toThrow('Nodes that mix the samples of a batch: ReduceMean_0');
});

it('a function with a limit far out is not taken for the one without', async () => {
  const swish = (limited: boolean): FakeNetwork => ({
    input: ['batch', 3],
    output: ['batch', 3],
    tensors: { most: { shape: [], values: [10] }, least: { shape: [], values: [-100] } },
    nodes: [
      { operator: 'Sigmoid', inputs: ['x'], outputs: ['s'] },
      { operator: 'Mul', inputs: ['x', 's'], outputs: [limited ? 'm' : 'y'] },
      ...(limited ? [{ operator: 'Clip', inputs: ['m', 'least', 'most'], outputs: ['y'] }] : []),
    ],
  });
  const plain = await openFake(swish(false));
  expect(plain.report.nodes.map(({ kind }) => kind)).toEqual(['unary']);
  const found = await runOpened(await openFake(swish(true)), [0, 9, 20]);
  expect(found[0]).toBe(0);
  expect(found[1]).toBeCloseTo(9, 2);
  expect(found[2]).toBe(10);
});

it('words keep the type of a zero point that a node of the file holds, and need none', async () => {
  const network = (zero: readonly string[]): FakeNetwork => ({
    input: ['batch', 2],
    output: ['batch', 2],
    tensors: { scale: { shape: [], values: [0.5] }, zero: { shape: [], values: [1], type: 'int8' } },
    nodes: [
      { operator: 'QuantizeLinear', inputs: ['x', 'scale', ...zero], outputs: ['q'] },
      { operator: 'DequantizeLinear', inputs: ['q', 'scale', ...zero], outputs: ['y'] },
    ],
  });
  expect(await runOpened(await openFake(network(['zero'])), [-3.2, 1000])).toEqual([-3, 63]);
  // Without a zero point words are uint8.
  expect(await runOpened(await openFake(network([])), [-3.2, 1000])).toEqual([0, 127.5]);
});

it('a cell whose output is rounded to words stores its state, and the rounded output', async () => {
  const words = ['scale', 'zero'];
  const opened = await openFake({
    ...LSTM,
    tensors: {
      ...LSTM.tensors,
      scale: { shape: [], values: [0.25] },
      zero: { shape: [], values: [0], type: 'int8' },
    },
    nodes: chain(
      ['LSTM', ['w', 'r', 'b'], { direction: 'bidirectional', hidden_size: 4 }],
      ['QuantizeLinear', words],
      ['DequantizeLinear', words],
      ['Transpose', [], { perm: [0, 2, 1, 3] }],
      ['Reshape', ['target']],
      ['Gather', ['end'], { axis: 0 }],
      ['MatMul', ['fc']],
    ),
  });
  const network = await loadGraph(opened);
  const { nodes } = opened.description;
  const kinds = new Map(nodes.map(({ node: { name, kind } }) => [name, kind]));
  const written = new Set<string>();
  tf.tidy(() => {
    const input = inputTensor(Float32Array.from(numbers(15, 8)), 1, opened.description);
    new NetworkRunner(network).run(input, {
      onWrite: (values, { node, part }) => {
        written.add(`${kinds.get(node)} ${part}`);
        return values;
      },
      overflowing: new Set(),
    });
  });
  network.dispose();
  const stored = ['cell', 'hidden', 'cellReverse', 'hiddenReverse'].map((part) => `lstm ${part}`);
  expect([...written].toSorted()).toEqual([...stored, 'dequantize output', 'linear output'].toSorted());
});

it('refuses tensors computed at opening that are too large', async () => {
  const network: FakeNetwork = {
    input: ['batch', 2],
    output: ['batch', 2],
    tensors: { one: { shape: [1], values: [1] }, size: integers(40_000, 40_000), axes: integers(0, 1) },
    nodes: [
      { operator: 'Expand', inputs: ['one', 'size'], outputs: ['big'] },
      { operator: 'ReduceSum', inputs: ['big', 'axes'], outputs: ['sum'], attributes: { keepdims: 0 } },
      { operator: 'Add', inputs: ['x', 'sum'], outputs: ['y'] },
    ],
  };
  await expect(openFake(network)).rejects.toThrow('[40000, 40000]');
});
