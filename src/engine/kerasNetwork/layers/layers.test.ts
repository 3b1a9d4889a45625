import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { loadGraph } from '../../graph/loadGraph';
import { openGraph } from '../../graph/openGraph';
import { startDevice } from '../../inference/devices';
import { NetworkRunner } from '../../inference/networkRunner';
import { openSource } from '../../loading/openSource';
import { type FakeTensor, tfjsModel } from '../tfjsModel.fake';

beforeAll(async () => {
  await startDevice('cpu', { wasmPaths: undefined, gpu: () => Promise.reject(new Error('no GPU')) });
});

const NUM_SAMPLES = 2;
const values = (length: number, from = 1) =>
  Float32Array.from({ length }, (_, index) => Math.sin(1.7 * (index + from)));
const stored = (name: string, ...shape: number[]): FakeTensor => ({
  ...{ name, shape },
  values: values(
    shape.reduce((product, length) => product * length, 1),
    name.length,
  ),
});
const tensorOf = ({ values: list, shape }: FakeTensor) => tf.tensor(list, [...shape]);

/** A layer that reads the input, as often as a call does. */
interface Case {
  readonly className: string;
  readonly config?: object;
  readonly input: readonly number[];
  readonly tensors?: readonly FakeTensor[];
  /** Names of the layers that it reads. Default: the input. */
  readonly reads?: readonly string[];
  readonly call?: object;
  readonly wanted: (x: tf.Tensor) => tf.Tensor;
}

async function open({ className, config = {}, input, tensors = [], reads = ['x'], call = {} }: Case) {
  const layer = (name: string, kind: string, own: object, inbound: unknown[]) => ({
    ...{ class_name: kind, name, config: { name, ...own }, inbound_nodes: inbound },
  });
  const all = [
    layer('x', 'InputLayer', { batch_input_shape: [null, ...input] }, []),
    layer('double', 'Rescaling', { scale: 2 }, [[['x', 0, 0, {}]]]),
    layer('y', className, config, [reads.map((name, at) => [name, 0, 0, at === 0 ? call : {}])]),
  ];
  const model = { name: 'm', layers: all, input_layers: [['x', 0, 0]], output_layers: [['y', 0, 0]] };
  const topology = { keras_version: '3.5.0', model_config: { class_name: 'Functional', config: model } };
  const source = await openSource({ format: 'network', ...tfjsModel(topology, tensors) });
  return openGraph(source);
}

async function expectAnswers(one: Case): Promise<void> {
  const { input, wanted } = one;
  const opened = await open(one);
  const x = tf.tensor(values(NUM_SAMPLES * input.reduce((size, length) => size * length, 1)), [
    NUM_SAMPLES,
    ...input,
  ]);
  const network = await loadGraph(opened);
  const scores = tf.tidy(() => new NetworkRunner(network).run(x).scores);
  expect(opened.output.axes.toSorted()).toEqual(opened.output.axes);
  const known = tf.tidy(() => Array.from(wanted(x).dataSync()));
  const found = Array.from(scores.dataSync());
  network.dispose();
  expect(found).toHaveLength(known.length);
  expect(new Set(known).size).toBeGreaterThan(2);
  for (const [at, answer] of found.entries()) expect(answer, `value ${at}`).toBeCloseTo(known[at]!, 5);
}

/** Softmax of scores [batch, queries, keys] that hide later keys, times values. */
function attended(scores: tf.Tensor, value: tf.Tensor, isCausal: boolean): tf.Tensor {
  const [, queries = 0, keys = 0] = scores.shape;
  const seen = tf.buffer([queries, keys], 'bool');
  for (let query = 0; query < queries; query++)
    for (let key = 0; key < keys; key++) seen.set(!isCausal || key <= query, query, key);
  const hidden = tf.where(tf.tile(tf.expandDims(seen.toTensor(), 0), [scores.shape[0]!, 1, 1]), scores, -1e9);
  return tf.matMul(tf.softmax(hidden), value);
}

const SCALE = stored('y/scale', 4);
const GAMMA = stored('y/gamma', 4);

