import { describe, expect, it } from 'vitest';
import type { GraphOperation } from './graphOperation';
import type { Shape } from './network';
import { operatorShape } from './operatorShapes';
import type { Operands, ValueType } from './operators';
import { operatorType } from './operatorTypes';

const conv = {
  kind: 'convolution',
  filters: 8,
  kernelSize: [3, 2],
  strides: [2, 1],
  dilations: [2, 3],
  pads: [1, 2, 0, 4],
  groups: 2,
} as const;
const back = { ...conv, kind: 'convTranspose', outputPads: [1, 0] } as const;
const pool = {
  kind: 'windowMax',
  size: [2, 3],
  strides: [3, 2],
  dilations: [1, 2],
  pads: [0, 1, 2, 0],
} as const;
const cell = { units: 5, direction: 'bidirectional', output: 'sequence' } as const;
const lstm = {
  kind: 'lstm',
  functions: [{ name: 'sigmoid' }, { name: 'tanh' }, { name: 'tanh' }],
  ...cell,
} as const;
const lstmTensors: Shape[] = [
  [2, 3, 20],
  [2, 5, 20],
  [2, 20],
  [2, 20],
];
const rnn = {
  kind: 'rnn',
  function: { name: 'tanh' },
  ...cell,
  direction: 'reverse',
  output: 'last',
} as const;
const resize = {
  kind: 'resize',
  size: [9, 4],
  scales: [2, 2],
  interpolation: 'nearest',
  coordinates: 'asymmetric',
  rounding: 'floor',
} as const;
const both: Operands = ['input', 'input'];

