import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-wasm';
import { existsSync, readFileSync } from 'node:fs';
import * as layers from '@tensorflow/tfjs-layers';
import { beforeAll, describe, expect, test } from 'vitest';
import { readIdxFolder } from '../../cli/assets';
import { CATALOG, TRAINING_SETS, type TrainingSet } from '../../core/catalog';
import { dequantizeWord, parseQFormat, quantizeWord, wordLayout } from '../../core/qformat';
import { digestImageSet, KNOWN_DIGESTS } from '../datasets/digest';
import { generateDigits, NUM_TEST_DIGITS, NUM_TRAIN_DIGITS } from '../datasets/digits/digits';
import type { ImageSet } from '../datasets/imageSet';
import { standardizeImages } from '../datasets/standardize';
import { loadImages } from '../loadImages';
import { countWrong } from '../training/countWrong';
import { type ModelManifest, parseManifest } from './manifest';

const MNIST_FOLDER = '../shared/data/mnist';
const hasMnist = existsSync(`${MNIST_FOLDER}/t10k-images-idx3-ubyte.gz`);
if (!hasMnist) console.warn(`NOT TESTED: MNIST is not in ${MNIST_FOLDER}, its weights' error is not checked`);

const MODEL = CATALOG.get('lenet-fc')!;

/** Images whose two best scores lie closer than float sums of another order or width differ: they may fall either way. */
const MAX_UNDECIDED = 2;

/** What the paper's type may cost: 0.05 points of 10,000 images, the rule for minimal data types (docs). */
const MAX_QUANTIZATION_COST = 5;

beforeAll(async () => {
  await tf.setBackend('wasm');
  await tf.ready();
});

async function readSet(trainingSet: TrainingSet, half: 'train' | 'test'): Promise<ImageSet> {
  if (trainingSet === 'mnist') return loadImages(readIdxFolder(MNIST_FOLDER, half));
  return generateDigits(half, 0, half === 'train' ? NUM_TRAIN_DIGITS : NUM_TEST_DIGITS);
}

function readManifest(trainingSet: TrainingSet): ModelManifest {
  const file = `public/models/lenet-fc/${trainingSet}/manifest.json`;
  return parseManifest(readFileSync(file, 'utf8'), file);
}

async function loadCommitted(trainingSet: TrainingSet): Promise<layers.LayersModel> {
  const folder = `public/models/lenet-fc/${trainingSet}`;
  const { modelTopology, weightsManifest } = JSON.parse(readFileSync(`${folder}/model.json`, 'utf8'));
  return layers.loadLayersModel(
    tf.io.fromMemory({
      modelTopology,
      weightSpecs: weightsManifest[0].weights,
      weightData: new Uint8Array(readFileSync(`${folder}/weights.bin`)).buffer,
    }),
  );
}

/** Stores every kernel in the paper's type and reads it back; biases stay float. */
function quantizeKernels(model: layers.LayersModel): void {
  const layout = wordLayout(parseQFormat(MODEL.paper.weightFormat), 'twosComplement');
  for (const { name } of MODEL.layers) {
    const layer = model.getLayer(name);
    const [kernel, bias] = layer.getWeights() as [tf.Tensor, tf.Tensor];
    const values = kernel
      .dataSync<'float32'>()
      .map((value) => dequantizeWord(quantizeWord(value, layout), layout));
    const stored = tf.tensor(values, kernel.shape);
    layer.setWeights([stored, bias]);
    stored.dispose();
  }
}

describe.each(TRAINING_SETS)('LeNetFC trained on %s', (trainingSet) => {
  const isMissing = trainingSet === 'mnist' && !hasMnist;

  test.skipIf(isMissing)('names the sets that it was trained and tested on', async () => {
    const { data } = readManifest(trainingSet);
    expect(data.testSha256).toBe(KNOWN_DIGESTS[trainingSet]);
    expect(data.testSha256).toBe(digestImageSet(await readSet(trainingSet, 'test')));
    expect(data.trainSha256).toBe(digestImageSet(await readSet(trainingSet, 'train')));
  });

  test.skipIf(isMissing)('errs as its manifest says, and no more in the type of the paper', async () => {
    const { testError } = readManifest(trainingSet);
    const set = await readSet(trainingSet, 'test');
    const data = { pictures: standardizeImages(set.images, 784), labels: set.labels };
    const model = await loadCommitted(trainingSet);
    const logits = layers.model({
      inputs: model.inputs,
      outputs: model.getLayer('fc-3').output as layers.SymbolicTensor,
    });

    expect(testError.total).toBe(set.numImages);
    expect(testError.wrong / testError.total).toBeGreaterThan(0.01);
    expect(testError.wrong / testError.total).toBeLessThan(0.02);
    expect(Math.abs(countWrong(logits, data) - testError.wrong)).toBeLessThanOrEqual(MAX_UNDECIDED);
    quantizeKernels(model);
    expect(countWrong(logits, data) - testError.wrong).toBeLessThanOrEqual(MAX_QUANTIZATION_COST);
    model.dispose();
  });
});