describe('a layer of Keras', () => {
  it.each<[string, Case]>([
    [
      'Attention of a scaled query',
      {
        ...{ className: 'Attention', config: { use_scale: true, score_mode: 'dot', dropout: 0.2 } },
        ...{ input: [3, 4], reads: ['x', 'double'], tensors: [stored('y/scale')] },
        wanted: (x) => {
          const scores = tf.mul(tf.matMul(x, tf.mul(x, 2), false, true), tensorOf(stored('y/scale')));
          return attended(scores, tf.mul(x, 2), false);
        },
      },
    ],
    [
      'Attention to earlier steps alone',
      {
        ...{ className: 'Attention', input: [3, 4], reads: ['x', 'double', 'x'] },
        call: { use_causal_mask: true },
        wanted: (x) => attended(tf.matMul(x, x, false, true), tf.mul(x, 2), true),
      },
    ],
    [
      'AdditiveAttention',
      {
        ...{ className: 'AdditiveAttention', input: [3, 4], reads: ['x', 'double'], tensors: [SCALE] },
        wanted: (x) => {
          const sums = tf.add(tf.expandDims(x, 2), tf.expandDims(tf.mul(x, 2), 1));
          return attended(tf.sum(tf.mul(tf.tanh(sums), tensorOf(SCALE)), -1), tf.mul(x, 2), false);
        },
      },
    ],
    [
      'MultiHeadAttention to earlier steps alone',
      {
        ...{ className: 'MultiHeadAttention', input: [3, 4], reads: ['x', 'x'] },
        config: { num_heads: 1, key_dim: 4, use_bias: false },
        call: { use_causal_mask: true },
        tensors: [
          ...[stored('y/query/kernel', 4, 1, 4), stored('y/key/kernel', 4, 1, 4)],
          ...[stored('y/value/kernel', 4, 1, 4), stored('y/attention_output/kernel', 1, 4, 4)],
        ],
        wanted: (x) => {
          const kernel = (name: string) =>
            tf.tile(tf.reshape(tensorOf(stored(`y/${name}/kernel`, 4, 4)), [1, 4, 4]), [NUM_SAMPLES, 1, 1]);
          const [q, k, v] = ['query', 'key', 'value'].map((name) => tf.matMul(x, kernel(name)));
          const mixed = attended(tf.div(tf.matMul(q!, k!, false, true), 2), v!, true);
          return tf.matMul(mixed, kernel('attention_output'));
        },
      },
    ],
    [
      'EinsumDense over any axes in front',
      {
        ...{ className: 'EinsumDense', input: [3, 4] },
        config: { equation: '...x,xy->...y', output_shape: [null, 2], bias_axes: 'y', activation: 'relu' },
        tensors: [stored('y/kernel', 4, 2), stored('y/bias', 2)],
        wanted: (x) => {
          const rows = tf.reshape(x, [-1, 4]) as tf.Tensor2D;
          const sums = tf.matMul(rows, tensorOf(stored('y/kernel', 4, 2)) as tf.Tensor2D);
          return tf.relu(tf.add(sums, tensorOf(stored('y/bias', 2))));
        },
      },
    ],
    [
      'RMSNormalization',
      {
        ...{ className: 'RMSNormalization', config: { axis: -1, epsilon: 0.01 }, input: [3, 4] },
        tensors: [SCALE],
        wanted: (x) =>
          tf.mul(tf.div(x, tf.sqrt(tf.add(tf.mean(tf.square(x), -1, true), 0.01))), tensorOf(SCALE)),
      },
    ],
    [
      'LayerNormalization that scales by the deviation and keeps the mean',
      {
        ...{ className: 'LayerNormalization', input: [3, 4] },
        config: { axis: [-1], epsilon: 0.01, rms_scaling: true, center: true, scale: true },
        tensors: [GAMMA],
        wanted: (x) => {
          const variance = tf.moments(x, -1, true).variance;
          return tf.mul(tf.div(x, tf.sqrt(tf.add(variance, 0.01))), tensorOf(GAMMA));
        },
      },
    ],
    [
      'UnitNormalization',
      {
        ...{ className: 'UnitNormalization', config: { axis: 1 }, input: [3, 4] },
        wanted: (x) => tf.div(x, tf.norm(x, 'euclidean', 1, true)),
      },
    ],
    [
      'Resizing',
      {
        ...{
          className: 'Resizing',
          config: { height: 5, width: 3, interpolation: 'bilinear' },
          input: [3, 4, 2],
        },
        wanted: (x) => tf.image.resizeBilinear(x as tf.Tensor4D, [5, 3], false, true),
      },
    ],
    [
      'DepthwiseConv1D',
      {
        ...{ className: 'DepthwiseConv1D', input: [5, 2] },
        config: { kernel_size: 3, depth_multiplier: 2, padding: 'same', use_bias: false },
        tensors: [stored('y/depthwise_kernel', 3, 2, 2)],
        wanted: (x) => {
          const kernel = tf.reshape(tensorOf(stored('y/depthwise_kernel', 3, 2, 2)), [1, 3, 2, 2]);
          return tf.depthwiseConv2d(tf.expandDims(x, 1) as tf.Tensor4D, kernel as tf.Tensor4D, 1, 'same');
        },
      },
    ],
  ])('%s answers as its definition', (_, one) => expectAnswers(one));

  it.each<[string, Omit<Case, 'wanted'>, string]>([
    [
      'Attention by tanh',
      { className: 'Attention', config: { score_mode: 'concat' }, input: [3, 4], reads: ['x', 'x'] },
      'y (Attention: score_mode = concat)',
    ],
    [
      'an argument of another layer',
      { className: 'Softmax', input: [3, 4], call: { use_causal_mask: true } },
      'y (Softmax: call use_causal_mask = true)',
    ],
    [
      'a product along the samples',
      { className: 'Dot', config: { axes: [0, 1] }, input: [3, 4], reads: ['x', 'x'] },
      'y (Dot: axes = [0,1])',
    ],
    [
      'another length',
      { className: 'UnitNormalization', config: { order: 1 }, input: [4] },
      'y (UnitNormalization: order = 1)',
    ],
  ])('with %s is refused', async (_, one, message) => {
    await expect(open({ ...one, wanted: (x) => x })).rejects.toThrow(message);
  });
});
