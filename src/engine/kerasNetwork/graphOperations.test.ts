import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { startDevice } from '../inference/devices';
import { answersOf, floats, node, open, placeholder, tensorOf, values, wholes } from './graphModel.fake';
import type { FakeTensor } from './tfjsModel.fake';

beforeAll(async () => {
  await startDevice('cpu', { wasmPaths: undefined, gpu: () => Promise.reject(new Error('no GPU')) });
});

const NUM_SAMPLES = 3;
const scalar = (name: string, value: number): FakeTensor => ({
  ...{ name, shape: [], values: Float32Array.of(value) },
});
const flag = (value: boolean) => ({ b: value });
const number = (value: number) => ({ i: String(value) });

/** Operations after `x` [3, …], their tensors, and what the core of TensorFlow.js computes. */
interface Case {
  readonly input: readonly number[];
  readonly nodes: readonly object[];
  readonly tensors?: readonly FakeTensor[];
  readonly wanted: (x: tf.Tensor) => tf.Tensor;
}

async function expectAnswers({ input, nodes, tensors = [], wanted }: Case): Promise<void> {
  const found = await open([placeholder(...input), ...nodes], tensors);
  const x = tf.tensor(values(NUM_SAMPLES * input.reduce((size, length) => size * length, 1)), [
    NUM_SAMPLES,
    ...input,
  ]);
  const answers = await answersOf(found, x);
  const known = tf.tidy(() => Array.from(wanted(x).dataSync()));
  expect(answers).toHaveLength(known.length);
  expect(new Set(known).size).toBeGreaterThan(1);
  for (const [at, answer] of answers.entries()) expect(answer, `value ${at}`).toBeCloseTo(known[at]!, 4);
}

/** One operation that reads `x` and perhaps constants. */
const single = (
  op: string,
  input: readonly number[],
  wanted: Case['wanted'],
  tensors: readonly FakeTensor[] = [],
  attr: object = {},
): readonly [string, Case] => [
  op,
  { input, tensors, wanted, nodes: [node('y', op, ['x', ...tensors.map(({ name }) => name)], attr)] },
];

/** A slice: its text, begins, ends, steps and masks. */
type StridedCase = readonly [string, number[], number[], number[], Readonly<Record<string, number>>];

