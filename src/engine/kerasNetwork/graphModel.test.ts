import * as tf from '@tensorflow/tfjs-core';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { setMessages } from '../../core/language/t';
import { startDevice } from '../inference/devices';
import {
  answersOf,
  floats,
  node,
  numbers,
  open,
  placeholder,
  tensorOf,
  texts,
  values,
  wholes,
  windows,
} from './graphModel.fake';
import type { FakeTensor } from './tfjsModel.fake';

beforeAll(async () => {
  await startDevice('cpu', { wasmPaths: undefined, gpu: () => Promise.reject(new Error('no GPU')) });
});

afterEach(() => setMessages(null));

const KERNEL = floats('conv/kernel', 3, 3, 2, 4);
const BIAS = floats('conv/bias', 4);
const DEPTHWISE = floats('dw/kernel', 3, 3, 4, 2);
const [SCALE, SHIFT, MEAN] = [floats('bn/g', 8), floats('bn/be', 8), floats('bn/mea', 8)];
const VARIANCE: FakeTensor = {
  name: 'bn/variance',
  shape: [8],
  values: values(8).map((one) => 1 + one * one),
};
const DENSE = floats('fc/kernel', 32, 3);
const DENSE_BIAS = floats('fc/bias', 3);

/** A classifier as the converter writes it: fused nodes, and a shape computed with a batch. */
const CLASSIFIER = [
  placeholder(8, 8, 2),
  node('conv/Conv2D', '_FusedConv2D', ['x', 'conv/kernel', 'conv/bias'], {
    ...windows(1, 'SAME'),
    dilations: numbers(1, 1, 1, 1),
    fused_ops: texts('BiasAdd', 'Relu'),
  }),
  node('pool', 'MaxPool', ['conv/Conv2D'], { ...windows(2, 'VALID'), ksize: numbers(1, 2, 2, 1) }),
  node('dw', 'DepthwiseConv2dNative', ['pool', 'dw/kernel'], windows(2, 'SAME')),
  node('bn', 'FusedBatchNormV3', ['dw', 'bn/g', 'bn/be', 'bn/mea', 'bn/variance'], { epsilon: { f: 0.001 } }),
  node('relu6', 'Relu6', ['bn']),
  node('shape', 'Shape', ['relu6']),
  node('batch', 'StridedSlice', ['shape', 'zero', 'one', 'one'], { shrink_axis_mask: { i: '1' } }),
  node('sides', 'Pack', ['batch', 'rest'], { axis: { i: '0' } }),
  node('flat', 'Reshape', ['relu6', 'sides']),
  node('fc', '_FusedMatMul', ['flat', 'fc/kernel', 'fc/bias'], { fused_ops: texts('BiasAdd') }),
  node('Identity', 'Softmax', ['fc']),
];
const TENSORS = [
  ...[KERNEL, BIAS, DEPTHWISE, SCALE, SHIFT, MEAN, VARIANCE, DENSE, DENSE_BIAS],
  ...[wholes('zero', [0]), wholes('one', [1]), wholes('rest', [-1], [])],
];