describe('operatorShape', () => {
  it.each<[GraphOperation, Shape[], Shape[], Shape]>([
    // (9 + 3 - 2·2 - 1) / 2 + 1 and 7 + 4 - 3·1 - 1 + 1.
    [conv, [[9, 7, 6]], [[3, 2, 3, 8], [8]], [4, 8, 8]],
    [conv, [[5, 9, 7, 6]], [[3, 2, 3, 8]], [5, 4, 8, 8]],
    // 8·2 + 2·2 + 1 + 1 - 3 and 6 + 3 + 1 - 4.
    [back, [[9, 7, 6]], [[3, 2, 4, 6], [8]], [19, 6, 8]],
    [{ kind: 'linear', units: 4 }, [[7, 3]], [[3, 4]], [7, 4]],
    [
      { kind: 'matMul', operands: both },
      [
        [2, 1, 4, 3],
        [5, 3, 6],
      ],
      [],
      [2, 5, 4, 6],
    ],
    [{ kind: 'matMul', operands: ['tensor', 'input'] }, [[3, 6]], [[4, 3]], [4, 6]],
    [{ kind: 'embedding', units: 4 }, [[7]], [[100, 4]], [7, 4]],
    [{ kind: 'unary', function: { name: 'erf' } }, [[2, 3]], [], [2, 3]],
    [{ kind: 'binary', function: 'add', operands: ['tensor', 'input'] }, [[7, 1, 3]], [[1, 5, 3]], [7, 5, 3]],
    [
      { kind: 'where', operands: ['tensor', 'input', 'tensor'] },
      [[1, 3]],
      [
        [2, 1],
        [1, 1],
      ],
      [2, 3],
    ],
    [{ kind: 'reduce', reduction: 'sum', axes: [2, 0], keepsAxes: false }, [[2, 3, 4]], [], [3]],
    [{ kind: 'reduce', reduction: 'sum', axes: [2, 0], keepsAxes: true }, [[2, 3, 4]], [], [1, 3, 1]],
    [{ kind: 'softmax', axis: 1, isLog: true }, [[2, 3]], [], [2, 3]],
    [{ kind: 'argMax', axis: 0, keepsAxis: false }, [[2, 3]], [], [3]],
    [{ kind: 'argMin', axis: 0, keepsAxis: true }, [[2, 3]], [], [1, 3]],
    [{ kind: 'layerNorm', numAxes: 2, epsilon: 0 }, [[2, 3, 4]], [[3, 4]], [2, 3, 4]],
    [{ kind: 'groupNorm', groups: 2, numAxes: 2, epsilon: 0 }, [[2, 3, 4]], [[4], [4]], [2, 3, 4]],
    [{ kind: 'localResponseNorm', size: 3, alpha: 1, beta: 1, bias: 1 }, [[2, 3, 4]], [], [2, 3, 4]],
    // (8 + 1 - 1 - 1) / 3 + 1 and (9 + 2 - 4 - 1) / 2 + 1.
    [pool, [[8, 9, 4]], [], [3, 4, 4]],
    [{ ...pool, kind: 'averagePool', countsPads: true }, [[6, 8, 9, 4]], [], [6, 3, 4, 4]],
    [{ kind: 'reshape', shape: [6, 2] }, [[3, 4]], [], [6, 2]],
    [{ kind: 'transpose', permutation: [2, 0, 1] }, [[3, 4, 5]], [], [5, 3, 4]],
    [{ kind: 'slice', begin: [5, 1], end: [-1, 4], steps: [-2, 2] }, [[6, 4]], [], [3, 2]],
    [
      { kind: 'concat', axis: 1, operands: ['input', 'tensor', 'input'] },
      [
        [2, 3],
        [2, 4],
      ],
      [[2, 1]],
      [2, 8],
    ],
    [
      {
        kind: 'pad',
        pads: [
          [1, 2],
          [0, -3],
        ],
        mode: 'wrap',
        value: 0,
      },
      [[2, 5]],
      [],
      [5, 2],
    ],
    [
      { kind: 'gather', axis: 1, operands: both },
      [
        [2, 3, 4],
        [5, 6],
      ],
      [],
      [2, 5, 6, 4],
    ],
    [{ kind: 'gather', axis: 0, operands: ['tensor', 'input'] }, [[]], [[3, 4]], [4]],
    [{ kind: 'expand', shape: [3, 4] }, [[1, 4]], [], [3, 4]],
    [{ kind: 'tile', repeats: [3, 2] }, [[1, 4]], [], [3, 8]],
    [resize, [[3, 5, 8, 2]], [], [3, 9, 4, 2]],
    [{ kind: 'depthToSpace', size: 2, order: 'blocksFirst' }, [[3, 5, 8]], [], [6, 10, 2]],
    [{ kind: 'spaceToDepth', size: 2 }, [[6, 10, 2]], [], [3, 5, 8]],
    [{ kind: 'cast', to: 'int32' }, [[6]], [], [6]],
    [{ kind: 'cumulativeSum', axis: 0, isExclusive: true, isReverse: true }, [[6]], [], [6]],
    [{ kind: 'triangle', isUpper: true, offset: 1 }, [[6, 5]], [], [6, 5]],
    [{ kind: 'oneHot', axis: 1, depth: 9, on: 1, off: 0 }, [[6, 5]], [], [6, 9, 5]],
    [{ kind: 'quantize', axis: 1, min: 0, max: 255 }, [[6, 5]], [[5], [1]], [6, 5]],
    [{ kind: 'dequantize', axis: 0 }, [[6, 5]], [[], []], [6, 5]],
    [lstm, [[7, 3]], lstmTensors, [7, 10]],
    [lstm, [[7, 3]], [...lstmTensors, [2, 5], [2, 5], [2, 15]], [7, 10]],
    [
      rnn,
      [[7, 3]],
      [
        [1, 3, 5],
        [1, 5, 5],
        [1, 5],
        [1, 5],
      ],
      [5],
    ],
    [{ kind: 'foldedNorm', epsilon: 0 }, [[6, 5]], [[5], [5], [5], [5]], [6, 5]],
    [
      { kind: 'add' },
      [
        [6, 5],
        [6, 5],
      ],
      [],
      [6, 5],
    ],
    [{ kind: 'flatten' }, [[6, 5]], [], [30]],
    [{ kind: 'globalAveragePool' }, [[6, 5, 3]], [], [3]],
  ])('gives what %o makes of %j with tensors %j: %j', (operator, inputs, tensors, wanted) => {
    expect(operatorShape(operator, inputs, tensors)).toEqual(wanted);
  });

  it.each<[string, GraphOperation, Shape[], Shape[], string]>([
    [
      'a kernel of all channels for two groups',
      conv,
      [[9, 7, 6]],
      [[3, 2, 6, 8]],
      'convolution on [9, 7, 6] with tensors [3, 2, 6, 8]: expected tensors [3, 2, 3, 8]',
    ],
    [
      'a bias of another length',
      conv,
      [[9, 7, 6]],
      [[3, 2, 3, 8], [6]],
      'with tensors [3, 2, 3, 8], [6]: expected tensors [3, 2, 3, 8], [8]',
    ],
    ['a third tensor', conv, [[9, 7, 6]], [[3, 2, 3, 8], [8], [8]], 'expected tensors [3, 2, 3, 8], [8]'],
    [
      'groups that do not divide the channels',
      conv,
      [[9, 7, 5]],
      [[3, 2, 3, 8]],
      'expected channels and filters in 2 equal groups',
    ],
    [
      'a picture smaller than a window',
      conv,
      [[1, 7, 6]],
      [[3, 2, 3, 8]],
      'expected an output of at least one value, not [0, 8, 8]',
    ],
    [
      'matrices that do not meet',
      { kind: 'matMul', operands: both },
      [
        [2, 3],
        [2, 3],
      ],
      [],
      'matMul on [2, 3], [2, 3]: expected two matrices',
    ],
    [
      'operands of other lengths',
      { kind: 'binary', function: 'add', operands: both },
      [
        [2, 3],
        [2, 2],
      ],
      [],
      'expected operands of one shape',
    ],
    [
      'operands of other ranks',
      { kind: 'binary', function: 'add', operands: both },
      [[2, 3], [3]],
      [],
      'expected operands of as many dimensions',
    ],
    [
      'a missing input',
      { kind: 'binary', function: 'add', operands: both },
      [[2, 3]],
      [],
      'expected 2 inputs',
    ],
    [
      'a missing tensor',
      { kind: 'binary', function: 'add', operands: ['input', 'tensor'] },
      [[2, 3]],
      [],
      'expected a shape for each operand',
    ],
    [
      'an axis beyond the sample',
      { kind: 'softmax', axis: 2, isLog: false },
      [[2, 3]],
      [],
      'expected an axis from 0 to 1, not 2',
    ],
    [
      'an axis twice',
      { kind: 'reduce', reduction: 'max', axes: [0, 0], keepsAxes: true },
      [[2]],
      [],
      'expected each axis once',
    ],
    [
      'a shape of other values',
      { kind: 'reshape', shape: [5] },
      [[2, 3]],
      [],
      'expected as many values as in [5]',
    ],
    [
      'a permutation with an axis twice',
      { kind: 'transpose', permutation: [0, 0] },
      [[2, 3]],
      [],
      'expected each axis once, not [0, 0]',
    ],
    [
      'a slice beyond the end',
      { kind: 'slice', begin: [0], end: [5], steps: [1] },
      [[4]],
      [],
      'expected values of axis 0 from 0 to 3, not 0 to 5 by 1',
    ],
    [
      'a slice of no values',
      { kind: 'slice', begin: [2], end: [2], steps: [1] },
      [[4]],
      [],
      'expected an output of at least one value, not [0]',
    ],
    [
      'parts that differ in another axis',
      { kind: 'concat', axis: 0, operands: both },
      [
        [2, 3],
        [2, 4],
      ],
      [],
      'expected operands that differ in axis 0 alone',
    ],
    [
      'a length that does not broadcast',
      { kind: 'expand', shape: [4] },
      [[2]],
      [],
      'expected a shape that broadcasts to [4]',
    ],
    [
      'channels that make no blocks',
      { kind: 'depthToSpace', size: 2, order: 'blocksFirst' },
      [[2, 2, 6]],
      [],
      'expected a multiple of 4 channels',
    ],
    [
      'scales of another axis',
      { kind: 'quantize', axis: 1, min: 0, max: 1 },
      [[6, 5]],
      [[6], [6]],
      'expected a scale and a zero point for each entry of axis 1',
    ],
    [
      'a cell with the kernels of another',
      lstm,
      [[7, 3]],
      [
        [2, 3, 15],
        [2, 5, 15],
        [2, 15],
        [2, 15],
      ],
      'expected tensors [2, 3, 20], [2, 5, 20], [2, 20], [2, 20]',
    ],
    ['a cell on a picture', rnn, [[7, 3, 3]], [], 'expected a sequence [steps, features]'],
    ['sums of other shapes', { kind: 'add' }, [[6], [1]], [], 'expected inputs of one shape'],
  ])('refuses %s', (_, operator, inputs, tensors, message) => {
    expect(() => operatorShape(operator, inputs, tensors)).toThrow(RangeError);
    expect(() => operatorShape(operator, inputs, tensors)).toThrow(message);
    expect(() => operatorShape(operator, inputs, tensors)).toThrow(`Cannot run ${operator.kind} on [`);
  });
});

