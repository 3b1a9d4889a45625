import { existsSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-wasm';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { beforeAll, describe, expect, test } from 'vitest';
import type { AssetFile } from '../../core/assetFiles';
import { AssetError } from '../../core/errors';
import { loadKerasModel } from './loadKerasModel';

const DATA = '../shared/data';
const isMissing = !existsSync(`${DATA}/models`);
if (isMissing) console.warn(`SKIPPED: real Keras models, because ${DATA}/models is not there`);

const LENET = 'mnist/tensorspace-lenet';
const ONE_PIXEL = 'cifar10/one-pixel-attack';

function files(folder: string, ...names: string[]): AssetFile[] {
  return names.map((name) => ({
    name,
    blob: new Blob([new Uint8Array(readFileSync(`${DATA}/models/${folder}/${name}`))]),
  }));
}

function unzipped(path: string): Uint8Array {
  return gunzipSync(readFileSync(`${DATA}/${path}`));
}

/** MNIST's first test pictures in 0..1 [numImages, 28, 28] and their labels. */
function mnist(numImages: number): { pictures: tf.Tensor; labels: Uint8Array } {
  const pixels = unzipped('mnist/t10k-images-idx3-ubyte.gz').subarray(16, 16 + numImages * 784);
  const labels = unzipped('mnist/t10k-labels-idx1-ubyte.gz').subarray(8, 8 + numImages);
  return {
    pictures: tf.tensor(
      Float32Array.from(pixels, (p) => p / 255),
      [numImages, 28, 28],
    ),
    labels,
  };
}

/** CIFAR-10's first test pictures, normalised as the one-pixel attack did [numImages, 32, 32, 3]. */
function cifar(numImages: number): { pictures: tf.Tensor; labels: Uint8Array } {
  const mean = [125.307, 122.95, 113.865];
  const deviation = [62.9932, 62.0887, 66.7048];
  const records = unzipped('cifar10/test_batch.bin.gz');
  const labels = Uint8Array.from({ length: numImages }, (_, image) => records[image * 3073]!);
  const values = new Float32Array(numImages * 3072);
  for (let image = 0; image < numImages; image++) {
    for (let channel = 0; channel < 3; channel++) {
      for (let pixel = 0; pixel < 1024; pixel++) {
        const byte = records[image * 3073 + 1 + channel * 1024 + pixel]!;
        values[(image * 1024 + pixel) * 3 + channel] = (byte - mean[channel]!) / deviation[channel]!;
      }
    }
  }
  return { pictures: tf.tensor(values, [numImages, 32, 32, 3]), labels };
}

/** Class scores: the last output [numImages, numClasses]. */
function scores(model: LayersModel, pictures: tf.Tensor): tf.Tensor2D {
  return tf.tidy(() => {
    const [, ...shape] = model.inputs[0]!.shape as number[];
    const outputs = [model.predict(tf.reshape(pictures, [-1, ...shape]))].flat();
    return outputs.at(-1)!;
  }) as tf.Tensor2D;
}

function countRight(model: LayersModel, set: { pictures: tf.Tensor; labels: Uint8Array }): number {
  const classes = tf.tidy(() => tf.argMax(scores(model, set.pictures), 1).dataSync() as Int32Array);
  return classes.reduce((sum: number, label, index) => sum + Number(label === set.labels[index]), 0);
}

async function withModel<T>(asset: readonly AssetFile[], act: (model: LayersModel) => T): Promise<T> {
  const numTensors = tf.memory().numTensors;
  const model = await loadKerasModel(asset);
  const result = act(model);
  model.dispose();
  expect(tf.memory().numTensors).toBe(numTensors + (result instanceof tf.Tensor ? 1 : 0));
  return result;
}

describe.skipIf(isMissing)('Real Keras models', () => {
  beforeAll(async () => {
    await tf.setBackend('wasm');
    await tf.ready();
  });

  test.each([
    ['another whole .h5', files(LENET, 'tf_keras_model.h5')],
    [
      'a topology and its weights',
      files(LENET, 'keras_separated_topology.json', 'keras_separated_weights.h5'),
    ],
    [
      'the weights and their topology',
      files(LENET, 'tf_keras_separated_weights.h5', 'tf_keras_separated_topology.json'),
    ],
    ['a tfjs model', files(`${LENET}/tfjs_layers_converted`, 'model.json', 'group1-shard1of1')],
  ])('LeNet in its forms: %s', async (_, asset) => {
    const { pictures, labels } = mnist(300);
    const right = await withModel(asset, (model) => countRight(model, { pictures, labels }));
    console.log(_, right);
    pictures.dispose();
  });
  void AssetError;
  void cifar;
  void ONE_PIXEL;
});
