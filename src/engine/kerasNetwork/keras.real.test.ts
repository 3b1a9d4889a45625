import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, test } from 'vitest';
import type { AssetFile } from '../../core/files/assetFiles';
import { parsePreprocessing } from '../../core/samples/preprocessingText';
import { loadGraph } from '../graph/loadGraph';
import { openGraph } from '../graph/openGraph';
import { startDevice } from '../inference/devices';
import { NetworkRunner } from '../inference/networkRunner';
import { openSource } from '../loading/openSource';
import { openSamples } from '../samples/openSamples';
import { preprocess } from '../samples/preprocess';

const DATA = join(import.meta.dirname, '../../../../shared/data');
const isThere = existsSync(DATA);
if (!isThere) console.warn(`NOT TESTED: ${DATA} is not there, real models of Keras are not run`);

const fileAt = (path: string): AssetFile => ({
  name: basename(path),
  blob: new Blob([new Uint8Array(readFileSync(join(DATA, path)))]),
});
const MODELS = 'models/mnist/tensorspace-lenet';
const beside = (path: string) =>
  readdirSync(join(DATA, path))
    .filter((name) => !name.endsWith('.json'))
    .map((name) => fileAt(`${path}/${name}`));

beforeAll(async () => {
  if (!isThere) return;
  await startDevice('wasm', { wasmPaths: undefined, gpu: () => Promise.reject(new Error('no GPU')) });
});

const open = (weights: string, others: readonly AssetFile[] = []) =>
  openSource({ format: 'network', weights: fileAt(weights), others });

interface Case {
  readonly weights: string;
  readonly others?: () => readonly AssetFile[];
  readonly format: string;
  readonly data: 'mnist' | 'cifar10';
  readonly steps: string;
  readonly count: number;
  readonly wrong: number;
}

const CIFAR = 'mean=125.307:122.95:113.865,std=62.9932:62.0887:66.7048';
const TINY = 'models/cifar10/mlperf-tiny';
const PIXEL = 'models/cifar10/one-pixel-attack';
const MNIST = { data: 'mnist', steps: 'divide=255', count: 10_000 } as const;
const CASES: readonly Case[] = [
  { weights: `${MODELS}/keras_combined_mnist.h5`, format: 'Keras 2.1.6 .h5', ...MNIST, wrong: 134 },
  { weights: `${MODELS}/tf_keras_model.h5`, format: 'Keras 2.1.6-tf .h5', ...MNIST, wrong: 137 },
  {
    weights: `${MODELS}/keras_separated_weights.h5`,
    others: () => [fileAt(`${MODELS}/keras_separated_topology.json`)],
    format: 'Keras 2.2.2 .h5',
    ...MNIST,
    wrong: 134,
  },
  {
    weights: `${MODELS}/tfjs_layers_converted/model.json`,
    others: () => beside(`${MODELS}/tfjs_layers_converted`),
    format: 'TensorFlow.js LayersModel, Keras 2.1.6-tf',
    ...MNIST,
    wrong: 137,
  },
  {
    weights: `${MODELS}/tfjs_sequential/mnist.json`,
    others: () => beside(`${MODELS}/tfjs_sequential`),
    format: 'TensorFlow.js LayersModel, Keras tfjs-layers 0.7.5',
    ...MNIST,
    wrong: 236,
  },
  {
    weights: 'models/mnist/keras3-cnn/mnist.keras',
    format: 'Keras 3.4.1 .keras',
    ...{ data: 'mnist', steps: 'divide=255', count: 1000, wrong: 400 },
  },
  {
    weights: `${TINY}/pretrainedResnet.h5`,
    format: 'Keras 2.4.0 .h5',
    ...{ data: 'cifar10', steps: 'none', count: 500, wrong: 67 },
  },
  {
    weights: `${PIXEL}/lenet.h5`,
    format: 'Keras 2.1.4 .h5',
    ...{ data: 'cifar10', steps: CIFAR, count: 10_000, wrong: 2512 },
  },
  {
    weights: `${PIXEL}/resnet.h5`,
    format: 'Keras 2.1.4 .h5',
    ...{ data: 'cifar10', steps: CIFAR, count: 500, wrong: 38 },
  },
];

const FILES = {
  mnist: ['mnist/t10k-images-idx3-ubyte.gz', 'mnist/t10k-labels-idx1-ubyte.gz'],
  cifar10: ['cifar10/test_batch.bin.gz'],
};
const BATCH = 100;

async function countWrong({ weights, others, data, steps, count }: Case) {
  const source = await open(weights, others?.());
  const opened = await openGraph(source);
  const network = await loadGraph(opened);
  source.close();
  const { inputShape: shape } = opened.description;
  const raw = await openSamples(FILES[data].map(fileAt), { shape, numClasses: 10 });
  const runner = new NetworkRunner(network);
  let wrong = 0;
  for (let first = 0; first < count; first += BATCH) {
    const inputs = await preprocess(raw, { first, end: first + BATCH }, parsePreprocessing(steps), shape);
    const answers = tf.tidy(() =>
      tf.argMax(runner.run(tf.tensor(inputs, [BATCH, ...shape])).scores, 1).dataSync(),
    );
    for (let index = 0; index < BATCH; index++) if (answers[index] !== raw.labels![first + index]) wrong++;
  }
  network.dispose();
  return { wrong, format: source.format };
}

describe.skipIf(!isThere)('real models of Keras and TensorFlow.js', () => {
  test.each(CASES)('$weights errs on the known number of samples', { timeout: 300_000 }, async (model) => {
    expect(await countWrong(model)).toEqual({ wrong: model.wrong, format: model.format });
  });

  const TOPOLOGIES = 'models/imagenet/topologies';
  test.each(isThere ? readdirSync(join(DATA, TOPOLOGIES)) : [])('%s lacks its weights', async (name) => {
    await expect(open(`${TOPOLOGIES}/${name}`)).rejects.toThrow(
      /^[^:]*\.json: The shards .* are missing: expected/,
    );
  });

  const NEGATIVE = 'models/negative';
  test.each(isThere ? readdirSync(join(DATA, NEGATIVE)).filter((name) => name.endsWith('.h5')) : [])(
    '%s is refused by its first bytes',
    async (name) => {
      await expect(open(`${NEGATIVE}/${name}`)).rejects.toThrow(
        /so it is cut short|is an? (XML|HTML) page|starts with/,
      );
    },
  );
});
