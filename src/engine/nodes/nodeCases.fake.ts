import type { GraphOperation } from '../../core/network/graphOperation';
import type { Shape } from '../../core/network/network';
import type { Operands, ValueType } from '../../core/network/operators';
import type { NodeKind } from './nodeFunction';
import { numbers, type Values } from './nodes.fake';

/** Fixture of a node. */
interface Case {
  readonly operation: GraphOperation;
  readonly inputs: readonly Shape[];
  readonly tensors?: readonly Shape[];
  /** Undefined: float32. */
  readonly types?: readonly ValueType[];
  /** True for tensors of divisors and variances. */
  readonly positive?: boolean;
}

const windows = { strides: [2, 1], dilations: [1, 1], pads: [1, 0, 0, 2] } as const;
const pool = { size: [2, 3], ...windows } as const;
const conv = { filters: 4, kernelSize: [2, 3], ...windows, groups: 2 } as const;
const both: Operands = ['input', 'input'];
const stored: Operands = ['input', 'tensor'];
const cell = { units: 3, direction: 'bidirectional', output: 'sequence' } as const;
const cellTensors = (gates: number): Shape[] => [
  [2, 4, 3 * gates],
  [2, 3, 3 * gates],
  [2, 3 * gates],
  [2, 3 * gates],
];
const [sigmoid, tanh] = [{ name: 'sigmoid' }, { name: 'tanh' }] as const;
const picture: Shape = [6, 7, 4];

/** Kinds of the catalogue that no reader's network has. */
type CatalogOnly = 'batchNorm' | 'conv' | 'dense' | 'gru' | 'zeroPad' | 'maxPool';