const float: ValueType = 'float32';
it.each<[GraphOperation, ValueType[], ValueType]>([
  [{ kind: 'binary', function: 'less', operands: both }, [float, float], 'bool'],
  [{ kind: 'binary', function: 'multiply', operands: both }, ['int32', 'int32'], 'int32'],
  [{ kind: 'where', operands: ['input', 'input', 'tensor'] }, ['bool', 'int32'], 'int32'],
  [{ kind: 'where', operands: ['tensor', 'input', 'tensor'] }, ['int32'], 'int32'],
  [{ kind: 'where', operands: ['input', 'tensor', 'tensor'] }, ['bool'], float],
  [{ kind: 'gather', axis: 0, operands: ['tensor', 'input'] }, ['int32'], float],
  [{ kind: 'gather', axis: 0, operands: ['input', 'tensor'] }, ['int32'], 'int32'],
  [{ kind: 'unary', function: { name: 'isNaN' } }, [float], 'bool'],
  [{ kind: 'unary', function: { name: 'sqrt' } }, ['int32'], float],
  [{ kind: 'unary', function: { name: 'abs' } }, ['int32'], 'int32'],
  [{ kind: 'argMax', axis: 0, keepsAxis: false }, [float], 'int32'],
  [{ kind: 'embedding', units: 3 }, ['int32'], float],
  [{ kind: 'cast', to: 'bool' }, [float], 'bool'],
  [{ ...resize, interpolation: 'bilinear' }, ['int32'], float],
  [resize, ['int32'], 'int32'],
])('the type of %o of %j is %s', (operator, types, wanted) => {
  expect(operatorType(operator, types)).toBe(wanted);
});
