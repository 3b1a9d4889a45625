import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { beforeAll, expect, it } from 'vitest';
import { AssetError } from '../../core/errors';
import { inputTensor } from '../inference/inputTensor';
import { NetworkRunner } from '../inference/networkRunner';
import type { SourceAttribute, SourceModel, SourceTensor } from '../source/sourceModel';
import { ARITIES } from './arity';
import { loadGraph } from './loadGraph';
import { type FakeNetwork, type FakeNode, openFake, randomTensor } from './networks.fake';
import { openGraph } from './openGraph';
import { TRANSLATIONS } from './translations';

beforeAll(async () => {
  await tf.setBackend('cpu');
});

const ATTRIBUTES = [
  ...['axis', 'axes', 'perm', 'keepdims', 'kernel_shape', 'strides', 'pads', 'dilations', 'group', 'to'],
  ...['auto_pad', 'ceil_mode', 'transA', 'transB', 'alpha', 'value', 'split', 'starts', 'ends', 'mode'],
  ...['hidden_size', 'direction', 'equation', 'blocksize', 'size', 'num_groups', 'epsilon', 'output_padding'],
  ...['scales', 'layout', 'allowzero', 'start', 'num_outputs', 'exclusive', 'upper', 'min', 'max'],
];

const WINDOWS = ['kernel_shape', 'strides', 'pads', 'dilations', 'group', 'auto_pad', 'ceil_mode'];
const CELL = ['hidden_size', 'direction', 'layout', 'clip', 'linear_before_reset'];
/** Attributes that operators read. */
const HINTS: Readonly<Record<string, readonly string[]>> = {
  Conv: WINDOWS,
  ConvTranspose: [...WINDOWS, 'output_padding', 'output_shape'],
  MaxPool: WINDOWS,
  AveragePool: [...WINDOWS, 'count_include_pad'],
  QLinearConv: WINDOWS,
  ConvInteger: WINDOWS,
  LSTM: CELL,
  GRU: CELL,
  RNN: CELL,
  Gemm: ['transA', 'transB', 'alpha', 'beta'],
  Transpose: ['perm'],
  Einsum: ['equation'],
  Constant: ['value', 'value_int', 'value_floats'],
  ConstantOfShape: ['value'],
  Pad: ['pads', 'mode', 'value'],
  Resize: ['mode', 'axes', 'coordinate_transformation_mode'],
  Upsample: ['mode', 'scales'],
  GroupNormalization: ['num_groups'],
  LRN: ['size', 'alpha'],
  DepthToSpace: ['blocksize', 'mode'],
  SpaceToDepth: ['blocksize'],
  Slice: ['starts', 'ends', 'axes'],
  Split: ['axis', 'split', 'num_outputs'],
  Cast: ['to'],
};

const small = fc.integer({ min: -2, max: 4 });
const lengths = fc.array(fc.integer({ min: 1, max: 4 }), { maxLength: 4 });

const tensor = fc
  .tuple(lengths, fc.constantFrom('float32', 'int64', 'int8', 'bool'), fc.integer({ min: -1, max: 3 }))
  .map(([shape, type, first]): Omit<SourceTensor, 'name'> => {
    const values = Array.from(
      { length: shape.reduce((size, each) => size * each, 1) },
      (_, at) => first + at,
    );
    const bits = values.map((value) => (type === 'bool' ? Number(value > 0) : value));
    const read = async () => (type === 'float32' ? Float32Array.from(values) : Int8Array.from(bits));
    return { type: type as SourceTensor['type'], shape, fileName: 'net.onnx', read };
  });

const attribute = fc.oneof(
  small.map((value): SourceAttribute => ({ kind: 'int', value })),
  fc.constant<SourceAttribute>({ kind: 'int', value: Number.POSITIVE_INFINITY }),
  fc.constantFrom(0.5, -1, 1e-5).map((value): SourceAttribute => ({ kind: 'float', value })),
  fc.array(small, { maxLength: 4 }).map((value): SourceAttribute => ({ kind: 'ints', value })),
  fc
    .constantFrom('SAME_UPPER', 'VALID', 'linear', 'reverse', 'bidirectional', 'ij,jk->ik', 'abc,cd->abd', '')
    .map((value): SourceAttribute => ({ kind: 'text', value })),
  tensor.map((value): SourceAttribute => ({ kind: 'tensor', value: { ...value, name: 'attribute' } })),
);

const NAMES = ['before', 'x', 'a', 'b', 'c', ''];

/**
 * A node that reads the network's input, stored tensors and the node before it: mostly as many as
 * its operator takes, the first of them computed.
 */
const node = fc.constantFrom(...ARITIES).chain(([operator, arities]) => {
  const [, least, most] = arities.at(-1)!;
  const count = fc.integer({ min: least, max: Math.min(most, least + 2) });
  const fitting = count.chain((length) =>
    fc.tuple(...Array.from({ length }, (_, at) => fc.constantFrom(...(at === 0 ? ['before'] : NAMES)))),
  );
  return fc.record({
    operator: fc.constant(operator),
    inputs: fc.oneof(
      { weight: 6, arbitrary: fitting },
      { weight: 1, arbitrary: fc.array(fc.constantFrom(...NAMES), { maxLength: 9 }) },
    ),
    numOutputs: fc.constantFrom(1, 1, 1, 1, 2, 3),
    attributes: fc.oneof(
      fc.constant<Record<string, SourceAttribute>>({}),
      fc.dictionary(fc.constantFrom(...(HINTS[operator] ?? ['axis', 'axes', 'keepdims'])), attribute, {
        maxKeys: 3,
      }),
      fc.dictionary(fc.constantFrom(...ATTRIBUTES), attribute, { maxKeys: 2 }),
    ),
  });
});

