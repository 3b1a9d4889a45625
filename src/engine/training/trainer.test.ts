import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-wasm';
import * as layers from '@tensorflow/tfjs-layers';
import { beforeAll, describe, expect, test } from 'vitest';
import { generateDigits } from '../datasets/digits/digits';
import { standardizeImages } from '../datasets/standardize';
import { buildLenetFc } from '../models/lenetFc';
import { sha256HexOf } from '../models/manifest';
import { encodeCheckpoint, restoreCheckpoint } from './checkpoint';
import { countWrong } from './countWrong';
import { layersModelFiles } from './layersModelFiles';
import { registerTransposingMatMulGradient } from './matMulGradient';
import { LENET_FC_RECIPE } from './recipe';
import { restoreWeights, startTraining, type TrainingData, type TrainingState, trainEpoch } from './trainer';

const RECIPE = { ...LENET_FC_RECIPE, batchSize: 50, epochs: 3 };
const IDENTITY = 'a tiny training';

let data: TrainingData;

beforeAll(async () => {
  await tf.setBackend('wasm');
  await tf.ready();
  registerTransposingMatMulGradient();
  const set = generateDigits('train', 0, 330);
  data = { pictures: standardizeImages(set.images, 784), labels: set.labels };
});

/**
 * Trains a fresh network; `checkpoint` is where to go on from. Of files it returns digests: comparing megabytes with `toEqual`
 * takes seconds.
 */
async function run(seed: number, epochsToDo: number, checkpoint?: Uint8Array) {
  const model = buildLenetFc(seed);
  const logits = layers.model({
    inputs: model.inputs,
    outputs: model.getLayer('fc-3').output as layers.SymbolicTensor,
  });
  const state: TrainingState = startTraining(model, RECIPE);
  if (checkpoint !== undefined) {
    expect(restoreCheckpoint(checkpoint, IDENTITY, state, 'c')).toBe(true);
    restoreWeights(model, state);
  }
  const losses: number[] = [];
  for (let epoch = 0; epoch < epochsToDo; epoch++) {
    trainEpoch(model, logits, state, data, RECIPE, seed, (_batch, _numBatches, loss) => losses.push(loss));
  }
  const { weightsBin } = await layersModelFiles(model);
  const wrong = countWrong(logits, data);
  model.dispose();
  const end = encodeCheckpoint(state, IDENTITY);
  return { weights: sha256HexOf(weightsBin), checkpoint: end, state: sha256HexOf(end), losses, wrong };
}

describe('trainEpoch', () => {
  test('learns, and a resumed training ends with the bytes of an uninterrupted one', async () => {
    const whole = await run(1, 3);
    expect(whole.losses).toHaveLength(3 * 7);
    expect(whole.losses[0]).toBeGreaterThan(2);
    expect(whole.losses.at(-1)).toBeLessThan(0.8);
    expect(whole.wrong).toBeLessThan(0.2 * 330);

    const interrupted = await run(1, 1);
    const resumed = await run(1, 2, interrupted.checkpoint);
    expect(resumed.weights).toBe(whole.weights);
    expect(resumed.state).toBe(whole.state);
    expect(interrupted.weights).not.toBe(whole.weights);
  });

  test('gives the same bytes for the same seed and others for another', async () => {
    const { weights } = await run(5, 1);
    expect((await run(5, 1)).weights).toBe(weights);
    expect((await run(6, 1)).weights).not.toBe(weights);
  });

  test('leaves no tensor behind', async () => {
    const before = tf.memory().numTensors;
    await run(1, 1);
    expect(tf.memory().numTensors).toBe(before);
  });
});
