import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import '@tensorflow/tfjs-backend-wasm';
import * as layers from '@tensorflow/tfjs-layers';
import { beforeAll, describe, expect, test } from 'vitest';
import { Draws } from '../../generate/draws';
import { speedUpBatchNormalization } from './batchNormTraining';
import { registerTrainingGradients } from './trainingGradients';

/** A function of tensors with the given shapes and random values; its gradients are compared. */
interface GradientCase {
  readonly shapes: readonly (readonly number[])[];
  readonly compute: (...inputs: tf.Tensor[]) => tf.Tensor;
}

async function gradientsOn(backend: 'cpu' | 'wasm', { shapes, compute }: GradientCase): Promise<number[][]> {
  await tf.setBackend(backend);
  return tf.tidy(() => {
    const draws = new Draws(1, 0, 0, 0);
    const drawn = (shape: readonly number[]) => {
      const values = Float32Array.from({ length: tf.util.sizeFromShape([...shape]) }, () => draws.normal());
      return tf.tensor(values, [...shape]);
    };
    const inputs = shapes.map(drawn);
    const weighting = drawn(tf.tidy(() => compute(...inputs)).shape);
    const results = tf.grads((...all) => tf.sum(tf.mul(compute(...all), weighting)))(inputs);
    return results.map((gradient) => [...gradient.dataSync()]);
  });
}

/**
 * Maximum difference between gradients on WASM and tfjs's own on cpu, relative to the largest
 * gradient of each input.
 */
async function difference(gradientCase: GradientCase): Promise<number> {
  const wanted = expected.get(gradientCase)!;
  const found = await gradientsOn('wasm', gradientCase);
  return Math.max(
    ...wanted.map((values, input) => {
      const scale = Math.max(...values.map(Math.abs));
      return Math.max(...values.map((value, index) => Math.abs(value - found[input]![index]!))) / scale;
    }),
  );
}

type Shape4D = readonly [number, number, number, number];

function conv(x: Shape4D, filter: Shape4D, stride: number, pad: 'same' | 'valid'): GradientCase {
  return {
    shapes: [x, filter, [filter[3]]],
    compute: (input, weights, bias) =>
      tf.relu(tf.add(tf.conv2d(input as tf.Tensor4D, weights as tf.Tensor4D, stride, pad), bias!)),
  };
}

function fused(x: Shape4D, filter: Shape4D): GradientCase {
  return {
    shapes: [x, filter, [filter[3]]],
    compute: (input, weights, bias) =>
      tf.fused.conv2d({
        x: input as tf.Tensor4D,
        filter: weights as tf.Tensor4D,
        strides: 1,
        pad: 'same',
        bias: bias!,
      }),
  };
}

function pool(x: Shape4D, size: number, stride: number, pad: 'same' | 'valid'): GradientCase {
  return { shapes: [x], compute: (input) => tf.maxPool(input as tf.Tensor4D, size, stride, pad) };
}

const CASES: readonly [string, GradientCase][] = [
  ['3x3 same', conv([3, 6, 7, 5], [3, 3, 5, 4], 1, 'same')],
  ['3x3 valid', conv([3, 6, 7, 5], [3, 3, 5, 4], 1, 'valid')],
  ['3x3 same, stride 2, even', conv([2, 8, 6, 3], [3, 3, 3, 4], 2, 'same')],
  ['3x3 same, stride 2, odd', conv([2, 7, 9, 3], [3, 3, 3, 4], 2, 'same')],
  ['3x3 valid, stride 2', conv([2, 8, 9, 3], [3, 3, 3, 4], 2, 'valid')],
  ['1x1', conv([3, 5, 4, 6], [1, 1, 6, 3], 1, 'same')],
  ['1x1, stride 2, even', conv([3, 6, 4, 6], [1, 1, 6, 3], 2, 'valid')],
  ['1x1, stride 2, odd', conv([3, 7, 5, 6], [1, 1, 6, 3], 2, 'same')],
  ['7x7 same, stride 2', conv([2, 12, 12, 3], [7, 7, 3, 2], 2, 'same')],
  ['7x7 valid', conv([2, 9, 8, 2], [7, 7, 2, 3], 1, 'valid')],
  ['more pictures and channels than a block', conv([18, 4, 3, 17], [3, 3, 17, 19], 1, 'same')],
  ['more output than a chunk', conv([32, 5, 64, 1], [3, 3, 1, 33], 1, 'same')],
  ['fused convolution with bias', fused([3, 6, 7, 5], [3, 3, 5, 4])],
  ['maxPool 2 by 2', pool([3, 6, 8, 5], 2, 2, 'valid')],
  ['maxPool 2 by 2, odd', pool([3, 7, 5, 5], 2, 2, 'valid')],
  ['maxPool 3 by 2, overlapping', pool([2, 7, 9, 3], 3, 2, 'valid')],
  ['maxPool 3 by 2, padded', pool([2, 8, 8, 3], 3, 2, 'same')],
];

const expected = new Map<GradientCase, number[][]>();

