import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-wasm';
import { beforeAll, describe, expect, test } from 'vitest';
import { GPT_MINI, LAST_POSITION } from '../core/network/networks/gptMini';
import { VIT_MINI } from '../core/network/networks/vitMini';
import { NetworkRunner } from '../engine/inference/networkRunner';
import { generateSamples } from '../generate/generateSamples';
import { everyPosition } from './everyPosition';
import { registerTransposingMatMulGradient } from './gradients/matMulGradient';
import { startNetwork } from './startNetwork';
import { copyWeights, type Trainable } from './trainable';
import { trainableGraph } from './trainableGraph';

beforeAll(async () => {
  await tf.setBackend('wasm');
  await tf.ready();
  registerTransposingMatMulGradient();
});

/** Contexts of the embedded text [samples, 32]. */
function contexts(count: number): tf.Tensor {
  return tf.tensor(generateSamples('text', 'test').inputs(0, count), [count, 32]);
}

const MODELS = [
  ['vit-mini', VIT_MINI, () => tf.randomNormal([3, 28, 28, 1], 0, 1, 'float32', 5)],
  ['gpt-mini', GPT_MINI, () => contexts(3)],
] as const;

describe.each(MODELS)('trainableGraph of %s', (_, model, inputsOf) => {
  test('computes what the engine computes, and gives its tensors back', async () => {
    const network = startNetwork(model, 'glorotUniform', 7);
    const before = tf.memory().numTensors;
    const trained = trainableGraph(network);
    const inputs = inputsOf();
    const scores = tf.tidy(() => trained.scores(inputs));
    const wanted = tf.tidy(() => new NetworkRunner(network).run(inputs).scores);
    expect(scores.shape).toEqual([3, model.numClasses]);
    const [found, expected] = [await scores.data(), await wanted.data()];
    found.forEach((score, at) => {
      expect(score).toBeCloseTo(expected[at]!, 4);
    });
    const [variable] = trained.variables;
    const start = network.read(variable!.name).dataSync();
    tf.tidy(() => void variable!.write(tf.mul(variable!.read(), 2)));
    copyWeights(trained, network);
    expect(network.read(variable!.name).dataSync()).toEqual(start.map((value) => 2 * value));
    trained.dispose();
    tf.dispose([inputs, scores, wanted]);
    expect(tf.memory().numTensors).toBe(before);
    network.dispose();
  });
});

test('gives each tensor of a text network its gradient', async () => {
  const network = startNetwork(GPT_MINI, 'glorotUniform', 1);
  const trained = trainableGraph(network, LAST_POSITION);
  const inputs = contexts(2);
  const values = await inputs.data<'float32'>();
  const { labels } = everyPosition({ inputs: values, labels: [1, 2], shape: [32] });
  const targets = tf.tidy(() =>
    tf.cast(tf.oneHot(tf.tensor1d([...(labels as Uint8Array)], 'int32'), 37), 'float32'),
  );
  const variables = trained.variables.map((variable) => variable.read() as tf.Variable);
  const { grads } = tf.tidy(() => tf.variableGrads(() => lossOf(trained, inputs, targets), variables));
  for (const [place, variable] of variables.entries()) {
    const gradient = await grads[variable.name]!.data<'float32'>();
    const steepest = gradient.reduce(
      (best, value, at) => (Math.abs(value) > Math.abs(gradient[best]!) ? at : best),
      0,
    );
    const measured = slopeOf(variable, steepest, () => lossOf(trained, inputs, targets).dataSync()[0]!);
    const { name } = trained.variables[place]!;
    expect(gradient[steepest], name).toBeCloseTo(measured, 3);
    // A constant on all keys changes all scores alike.
    if (!name.endsWith('key/bias')) expect(Math.abs(measured), name).toBeGreaterThan(1e-3);
  }
  trained.dispose();
  network.dispose();
  tf.dispose([inputs, targets, grads]);
});

function lossOf(trained: Trainable, inputs: tf.Tensor, targets: tf.Tensor): tf.Scalar {
  return tf.losses.softmaxCrossEntropy(targets, trained.scores(inputs)) as tf.Scalar;
}

/** Slope of a loss along one value of a variable, by a difference. */
function slopeOf(variable: tf.Variable, at: number, loss: () => number): number {
  const step = 0.01;
  const start = variable.dataSync<'float32'>().slice();
  const lossAt = (change: number) =>
    tf.tidy(() => {
      variable.assign(tf.tensor(start.with(at, start[at]! + change), variable.shape));
      return loss();
    });
  const slope = (lossAt(step) - lossAt(-step)) / (2 * step);
  tf.tidy(() => variable.assign(tf.tensor(start, variable.shape)));
  return slope;
}

test('labels each position with the character after it, and the last one with the sample’s own', () => {
  const inputs = Float32Array.of(5, 6, 7, 1, 2, 3);
  expect([...(everyPosition({ inputs, labels: [8, 9], shape: [3] }).labels as Uint8Array)]).toEqual([
    6, 7, 8, 2, 3, 9,
  ]);
});
