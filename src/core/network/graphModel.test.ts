import { expect, test } from 'vitest';
import { describeGraph } from './graphModel';
import type { ShapedNode } from './network';

/** embedding -> lstm (both ways) -> layer norm -> product with the embedding's table -> softmax. */
const NODES: readonly ShapedNode[] = [
  {
    node: { kind: 'embedding', name: 'embed', inputs: [''], units: 4 },
    inputShapes: [[5]],
    outputShape: [5, 4],
    tensors: [{ role: 'table', tensor: 'wte', shape: [9, 4] }],
  },
  {
    node: {
      kind: 'lstm',
      name: 'rnn',
      inputs: ['embed'],
      units: 2,
      direction: 'bidirectional',
      output: 'sequence',
      functions: [{ name: 'sigmoid' }, { name: 'tanh' }, { name: 'tanh' }],
    },
    inputShapes: [[5, 4]],
    outputShape: [5, 4],
    tensors: [
      { role: 'kernel', tensor: 'W', shape: [2, 4, 8], permutation: [0, 2, 1] },
      { role: 'recurrentKernel', tensor: 'R', shape: [2, 2, 8], permutation: [0, 2, 1] },
      { role: 'bias', tensor: 'B', shape: [2, 8] },
    ],
  },
  {
    node: { kind: 'layerNorm', name: 'ln', inputs: ['rnn'], numAxes: 1, epsilon: 1e-5 },
    inputShapes: [[5, 4]],
    outputShape: [5, 4],
    tensors: [{ role: 'gamma', tensor: 'ln.w', shape: [4] }],
  },
  {
    node: {
      kind: 'slice',
      name: 'last',
      inputs: ['ln'],
      begin: [4, 0],
      end: [5, 4],
      steps: [1, 1],
    },
    inputShapes: [[5, 4]],
    outputShape: [1, 4],
    tensors: [],
  },
  {
    node: { kind: 'linear', name: 'head', inputs: ['last'], units: 9 },
    inputShapes: [[1, 4]],
    outputShape: [1, 9],
    tensors: [{ role: 'kernel', tensor: 'wte', shape: [4, 9], permutation: [1, 0] }],
  },
  {
    node: { kind: 'reshape', name: 'flat', inputs: ['head'], shape: [9] },
    inputShapes: [[1, 9]],
    outputShape: [9],
    tensors: [],
  },
  {
    node: { kind: 'softmax', name: 'end', inputs: ['flat'], axis: 0, isLog: false },
    inputShapes: [[9]],
    outputShape: [9],
    tensors: [],
  },
];

const MODEL = describeGraph({
  id: 'file-0',
  title: 'test',
  dataKind: 'digits',
  inputShape: [5],
  nodes: NODES,
  tensors: [
    { name: 'mask', shape: [5], structure: null },
    { name: 'wte', shape: [9, 4], structure: 'weights' },
    { name: 'W', shape: [2, 8, 4], structure: 'weights' },
    { name: 'R', shape: [2, 8, 2], structure: 'weights' },
    { name: 'B', shape: [2, 8], structure: 'biases' },
    { name: 'ln.w', shape: [4], structure: 'norms' },
  ],
  weightFormat: 'Q2.6',
  activationFormat: 'Q5.3',
  paper: null,
  weights: [],
});

test('numbers trained tensors as the file reads them, and gives one that two nodes read to the first', () => {
  const listed = MODEL.layers.map(({ name, tensors }) => [
    name,
    tensors.map(({ stored, structure, tensor, shape }) => [stored, structure, tensor, shape.join()]),
  ]);
  expect(listed).toEqual([
    ['embed', [['wte', 'weights', 0, '9,4']]],
    [
      'rnn',
      [
        ['W', 'weights', 1, '2,8,4'],
        ['R', 'weights', 2, '2,8,2'],
        ['B', 'biases', 3, '2,8'],
        ['ln.w', 'norms', 4, '4'],
      ],
    ],
  ]);
});

test('nodes that compute write buffers, and views and the softmax at the end write none', () => {
  const first = 2 ** 16;
  expect(
    MODEL.buffers.map(({ node, part, structure, tensor, layer, numWords }) =>
      [node, part, structure, tensor - first, layer, numWords].join(' '),
    ),
  ).toEqual([
    'embed output activations 0 embed 20',
    'rnn cell hiddenState 13 rnn 2',
    'rnn hidden hiddenState 12 rnn 2',
    'rnn cellReverse hiddenState 15 rnn 2',
    'rnn hiddenReverse hiddenState 14 rnn 2',
    'rnn output activations 8 rnn 20',
    'ln output activations 16 rnn 20',
    'head output activations 24 rnn 9',
  ]);
  expect(MODEL.numClasses).toBe(9);
});