beforeAll(async () => {
  // Gradients of tfjs itself, before any kernel is replaced.
  for (const [, gradientCase] of CASES) expected.set(gradientCase, await gradientsOn('cpu', gradientCase));
  await tf.setBackend('wasm');
  registerTrainingGradients();
});

describe('registerTrainingGradients', () => {
  test.each(CASES)('gives the gradients of tfjs: %s', async (_, gradientCase) => {
    expect(await difference(gradientCase)).toBeLessThan(1e-4);
  });

  test('gives a tied maximum to the first of its window alone', async () => {
    await tf.setBackend('wasm');
    const gradient = tf.tidy(() =>
      tf
        .grad((x) => tf.maxPool(x as tf.Tensor4D, 2, 2, 'valid'))(tf.ones([1, 2, 4, 1]))
        .dataSync(),
    );
    expect([...gradient]).toEqual([1, 0, 1, 0, 0, 0, 0, 0]);
  });

  test('lets no gradient through a ReLU that is off, on its edge, or fed minus zero', async () => {
    await tf.setBackend('wasm');
    const gradient = tf.tidy(() =>
      tf
        .grad((x) => tf.mul(tf.relu(x), -3))(tf.tensor1d([-2, -0, 0, 1e-30, 5]))
        .dataSync(),
    );
    expect([...gradient].map((value) => value + 0)).toEqual([0, 0, 0, -3, -3]);
  });
});

/** A small residual network with all operations of the shipped ones. */
function residualNetwork(): layers.LayersModel {
  const { conv2d, batchNormalization, activation, add, maxPooling2d } = layers.layers;
  const input = layers.input({ shape: [8, 8, 3] });
  const initializer = (seed: number) => layers.initializers.heNormal({ seed });
  const block = (x: layers.SymbolicTensor, strides: number, seed: number) => {
    const y = conv2d({
      filters: 4,
      kernelSize: 3,
      strides,
      padding: 'same',
      kernelInitializer: initializer(seed),
    });
    return batchNormalization({}).apply(y.apply(x)) as layers.SymbolicTensor;
  };
  const stem = activation({ activation: 'relu' }).apply(block(input, 1, 1)) as layers.SymbolicTensor;
  const pooled = maxPooling2d({ poolSize: 3, strides: 2, padding: 'same' }).apply(
    stem,
  ) as layers.SymbolicTensor;
  const sum = add().apply([pooled, block(pooled, 1, 2)]) as layers.SymbolicTensor;
  const on = activation({ activation: 'relu' }).apply(sum);
  const flat = layers.layers.globalAveragePooling2d({}).apply(on);
  const dense = layers.layers.dense({ units: 3, kernelInitializer: initializer(3) });
  return layers.model({ inputs: input, outputs: dense.apply(flat) as layers.SymbolicTensor });
}

async function step(model: layers.LayersModel, backend: 'cpu' | 'wasm') {
  await tf.setBackend(backend);
  const variables = model.trainableWeights.map((weight) => weight.read() as tf.Variable);
  const { value, grads } = tf.tidy(() => {
    const draws = new Draws(2, 0, 0, 0);
    const pictures = tf.tensor(
      Float32Array.from({ length: 24 * 192 }, () => draws.normal()),
      [24, 8, 8, 3],
    );
    const targets = tf.oneHot(
      tf.tensor1d(
        Array.from({ length: 24 }, (_, picture) => picture % 3),
        'int32',
      ),
      3,
    );
    return tf.variableGrads(
      () =>
        tf.losses.softmaxCrossEntropy(
          targets,
          model.apply(pictures, { training: true }) as tf.Tensor,
        ) as tf.Scalar,
      variables,
    );
  });
  const gradients = variables.flatMap((variable) => [...grads[variable.name]!.dataSync()]);
  const moving = model.nonTrainableWeights.flatMap((weight) => [...weight.read().dataSync()]);
  const loss = value.dataSync()[0]!;
  tf.dispose([value, grads]);
  return { loss, gradients, moving };
}

describe('speedUpBatchNormalization', () => {
  test('gives the loss, gradients and moving averages of tfjs for a residual network', async () => {
    const reference = residualNetwork();
    const wanted = await step(reference, 'cpu');
    const fast = residualNetwork();
    speedUpBatchNormalization(fast);
    const found = await step(fast, 'wasm');
    expect(found.loss).toBeCloseTo(wanted.loss, 4);
    found.gradients.forEach((value, index) => {
      expect(value).toBeCloseTo(wanted.gradients[index]!, 3);
    });
    found.moving.forEach((value, index) => {
      expect(value).toBeCloseTo(wanted.moving[index]!, 4);
    });
    expect(Math.max(...found.gradients)).toBeGreaterThan(0.05);
    reference.dispose();
    fast.dispose();
  });

  test('keeps no memory from step to step', async () => {
    const model = residualNetwork();
    speedUpBatchNormalization(model);
    await step(model, 'wasm');
    const { numTensors, numBytes, numDataBuffers } = tf.memory();
    await step(model, 'wasm');
    await step(model, 'wasm');
    expect(tf.memory()).toMatchObject({ numTensors, numBytes, numDataBuffers });
    model.dispose();
  });
});
