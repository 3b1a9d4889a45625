import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-wasm';
import { beforeAll, describe, expect, test } from 'vitest';
import { CATALOG } from '../core/network/catalog';
import { imageSamples } from '../engine/datasets/imageSamples';
import { sha256HexOf } from '../engine/loading/manifest';
import { writeWeights } from '../engine/loading/weightFile';
import { generateDigits } from '../generate/digits/digits';
import { encodeCheckpoint, restoreCheckpoint } from './checkpoint';
import { countWrong } from './countWrong';
import { registerTransposingMatMulGradient } from './gradients/matMulGradient';
import { RECIPES } from './recipes';
import { startNetwork } from './startNetwork';
import { copyWeights, trainableLayers } from './trainable';
import { restoreWeights, startTraining, type TrainingData, train } from './trainer';
import { trainingModel } from './trainingModel';

const RECIPE = { ...RECIPES.get('lenet-fc')!, batchSize: 50, epochs: 3 };
const LENET_FC = CATALOG.get('lenet-fc')!;
const IDENTITY = 'a tiny training';

let data: TrainingData;

beforeAll(async () => {
  await tf.setBackend('wasm');
  await tf.ready();
  registerTransposingMatMulGradient();
  const { inputs, labels } = imageSamples(generateDigits('train', 0, 330));
  data = { inputs: inputs(0, 330), labels, shape: [28, 28] };
});

/**
 * Trains a new network, from `checkpoint` if given. Returns digests of its files, because comparing
 * megabytes with `toEqual` takes seconds.
 */
async function run(seed: number, batchesToDo: number, checkpoint?: Uint8Array) {
  const network = startNetwork(LENET_FC, 'glorotUniform', seed);
  const model = trainableLayers(trainingModel(network));
  const state = await startTraining(model, RECIPE);
  if (checkpoint !== undefined) {
    expect(restoreCheckpoint(checkpoint, IDENTITY, state, 'c')).toBe(true);
    restoreWeights(model, state);
  }
  const losses: number[] = [];
  for await (const { loss } of train(model, state, data, RECIPE, seed)) {
    if (losses.push(loss) === batchesToDo) break;
  }
  copyWeights(model, network);
  const { bytes } = await writeWeights(network, 'float32');
  const wrong = await countWrong(network, data);
  model.dispose();
  network.dispose();
  const end = encodeCheckpoint(state, IDENTITY);
  return { weights: sha256HexOf(bytes), checkpoint: end, state: sha256HexOf(end), losses, wrong };
}

describe('train', () => {
  test('learns, and a resumed training ends with the bytes of an uninterrupted one', async () => {
    const whole = await run(1, 21);
    expect(whole.losses).toHaveLength(3 * 7);
    expect(whole.losses[0]).toBeGreaterThan(2);
    expect(whole.losses.at(-1)).toBeLessThan(0.8);
    expect(whole.wrong).toBeLessThan(0.2 * 330);

    const interrupted = await run(1, 10);
    const resumed = await run(1, 11, interrupted.checkpoint);
    expect(resumed.weights).toBe(whole.weights);
    expect(resumed.state).toBe(whole.state);
    expect(interrupted.weights).not.toBe(whole.weights);
  });

  test('gives the same bytes for the same seed and others for another', async () => {
    const { weights } = await run(5, 2);
    expect((await run(5, 2)).weights).toBe(weights);
    expect((await run(6, 2)).weights).not.toBe(weights);
  });

  test('leaves no tensor behind', async () => {
    const before = tf.memory().numTensors;
    await run(1, 10);
    expect(tf.memory().numTensors).toBe(before);
  });
});