describe('an operation of a GraphModel', () => {
  const OTHER = floats('other', 4);
  it.each([
    single('Log1p', [4], (x) => tf.log1p(tf.square(x)), []),
    single('Expm1', [4], (x) => tf.expm1(x)),
    single('Reciprocal', [4], (x) => tf.reciprocal(x)),
    single('Sign', [4], (x) => tf.sign(x)),
    single('Floor', [4], (x) => tf.floor(x)),
    single('Round', [4], (x) => tf.round(x)),
    single('Asinh', [4], (x) => tf.asinh(x)),
    single('SquaredDifference', [2, 4], (x) => tf.squaredDifference(x, tensorOf(OTHER)), [OTHER]),
    single('FloorMod', [2, 4], (x) => tf.mod(x, tensorOf(OTHER)), [OTHER]),
    single('FloorDiv', [2, 4], (x) => tf.floor(tf.div(x, tensorOf(OTHER))), [OTHER], {
      T: { type: 'DT_FLOAT' },
    }),
    single('ClipByValue', [4], (x) => tf.clipByValue(x, -0.5, 0.25), [
      scalar('low', -0.5),
      scalar('high', 0.25),
    ]),
    single('Min', [2, 4], (x) => tf.min(x, 2), [wholes('axis', [2])]),
    single('Prod', [2, 4], (x) => tf.prod(x, 1, true), [wholes('axis', [1])], { keep_dims: flag(true) }),
    single('EuclideanNorm', [2, 4], (x) => tf.norm(x, 'euclidean', 2), [wholes('axis', [2])]),
    single('ArgMax', [2, 4], (x) => tf.argMax(x, -1), [wholes('axis', [-1], [])]),
    single('ArgMin', [4, 2], (x) => tf.argMin(x, 1), [wholes('axis', [1], [])]),
    single('Cumsum', [2, 4], (x) => tf.cumsum(x, 2, true, true), [wholes('axis', [2], [])], {
      exclusive: flag(true),
      reverse: flag(true),
    }),
    single('GatherV2', [4, 2], (x) => tf.gather(x, [2, 0, 2], 1), [
      wholes('at', [2, 0, 2]),
      wholes('axis', [1], []),
    ]),
    single('Slice', [4, 3], (x) => tf.slice(x, [0, 1, 0], [-1, 2, 2]), [
      wholes('begin', [0, 1, 0]),
      wholes('size', [-1, 2, 2]),
    ]),
    single('ReverseV2', [4, 3], (x) => tf.reverse(x, [1, 2]), [wholes('axes', [1, -1])]),
    single('Tile', [2, 3], (x) => tf.tile(x, [1, 2, 3]), [wholes('repeats', [1, 2, 3])]),
    single(
      'MirrorPad',
      [4, 2],
      (x) =>
        tf.mirrorPad(
          x,
          [
            [0, 0],
            [1, 2],
            [0, 0],
          ],
          'reflect',
        ),
      [wholes('pads', [0, 0, 1, 2, 0, 0], [3, 2])],
      { mode: { s: btoa('REFLECT') } },
    ),
    single('DepthToSpace', [2, 2, 8], (x) => tf.depthToSpace(x as tf.Tensor4D, 2), [], {
      block_size: number(2),
    }),
    single('LRN', [2, 2, 6], (x) => tf.localResponseNormalization(x as tf.Tensor4D, 2, 0.5, 0.3, 0.75), [], {
      ...{ depth_radius: number(2), bias: { f: 0.5 }, alpha: { f: 0.3 }, beta: { f: 0.75 } },
    }),
    single(
      'BatchMatMulV2',
      [2, 3, 4],
      (x) => tf.matMul(x, tf.tensor(floats('k', 2, 5, 4).values, [2, 5, 4]), false, true),
      [floats('k', 2, 5, 4)],
      { adj_y: flag(true) },
    ),
    single(
      'Einsum',
      [4, 3],
      (x) => tf.einsum('bij,jk->bik', x, tensorOf(floats('k', 3, 5))),
      [floats('k', 3, 5)],
      {
        equation: { s: btoa('bij,jk->bik') },
      },
    ),
  ])('%s answers as its definition', async (name, one) => {
    const nodes =
      name === 'Log1p' ? [node('square', 'Square', ['x']), node('y', 'Log1p', ['square'])] : one.nodes;
    await expectAnswers({ ...one, nodes });
  });

  it('with several outputs: Split, SplitV and Unpack', async () => {
    await expectAnswers({
      input: [4, 3],
      tensors: [wholes('axis', [1], []), wholes('last', [2], []), wholes('sizes', [1, 2])],
      nodes: [
        node('halves', 'Split', ['axis', 'x'], { num_split: number(2) }),
        node('columns', 'SplitV', ['halves:1', 'sizes', 'last'], { num_split: number(2) }),
        node('rows', 'Unpack', ['columns:1'], { axis: number(1), num: number(2) }),
        node('y', 'Sub', ['rows:1', 'rows']),
      ],
      wanted: (x) => {
        const part = tf.slice(x, [0, 2, 1], [-1, 2, 2]);
        const [first, second] = tf.unstack(part, 1) as [tf.Tensor, tf.Tensor];
        return tf.sub(second, first);
      },
    });
  });

  it('that compares and chooses: Greater, LogicalAnd, NotEqual, SelectV2, OneHot', async () => {
    const zero = scalar('zero', 0);
    await expectAnswers({
      input: [4],
      tensors: [
        zero,
        scalar('half', 0.5),
        scalar('one', 1),
        wholes('depth', [4], []),
        wholes('axis', [-1], []),
      ],
      nodes: [
        node('positive', 'Greater', ['x', 'zero']),
        node('small', 'LessEqual', ['x', 'half']),
        node('other', 'NotEqual', ['x', 'half']),
        node('both', 'LogicalAnd', ['positive', 'small']),
        node('all', 'LogicalAnd', ['both', 'other']),
        node('nothing', 'ZerosLike', ['x']),
        node('chosen', 'SelectV2', ['all', 'x', 'nothing']),
        node('most', 'ArgMax', ['chosen', 'axis']),
        node('hot', 'OneHot', ['most', 'depth', 'one', 'zero'], { axis: number(-1) }),
        node('y', 'AddV2', ['hot', 'chosen']),
      ],
      wanted: (x) => {
        const isKept = tf.logicalAnd(tf.greater(x, 0), tf.lessEqual(x, 0.5));
        const chosen = tf.where(isKept, x, tf.zerosLike(x));
        return tf.add(tf.oneHot(tf.argMax(chosen, -1), 4), chosen);
      },
    });
  });

  it.each([
    ['x[:, 1:, ::-1]', [0, 1, 0], [0, 0, 0], [1, 1, -1], { begin_mask: 5, end_mask: 7 }],
    ['x[..., 1]', [0, 1], [0, 2], [1, 1], { ellipsis_mask: 1, shrink_axis_mask: 2 }],
    ['x[:, -1]', [0, -1], [0, 0], [1, 1], { begin_mask: 1, end_mask: 1, shrink_axis_mask: 2 }],
    ['x[:, newaxis, 0:2]', [0, 0, 0], [0, 0, 2], [1, 1, 1], { begin_mask: 1, end_mask: 1, new_axis_mask: 2 }],
    ['x[..., newaxis]', [0, 0], [0, 0], [1, 1], { ellipsis_mask: 1, new_axis_mask: 2 }],
  ] as readonly StridedCase[])('StridedSlice of %s', async (_, begin, end, steps, masks) => {
    const attr = Object.fromEntries(Object.entries(masks).map(([key, mask]) => [key, number(mask)]));
    await expectAnswers({
      input: [3, 4],
      tensors: [wholes('begin', begin), wholes('end', end), wholes('steps', steps)],
      nodes: [node('y', 'StridedSlice', ['x', 'begin', 'end', 'steps'], attr)],
      wanted: (x) => {
        const keys = ['begin_mask', 'end_mask', 'ellipsis_mask', 'new_axis_mask', 'shrink_axis_mask'];
        return tf.stridedSlice(x, begin, end, steps, ...keys.map((key) => masks[key] ?? 0));
      },
    });
  });

  it('of attention: scores of heads, softmax, LayerNorm in primitive operations', async () => {
    const [scale, shift, kernel] = [floats('scale', 4), floats('shift', 4), floats('kernel', 4, 2, 3)];
    await expectAnswers({
      input: [3, 4],
      tensors: [
        scale,
        shift,
        wholes('last', [-1]),
        scalar('epsilon', 1e-3),
        wholes('heads', [-1, 3, 2, 2]),
        wholes('rows', [-1, 3, 4]),
        kernel,
      ],
      nodes: [
        node('mean', 'Mean', ['x', 'last'], { keep_dims: flag(true) }),
        node('squares', 'SquaredDifference', ['x', 'mean']),
        node('variance', 'Mean', ['squares', 'last'], { keep_dims: flag(true) }),
        node('sum', 'AddV2', ['variance', 'epsilon']),
        node('inverse', 'Rsqrt', ['sum']),
        node('factor', 'Mul', ['inverse', 'scale']),
        node('scaled', 'Mul', ['x', 'factor']),
        node('moved', 'Mul', ['mean', 'factor']),
        node('offset', 'Sub', ['shift', 'moved']),
        node('normed', 'AddV2', ['scaled', 'offset']),
        node('split', 'Reshape', ['normed', 'heads']),
        node('scores', 'Einsum', ['split', 'split'], { equation: { s: btoa('bqhd,bkhd->bhqk') } }),
        node('weights', 'Softmax', ['scores']),
        node('mixed', 'Einsum', ['weights', 'split'], { equation: { s: btoa('bhqk,bkhd->bqhd') } }),
        node('joined', 'Reshape', ['mixed', 'rows']),
        node('y', 'Einsum', ['joined', 'kernel'], { equation: { s: btoa('abc,cde->abde') } }),
      ],
      wanted: (x) => {
        const { mean, variance } = tf.moments(x, -1, true);
        const normed = tf.add(
          tf.mul(tf.div(tf.sub(x, mean), tf.sqrt(tf.add(variance, 1e-3))), tensorOf(scale)),
          tensorOf(shift),
        );
        const heads = tf.transpose(tf.reshape(normed, [NUM_SAMPLES, 3, 2, 2]), [0, 2, 1, 3]);
        const weights = tf.softmax(tf.matMul(heads, heads, false, true));
        const joined = tf.reshape(tf.transpose(tf.matMul(weights, heads), [0, 2, 1, 3]), [-1, 4]);
        return tf.matMul(joined as tf.Tensor2D, tf.reshape(tensorOf(kernel), [4, 6]) as tf.Tensor2D);
      },
    });
  });

  it('is refused by what it cannot do', async () => {
    const tensors = [wholes('axis', [1], []), wholes('sizes', [-1, 2]), wholes('pads', [0, 0, 1, 1], [2, 2])];
    const nodes = [
      placeholder(4),
      node('a', 'SplitV', ['x', 'sizes', 'axis'], { num_split: number(2) }),
      node('b', 'MirrorPad', ['a', 'pads'], { mode: { s: btoa('SYMMETRIC') } }),
      node('c', 'Gather', ['b', 'axis'], { batch_dims: number(1) }),
      node('d', 'TopKV2', ['c', 'axis']),
    ];
    await expect(open(nodes, tensors)).rejects.toThrow(
      'a (SplitV: size_splits = -1, 2), b (MirrorPad: mode = SYMMETRIC), c (Gather: batch_dims = 1), d (TopKV2)',
    );
    await expect(
      open([placeholder(4), node('y', 'IdentityN', ['x'])], [], {
        signature: { outputs: { y: { name: 'y:3' } } },
      }),
    ).rejects.toThrow('model.json: Operations that cannot be run: y:3');
  });
});