describe('a GraphModel of tfjs', () => {
  it('answers as its operations do', async () => {
    const found = await open(CLASSIFIER, TENSORS);
    expect(found.source.format).toBe('TensorFlow.js GraphModel');
    const inputs = tf.tensor(values(3 * 128), [3, 8, 8, 2]) as tf.Tensor4D;
    const wanted = tf.tidy(() => {
      const conv = tf.relu(
        tf.add(tf.conv2d(inputs, tensorOf(KERNEL) as tf.Tensor4D, 1, 'same'), tensorOf(BIAS)),
      ) as tf.Tensor4D;
      const pooled = tf.maxPool(conv, 2, 2, 'valid');
      const each = tf.depthwiseConv2d(pooled, tensorOf(DEPTHWISE) as tf.Tensor4D, 2, 'same');
      const [mean, variance, shift, scale] = [MEAN, VARIANCE, SHIFT, SCALE].map(tensorOf) as tf.Tensor1D[];
      const normed = tf.relu6(tf.batchNorm(each, mean!, variance!, shift, scale, 0.001));
      const flat = tf.reshape(normed, [3, 32]);
      const sums = tf.add(tf.matMul(flat, tensorOf(DENSE) as tf.Tensor2D), tensorOf(DENSE_BIAS));
      return Array.from(tf.softmax(sums as tf.Tensor2D).dataSync());
    });
    const answers = await answersOf(found, inputs);
    expect(answers).toHaveLength(9);
    for (const [at, answer] of answers.entries()) expect(answer).toBeCloseTo(wanted[at]!, 5);
    // Words keep the order of the file.
    const trained = found.opened.tensors.filter(({ structure }) => structure !== null);
    expect(trained.map(({ name, shape }) => [name, shape])).toEqual(
      [KERNEL, BIAS, DEPTHWISE, SCALE, SHIFT, MEAN, VARIANCE, DENSE, DENSE_BIAS].map(({ name, shape }) => [
        name,
        shape,
      ]),
    );
  });

  it('takes the outputs that its author names, joined and resized', async () => {
    const nodes = [
      placeholder(2, 2, 1),
      node('large', 'ResizeBilinear', ['x', 'size'], { half_pixel_centers: { b: true } }),
      node('both', 'ConcatV2', ['large', 'large', 'axis']),
      node('mean', 'Mean', ['both', 'places'], { keep_dims: { b: false } }),
      node('unused', 'Mystery', ['mean']),
    ];
    const tensors = [wholes('size', [4, 4]), wholes('axis', [-1], []), wholes('places', [1, 2])];
    const signature = { outputs: { y: { name: 'mean:0' } } };
    const found = await open(nodes, tensors, { signature });
    const [first, second] = await answersOf(found, tf.tensor([1, 2, 3, 4], [1, 2, 2, 1]));
    expect(first).toBeCloseTo(2.5, 6);
    expect(second).toBeCloseTo(2.5, 6);
  });

  it('is refused with all operations that cannot be run', async () => {
    const nodes = [
      placeholder(4, 4, 1),
      node('a', 'NonMaxSuppressionV5', ['x']),
      node('b', 'MaxPool', ['a'], { ...windows(1, 'ODD'), ksize: numbers(1, 2, 2, 1) }),
      node('c', 'Conv2D', ['b', 'k'], { ...windows(1, 'SAME'), data_format: { s: btoa('NCHW') } }),
    ];
    await expect(open(nodes, [floats('k', 1, 1, 1, 1)])).rejects.toThrow(
      'model.json: Operations that cannot be run: a (NonMaxSuppressionV5), b (MaxPool: padding = ODD), c (Conv2D: data_format = NCHW)',
    );
  });

  it('is refused by its input in German on a German page', async () => {
    setMessages({ 'input {0}': 'Eingang {0}', none: 'keines' });
    const nodes = [placeholder(2), node('y', 'Transpose', ['x', 'x']), node('z', 'Transpose', ['y'])];
    const message = await open(nodes, []).catch((error: Error) => error.message);
    expect(message).toContain('y (Transpose: Eingang 1 = x), z (Transpose: Eingang 1 = keines)');
  });

  it('with weights of bytes says so, and computes with their floats', async () => {
    const kernel: FakeTensor = {
      ...{ name: 'k', shape: [2, 1], values: Uint8Array.of(4, 6) },
      quantization: { dtype: 'uint8', min: -1, scale: 0.5 },
    };
    const found = await open([placeholder(2), node('y', 'MatMul', ['x', 'k'])], [kernel]);
    expect(found.opened.report.notes[0]).toBe(
      'The file stores weights as uint8: they are computed back to floats first',
    );
    expect(await answersOf(found, tf.tensor([[1, 10]]))).toEqual([21]);
  });
});
