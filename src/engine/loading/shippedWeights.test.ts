import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-wasm';
import { existsSync, readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import { readDataFolder, readEmbeddedData, readModelFiles } from '../../cli/session/assets';
import { CATALOG } from '../../core/network/catalog';
import {
  type CatalogModel,
  kernelsOf,
  type ModelDescription,
  modelMultiplyAdds,
  type TrainingSet,
} from '../../core/network/model';
import { dequantizeWord, parseQFormat, quantizeWord, wordLayout } from '../../core/words/qformat';
import { countWrong } from '../../train/countWrong';
import type { TrainingData } from '../../train/trainer';
import { KNOWN_DIGESTS } from '../datasets/identify';
import type { SampleSet } from '../datasets/sampleSet';
import type { Network } from '../nodes/network';
import { loadNetwork } from './loadNetwork';
import { loadSamples } from './loadSamples';
import { type ModelManifest, parseManifest } from './manifest';

const REAL_FOLDERS: Partial<Record<TrainingSet, string>> = {
  mnist: '../shared/data/mnist',
  cifar10: '../shared/data/cifar10',
  fsdd: '../shared/data/fsdd',
};
for (const folder of Object.values(REAL_FOLDERS)) {
  if (!existsSync(folder))
    console.warn(`NOT TESTED: ${folder} is not there, the error of its weights is not checked`);
}

const shipped = [...CATALOG.values()].flatMap((model) => model.weights.map((set) => ({ model, set })));

/** Required errors in percent: at least, at most. The mini networks must only have learnt. */
const ASKED: Readonly<Record<string, readonly [number, number]>> = {
  'lenet-fc generated': [1, 2],
  'lenet-fc mnist': [1, 2],
  'lenet-cnn mnist': [0, 1.2],
  'chip-net mnist': [0, 2.2],
  'cf-vgg generated': [5, 15],
  'cf-vgg cifar10': [10.21, 10.21],
  'ti-gru generated': [1, 6],
  'ti-gru fsdd': [0, 5],
};

/** Maximum number of multiply-adds of one check, a few seconds. */
const MULTIPLY_ADDS = 8e9;

beforeAll(async () => {
  await tf.setBackend('wasm');
  await tf.ready();
});

function manifestOf(model: ModelDescription, set: TrainingSet): ModelManifest {
  const file = `public/models/${model.id}/${set}/manifest.json`;
  return parseManifest(readFileSync(file, 'utf8'), file);
}

/** Loads the test set that a manifest's error was counted on. */
async function testSet({ dataKind }: CatalogModel, set: TrainingSet): Promise<SampleSet> {
  const folder = REAL_FOLDERS[set];
  return folder === undefined
    ? loadSamples(readEmbeddedData(dataKind, 10_000), false)
    : loadSamples(readDataFolder(folder, dataKind, 'test'), true);
}

/** Quantises every kernel to the paper's format; biases stay float32. */
function quantizeKernels(network: Network): void {
  const { weightFormat, layers } = network.description;
  const layout = wordLayout(parseQFormat(weightFormat), 'twosComplement');
  const kernels = layers.flatMap((layer) => kernelsOf(layer).map(({ stored }) => stored));
  for (const name of kernels) {
    const kernel = network.read(name);
    const values = kernel
      .dataSync<'float32'>()
      .map((value) => dequantizeWord(quantizeWord(value, layout), layout));
    network.write(name, tf.tensor(values, kernel.shape));
  }
}

describe.each(shipped)('$model.id trained on $set', ({ model, set }) => {
  const folder = REAL_FOLDERS[set];
  const isMissing = folder !== undefined && !existsSync(folder);

  test('errs as little as was asked for', () => {
    const { wrong, total } = manifestOf(model, set).testError;
    const [least, most] = ASKED[`${model.id} ${set}`] ?? [0, 30];
    expect((100 * wrong) / total).toBeGreaterThanOrEqual(least);
    expect((100 * wrong) / total).toBeLessThanOrEqual(most);
  });

  test.skipIf(isMissing)(
    'names its test set, and errs there as its manifest says and not much more in the type of the paper',
    async () => {
      const { data, testError } = manifestOf(model, set);
      const samples = await testSet(model, set);
      expect(data.testSha256).toBe(samples.digest);
      expect(data.testSha256).toBe(KNOWN_DIGESTS[model.dataKind][set]);
      expect(testError.total).toBe(samples.numSamples);

      const affordable = Math.floor(MULTIPLY_ADDS / modelMultiplyAdds(model));
      const count = Math.min(samples.numSamples, affordable);
      const tested: TrainingData = {
        inputs: samples.inputs(0, count),
        labels: Array.from({ length: count }, (_, index) => samples.labels[index]!),
        shape: model.inputShape,
      };
      const { network } = await loadNetwork(readModelFiles(model.id, set), model);
      const wrong = await countWrong(network, tested);
      quantizeKernels(network);
      const wrongQuantized = await countWrong(network, tested);
      network.dispose();

      const share = testError.wrong / testError.total;
      if (count === testError.total) {
        // Images whose two highest scores are closer than the rounding of float sums may change
        // sides.
        expect(Math.abs(wrong - testError.wrong)).toBeLessThanOrEqual(2);
      } else {
        const deviation = Math.sqrt(count * share * (1 - share));
        expect(Math.abs(wrong - count * share)).toBeLessThanOrEqual(4 * deviation + 1);
      }
      // Maximum loss by quantisation here. `npm run table1` searches for the minimal formats.
      expect(wrongQuantized - wrong).toBeLessThanOrEqual(0.02 * count + 1);
    },
  );
});
