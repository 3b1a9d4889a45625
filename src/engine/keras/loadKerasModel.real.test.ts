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

/** Nothing where the data is missing: the tests that read it are skipped then. */
function files(folder: string, ...names: string[]): AssetFile[] {
  if (isMissing) return [];
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

/** Loads, acts and disposes, and checks that no tensor is left. */
async function withModel<T>(asset: readonly AssetFile[], act: (model: LayersModel) => T): Promise<T> {
  const { numTensors } = tf.memory();
  const model = await loadKerasModel(asset);
  const result = tf.tidy(() => {
    const value = act(model);
    return [value] as unknown as tf.TensorContainer;
  }) as unknown as [T];
  model.dispose();
  expect(tf.memory().numTensors).toBe(numTensors);
  return result[0];
}

describe.skipIf(isMissing)('Real Keras models', () => {
  beforeAll(async () => {
    await tf.setBackend('wasm');
    await tf.ready();
  });

  test.each([
    ['a topology and its weights', ['keras_separated_topology.json', 'keras_separated_weights.h5']],
    ['the same of tf.keras', ['tf_keras_separated_weights.h5', 'tf_keras_separated_topology.json']],
  ])('LeNet of one whole .h5 is the same as of %s', async (_, names) => {
    await expectSameScores(files(LENET, 'keras_combined_mnist.h5'), files(LENET, ...names));
  });

  test("LeNet of tf.keras's whole .h5 is the same as of its tfjs form with seven outputs", async () => {
    const converted = files(`${LENET}/tfjs_layers_converted`, 'model.json', 'group1-shard1of1');
    await expectSameScores(files(LENET, 'tf_keras_model.h5'), converted);
    expect(await withModel(converted, ({ outputs }) => outputs.length)).toBe(7);
  });

  // Golden numbers of this loader; over the full sets it finds 9866, 9863, 9764 and 6168 of 10,000 digits right, and 7488 and
  // 9231 pictures, as ../shared/data/MANIFEST.md says they should be.
  test.each([
    ['keras_combined_mnist.h5', files(LENET, 'keras_combined_mnist.h5'), 298],
    ['tf_keras_model.h5', files(LENET, 'tf_keras_model.h5'), 294],
    ['tfjs_sequential', files(`${LENET}/tfjs_sequential`, 'mnist.weights.bin', 'mnist.json'), 296],
    ['mnist.keras', files('mnist/keras3-cnn', 'mnist.keras'), 194],
  ])('%s knows as many of the first 300 digits as it should', async (_, asset, numRight) => {
    const set = mnist(300);
    expectNear(await withModel(asset, (model) => countRight(model, set)), numRight);
    set.pictures.dispose();
  });

  test.each([
    ['lenet.h5', 300, 226],
    ['resnet.h5', 100, 93],
  ])(
    '%s of the one-pixel attack knows as many of the first %i pictures as it should',
    async (name, numImages, numRight) => {
      const set = cifar(numImages);
      expectNear(await withModel(files(ONE_PIXEL, name), (model) => countRight(model, set)), numRight);
      set.pictures.dispose();
    },
  );

  test('SqueezeNet has its thousand classes and says how its pictures were prepared', async () => {
    const folder = 'imagenet/derived-tfjs/squeezenet_v1.0';
    await withModel(files(folder, 'model.json', 'weights.bin'), (model) => {
      expect(model.inputs.map(({ shape }) => shape)).toEqual([[null, 227, 227, 3]]);
      expect(model.outputs.map(({ shape }) => shape)).toEqual([[null, 1000]]);
      expect(model.countParams()).toBe(1_248_424);
      expect(model.getUserDefinedMetadata()).toMatchObject({
        preprocessing: expect.stringContaining('BGR order'),
      });
    });
  });

  test.each<[string, AssetFile[], string]>([
    [
      'a download cut short',
      files('negative', 'resnet50_truncated_download.h5'),
      'resnet50_truncated_download.h5: The file has 2,749,997 bytes: its header says 102,853,048, so it is cut short',
    ],
    [
      'an error page',
      files('negative', 'resnet50_is_an_s3_error_page.h5'),
      'The file is an XML page, such as a server sends with an error: expected an HDF5 file',
    ],
    [
      'weights without a topology',
      files(LENET, 'keras_separated_weights.h5'),
      'keras_separated_weights.h5: The file holds weights only: expected a whole model, or its topology (.json) beside it',
    ],
    [
      'a topology without weights',
      files(LENET, 'keras_separated_topology.json'),
      'The topology comes with 0 more files: expected one .h5 file of weights',
    ],
    [
      'weights of another model',
      [...files(LENET, 'keras_separated_topology.json'), ...files(ONE_PIXEL, 'lenet.h5')],
      'lenet.h5: The file has layer conv2d_1: expected only layers of the topology',
    ],
    [
      'a tfjs model without its shard',
      files('imagenet/topologies', 'resnet50_keras.model.json'),
      'resnet50_keras.model.json: The shard group1-shard1of25 is missing: expected it beside the file',
    ],
  ])('refuses %s', async (_, asset, message) => {
    const numTensors = tf.memory().numTensors;
    await expect(loadKerasModel(asset)).rejects.toThrow(message);
    await expect(loadKerasModel(asset)).rejects.toThrow(AssetError);
    expect(tf.memory().numTensors).toBe(numTensors);
  });
});

async function expectSameScores(one: readonly AssetFile[], other: readonly AssetFile[]): Promise<void> {
  const { pictures } = mnist(100);
  const first = await withModel(one, (model) => scores(model, pictures).dataSync());
  const second = await withModel(other, (model) => scores(model, pictures).dataSync());
  pictures.dispose();
  expect(first).toHaveLength(1000);
  for (const [index, score] of first.entries()) expect(Math.abs(score - second[index]!)).toBeLessThan(1e-5);
}

/** Another device may turn one close call. */
function expectNear(numRight: number, golden: number): void {
  expect(Math.abs(numRight - golden), `${numRight} right, golden ${golden}`).toBeLessThanOrEqual(1);
}
