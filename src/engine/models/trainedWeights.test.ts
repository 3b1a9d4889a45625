import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-wasm';
import { existsSync, readFileSync } from 'node:fs';
import * as layers from '@tensorflow/tfjs-layers';
import { beforeAll, describe, expect, test } from 'vitest';
import { CATALOG, TRAINING_SETS, type TrainingSet } from '../../core/catalog';
import { dequantizeWord, parseQFormat, quantizeWord, wordLayout } from '../../core/qformat';
import { generateDigits, NUM_TEST_DIGITS } from '../datasets/digits/digits';
import { pairImagesAndLabels, parseIdxImages, parseIdxLabels } from '../datasets/idx';
import type { ImageSet } from '../datasets/imageSet';
import { standardizeImages } from '../datasets/standardize';
import { countWrong } from '../training/countWrong';
import { parseManifest } from './manifest';

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

async function readTestSet(trainingSet: TrainingSet): Promise<ImageSet> {
  if (trainingSet === 'generated') return generateDigits('test', 0, NUM_TEST_DIGITS);
  const read = (file: string) => readFileSync(`${MNIST_FOLDER}/${file}`);
  const images = await parseIdxImages(read('t10k-images-idx3-ubyte.gz'), 'images');
  return pairImagesAndLabels(
    images,
    'images',
    await parseIdxLabels(read('t10k-labels-idx1-ubyte.gz'), 'labels'),
    'labels',
  );
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
  test.skipIf(trainingSet === 'mnist' && !hasMnist)(
    'errs as its manifest says, and no more in the type of the paper',
    async () => {
      const { testError } = parseManifest(
        readFileSync(`public/models/lenet-fc/${trainingSet}/manifest.json`, 'utf8'),
        'manifest.json',
      );
      const set = await readTestSet(trainingSet);
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
    },
  );
});