const BY_KIND: { readonly [Kind in Exclude<NodeKind, CatalogOnly>]: readonly Case[] } = {
  foldedNorm: [
    {
      operation: { kind: 'foldedNorm', epsilon: 0.1 },
      inputs: [picture],
      tensors: [[4], [4], [4], [4]],
      positive: true,
    },
    {
      operation: { kind: 'foldedNorm', epsilon: 0.1, activation: { name: 'clip', min: 0, max: 6 } },
      inputs: [[4]],
      tensors: [[4], [4], [4], [4]],
      positive: true,
    },
    {
      operation: { kind: 'foldedNorm', epsilon: 0.1, activation: { name: 'tanh' } },
      inputs: [[2, ...picture]],
      tensors: [[4], [4], [4], [4]],
      positive: true,
    },
  ],
  relu: [{ operation: { kind: 'relu' }, inputs: [picture] }],
  add: [{ operation: { kind: 'add' }, inputs: [picture, picture, picture] }],
  flatten: [{ operation: { kind: 'flatten' }, inputs: [picture] }],
  dropout: [{ operation: { kind: 'dropout', rate: 0.5 }, inputs: [picture] }],
  globalAveragePool: [{ operation: { kind: 'globalAveragePool' }, inputs: [picture] }],
  convolution: [
    { operation: { kind: 'convolution', ...conv }, inputs: [picture], tensors: [[2, 3, 2, 4], [4]] },
  ],
  convTranspose: [
    {
      operation: { kind: 'convTranspose', ...conv, outputPads: [1, 0] },
      inputs: [picture],
      tensors: [[2, 3, 2, 4], [4]],
    },
  ],
  linear: [
    { operation: { kind: 'linear', units: 5 }, inputs: [[3, 4]], tensors: [[4, 5], [5]] },
    { operation: { kind: 'linear', units: 5 }, inputs: [[4]], tensors: [[4, 5]] },
  ],
  matMul: [
    {
      operation: { kind: 'matMul', operands: both },
      inputs: [
        [3, 2, 4],
        [4, 5],
      ],
    },
    { operation: { kind: 'matMul', operands: stored }, inputs: [[3, 2, 4]], tensors: [[3, 4, 5]] },
  ],
  embedding: [
    { operation: { kind: 'embedding', units: 5 }, inputs: [[6]], tensors: [[3, 5]], types: ['int32'] },
  ],
  unary: [
    { operation: { kind: 'unary', function: { name: 'gelu' } }, inputs: [picture] },
    { operation: { kind: 'unary', function: { name: 'not' } }, inputs: [picture], types: ['bool'] },
    {
      operation: { kind: 'unary', function: { name: 'affine', scale: 2, offset: 1 } },
      inputs: [[3]],
      types: ['int32'],
    },
    { operation: { kind: 'unary', function: { name: 'round' } }, inputs: [[3]], types: ['int32'] },
    { operation: { kind: 'unary', function: { name: 'exp' } }, inputs: [[3]], types: ['int32'] },
  ],
  binary: [
    {
      operation: { kind: 'binary', function: 'multiply', operands: stored },
      inputs: [picture],
      tensors: [[1, 7, 1]],
    },
    { operation: { kind: 'binary', function: 'less', operands: both }, inputs: [picture, picture] },
    ...([{ name: 'relu' }, { name: 'clip', min: 0, max: 6 }, { name: 'sigmoid' }] as const).map(
      (activation): Case => ({
        operation: { kind: 'binary', function: 'add', operands: both, activation },
        inputs: [picture, picture],
      }),
    ),
    {
      operation: { kind: 'binary', function: 'divide', operands: both },
      inputs: [[3], [1]],
      types: ['int32', 'int32'],
    },
    {
      operation: { kind: 'binary', function: 'power', operands: both },
      inputs: [[3], [1]],
      types: ['int32', 'int32'],
    },
  ],
  where: [
    {
      operation: { kind: 'where', operands: ['input', 'input', 'tensor'] },
      inputs: [
        [7, 1],
        [1, 4],
      ],
      tensors: [[1, 1]],
      types: ['bool', 'float32'],
    },
    {
      operation: { kind: 'where', operands: ['tensor', 'input', 'input'] },
      inputs: [
        [7, 1],
        [1, 4],
      ],
      tensors: [[1, 1]],
      types: ['int32', 'int32'],
    },
  ],
  reduce: [
    { operation: { kind: 'reduce', reduction: 'l2', axes: [0, 2], keepsAxes: true }, inputs: [picture] },
    {
      operation: { kind: 'reduce', reduction: 'sum', axes: [0], keepsAxes: false },
      inputs: [[5]],
      types: ['int32'],
    },
  ],
  softmax: [
    { operation: { kind: 'softmax', axis: 1, isLog: false }, inputs: [picture] },
    { operation: { kind: 'softmax', axis: 2, isLog: false }, inputs: [picture] },
  ],
  argMax: [{ operation: { kind: 'argMax', axis: 1, keepsAxis: true }, inputs: [picture] }],
  argMin: [{ operation: { kind: 'argMin', axis: 0, keepsAxis: false }, inputs: [picture] }],
  layerNorm: [
    {
      operation: { kind: 'layerNorm', numAxes: 2, epsilon: 0.1 },
      inputs: [picture],
      tensors: [
        [7, 4],
        [7, 4],
      ],
    },
  ],
  groupNorm: [
    {
      operation: { kind: 'groupNorm', groups: 2, numAxes: 1, epsilon: 0.1 },
      inputs: [picture],
      tensors: [[4], [4]],
    },
  ],
  localResponseNorm: [
    { operation: { kind: 'localResponseNorm', size: 2, alpha: 1, beta: 0.75, bias: 1 }, inputs: [picture] },
  ],
  averagePool: [
    { operation: { kind: 'averagePool', ...pool, countsPads: false }, inputs: [[2, ...picture]] },
  ],
  windowMax: [{ operation: { kind: 'windowMax', ...pool }, inputs: [picture] }],
  reshape: [{ operation: { kind: 'reshape', shape: [4, 42] }, inputs: [picture] }],
  transpose: [
    { operation: { kind: 'transpose', permutation: [2, 0, 1] }, inputs: [picture] },
    {
      operation: { kind: 'transpose', permutation: [4, 2, 0, 1, 3] },
      inputs: [[2, 3, 2, 4, 3]],
      types: ['bool'],
    },
  ],
  slice: [
    { operation: { kind: 'slice', begin: [5, 0, 1], end: [-1, 7, 4], steps: [-2, 3, 1] }, inputs: [picture] },
    { operation: { kind: 'slice', begin: [0], end: [3], steps: [1] }, inputs: [[5]], types: ['bool'] },
  ],
  concat: [
    { operation: { kind: 'concat', axis: 0, operands: stored }, inputs: [picture], tensors: [[1, 7, 4]] },
  ],
  pad: [
    {
      operation: {
        kind: 'pad',
        pads: [
          [1, 2],
          [-1, 0],
          [0, 0],
        ],
        mode: 'reflect',
        value: 0,
      },
      inputs: [picture],
    },
    {
      operation: { kind: 'pad', pads: [[1, 2]], mode: 'constant', value: 1 },
      inputs: [[3]],
      types: ['bool'],
    },
  ],
  gather: [
    {
      operation: { kind: 'gather', axis: 1, operands: both },
      inputs: [picture, [3, 2]],
      types: ['float32', 'int32'],
    },
    {
      operation: { kind: 'gather', axis: 1, operands: ['tensor', 'input'] },
      inputs: [[3, 2]],
      tensors: [picture],
      types: ['int32'],
    },
    { operation: { kind: 'gather', axis: 2, operands: stored }, inputs: [picture], tensors: [[]] },
  ],
  expand: [{ operation: { kind: 'expand', shape: [6, 7, 4] }, inputs: [[1, 7, 1]] }],
  tile: [{ operation: { kind: 'tile', repeats: [2, 1, 3] }, inputs: [picture] }],
  resize: [
    {
      operation: {
        ...{ kind: 'resize', size: [9, 5], scales: [1.5, 5 / 7], interpolation: 'bilinear' },
        ...{ coordinates: 'half_pixel', rounding: 'floor' },
      },
      inputs: [picture],
    },
  ],
  depthToSpace: [{ operation: { kind: 'depthToSpace', size: 2, order: 'channelsFirst' }, inputs: [picture] }],
  spaceToDepth: [{ operation: { kind: 'spaceToDepth', size: 2 }, inputs: [[6, 4, 3]] }],
  cast: [
    { operation: { kind: 'cast', to: 'int32' }, inputs: [picture] },
    { operation: { kind: 'cast', to: 'bool' }, inputs: [picture], types: ['int32'] },
    { operation: { kind: 'cast', to: 'float32' }, inputs: [picture], types: ['bool'] },
  ],
  cumulativeSum: [
    { operation: { kind: 'cumulativeSum', axis: 1, isExclusive: true, isReverse: true }, inputs: [picture] },
  ],
  triangle: [{ operation: { kind: 'triangle', isUpper: true, offset: 1 }, inputs: [picture] }],
  oneHot: [
    { operation: { kind: 'oneHot', axis: 0, depth: 3, on: 2, off: -1 }, inputs: [[5]], types: ['int32'] },
  ],
  quantize: [
    {
      operation: { kind: 'quantize', axis: 1, min: 0, max: 255 },
      inputs: [picture],
      tensors: [[7], [7]],
      positive: true,
    },
  ],
  dequantize: [{ operation: { kind: 'dequantize', axis: 1 }, inputs: [picture], tensors: [[1], [7]] }],
  lstm: [
    {
      operation: { kind: 'lstm', functions: [sigmoid, tanh, tanh], ...cell },
      inputs: [[5, 4]],
      tensors: [...cellTensors(4), [2, 3], [2, 3], [2, 9]],
    },
  ],
  rnn: [{ operation: { kind: 'rnn', function: tanh, ...cell }, inputs: [[5, 4]], tensors: cellTensors(1) }],
  onnxGru: [
    {
      operation: { kind: 'onnxGru', functions: [sigmoid, tanh], resetsAfter: true, ...cell, output: 'last' },
      inputs: [[5, 4]],
      tensors: cellTensors(3),
    },
  ],
};

/** Number of samples. */
export const BATCH = 3;

/** A fixture for every kind of node that readers' networks have. */
export const CASES = Object.values(BY_KIND)
  .flat()
  .map((one, number) => ({ ...one, name: `${one.operation.kind} (case ${number})`, number }));

/** Returns values of a case's inputs and stored tensors. */
export function valuesOf({
  inputs,
  tensors = [],
  types = [],
  positive = false,
  number,
}: (typeof CASES)[number]) {
  return {
    values: inputs.map((shape, place) => typed([BATCH, ...shape], types[place] ?? 'float32', number + place)),
    stored: tensors.map((shape, place) => typed(shape, 'float32', 99 + number + place, positive)),
  };
}

/** Values of any type. Integers from -2 to 2. */
function typed(shape: Shape, type: ValueType, seed: number, isPositive = false): Values {
  const { data } = numbers(shape, seed);
  const of = (value: number) => {
    if (isPositive) return Math.abs(value) + 0.5;
    if (type === 'float32') return value;
    return type === 'bool' ? Number(value > 0) : Math.round(value);
  };
  return { shape, data: data.map(of), type };
}