const malformed = fc
  .record({
    nodes: fc.array(node, { minLength: 1, maxLength: 2 }),
    tensors: fc.tuple(tensor, tensor, tensor),
    input: fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 4 }),
    type: fc.constantFrom('float32', 'float32', 'int64', 'bool'),
    opset: fc.integer({ min: 7, max: 21 }),
  })
  .map(({ nodes, tensors, input, type, opset }): SourceModel => {
    const name = (place: number) => (place === nodes.length - 1 ? 'y' : `t${place}`);
    return {
      fileName: 'net.onnx',
      format: 'ONNX',
      opset,
      isChannelsLast: false,
      notes: [],
      producer: '',
      metadata: new Map(),
      graphName: '',
      nodes: nodes.map(({ operator, inputs, numOutputs, attributes }, place) => ({
        name: `node ${place}`,
        operator,
        inputs: inputs.map((each) => (each === 'before' ? (place === 0 ? 'x' : name(place - 1)) : each)),
        outputs: Array.from({ length: numOutputs }, (_, at) =>
          at === 0 ? name(place) : `${name(place)}.${at}`,
        ),
        attributes: new Map(Object.entries(attributes)),
      })),
      inputs: [{ name: 'x', type: type as SourceTensor['type'], shape: ['batch', ...input] }],
      outputs: [{ name: 'y', type: 'float32', shape: null }],
      values: new Map(),
      initializers: new Map(tensors.map((each, at) => ['abc'[at]!, { ...each, name: 'abc'[at]! }])),
      quantization: new Map(),
      close: () => undefined,
    };
  });

it('refuses any malformed graph by name, and runs what it opens', async () => {
  let opened = 0;
  await fc.assert(
    fc.asyncProperty(malformed, async (model) => {
      let graph: Awaited<ReturnType<typeof openGraph>>;
      try {
        graph = await openGraph(model);
      } catch (error) {
        if (!(error instanceof AssetError)) throw error;
        return;
      }
      opened++;
      const network = await loadGraph(graph);
      const { description } = graph;
      tf.tidy(() => {
        const size = description.inputShape.reduce((all, each) => all * each, 1);
        const { scores } = new NetworkRunner(network).run(
          inputTensor(new Float32Array(2 * size), 2, description),
        );
        expect(scores.shape).toEqual([2, ...description.nodes.at(-1)!.outputShape]);
      });
      network.dispose();
    }),
    { numRuns: 1000 },
  );
  expect(opened).toBeGreaterThan(10);
});

it('refuses nodes by their inputs, attributes and types', async () => {
  const network = (...nodes: readonly FakeNode[]): FakeNetwork => ({
    input: ['batch', 2, 3],
    output: ['batch', 3],
    tensors: {
      w: randomTensor([3, 2], 1),
      scale: { shape: [2, 2], values: [1, 1, 1, 1] },
      zero: { shape: [], values: [0], type: 'int8' },
    },
    nodes: nodes.map((one, at) => ({ ...one, name: `n${at}` })),
  });
  const refused: readonly (readonly [string, ...FakeNode[]])[] = [
    [
      'n0 (Concat 17: 0 inputs: expected at least 1)',
      { operator: 'Concat', inputs: [], outputs: ['none'] },
      { operator: 'Add', inputs: ['x', 'none'], outputs: ['y'] },
    ],
    ['n0 (Add 17: 3 inputs: expected 2)', { operator: 'Add', inputs: ['x', 'w', 'w'], outputs: ['y'] }],
    [
      'n0 (QLinearConv 17: input 1 is missing)',
      {
        operator: 'QLinearConv',
        inputs: ['x', '', 'zero', 'w', '', 'zero', 'scale', 'zero'],
        outputs: ['y'],
      },
    ],
    ['n0 (Gemm 17: input 0 = [1, 2, 3])', { operator: 'Gemm', inputs: ['x', 'w'], outputs: ['y'] }],
    [
      'n0 (MaxPool 17: pads = -1, 0)',
      {
        operator: 'MaxPool',
        inputs: ['x'],
        outputs: ['y'],
        attributes: { kernel_shape: [2], pads: [-1, 0] },
      },
    ],
    [
      'n0 (Softmax 17: axis = text)',
      { operator: 'Softmax', inputs: ['x'], outputs: ['y'], attributes: { axis: 'last' } },
    ],
    [
      'n0 (QuantizeLinear 17: scale [2, 2] → [])',
      { operator: 'QuantizeLinear', inputs: ['x', 'scale', 'zero'], outputs: ['y'] },
    ],
    [
      'n1 (Softmax 17: Cannot run softmax on values of type bool: expected float32)',
      { operator: 'Cast', inputs: ['x'], outputs: ['b'], attributes: { to: 9 } },
      { operator: 'Softmax', inputs: ['b'], outputs: ['y'] },
    ],
    ['Outputs that do not depend on an input: y', { operator: 'Mul', inputs: ['w', 'w'], outputs: ['y'] }],
  ];
  for (const [message, ...nodes] of refused)
    await expect(openFake(network(...nodes))).rejects.toThrow(message);
});

it('knows how many inputs each operator has', () => {
  expect([...ARITIES.keys()].toSorted()).toEqual([...TRANSLATIONS.keys()].toSorted());
});
