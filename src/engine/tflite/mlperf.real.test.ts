import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, expect, test } from 'vitest';
import { parsePreprocessing } from '../../core/samples/preprocessingText';
import { loadGraph } from '../graph/loadGraph';
import { openGraph } from '../graph/openGraph';
import { startDevice } from '../inference/devices';
import { NetworkRunner } from '../inference/networkRunner';
import { openSamples } from '../samples/openSamples';
import { preprocess } from '../samples/preprocess';
import { openTflite } from './openTflite';

const SHARED = join(import.meta.dirname, '../../../../shared/data');
const NETWORKS = join(SHARED, 'models/cifar10/mlperf-tiny');
const PICTURES = join(SHARED, 'cifar10/test_batch.bin.gz');
const isThere = existsSync(NETWORKS) && existsSync(PICTURES);
if (!isThere) console.warn(`NOT TESTED: ${SHARED} is not there, MLPerf Tiny's networks are not run`);
/** All 10,000 take three minutes: 1,281 errors with floats, 1,302 with words. */
const NUM_SAMPLES = 500;
const BATCH = 100;

const KERNELS = [
  [16, 3, 3, 3],
  [16, 3, 3, 16],
  [16, 3, 3, 16],
  [32, 3, 3, 16],
  [32, 3, 3, 32],
  [32, 1, 1, 16],
  [64, 3, 3, 32],
  [64, 3, 3, 64],
  [64, 1, 1, 32],
  [10, 64],
];

beforeAll(async () => {
  if (isThere)
    await startDevice('wasm', { wasmPaths: undefined, gpu: () => Promise.reject(new Error('no GPU')) });
});

test.skipIf(!isThere).each([
  ['pretrainedResnet.tflite', 'TFLite (float32)', 67],
  ['pretrainedResnet_quant.tflite', 'TFLite (int8 per channel)', 63],
])('%s has its kernels and its errors of CIFAR-10 pictures', async (name, format, known) => {
  const opened = await openGraph(await openTflite(fileAt(join(NETWORKS, name))));
  const { description, tensors, report } = opened;
  expect(report.format).toBe(format);
  const kernels = tensors.filter(({ structure }) => structure === 'weights');
  expect(kernels.map(({ shape }) => shape)).toEqual(KERNELS);
  expect(description.layers.map((layer) => layer.tensors.map(({ shape }) => shape))).toEqual(
    KERNELS.map((shape) => [shape, shape.slice(0, 1)]),
  );
  const network = await loadGraph(opened);
  const wanted = { shape: [32, 32, 3], numClasses: 10 };
  const raw = await openSamples([fileAt(PICTURES)], wanted);
  let errors = 0;
  for (let first = 0; first < NUM_SAMPLES; first += BATCH) {
    const range = { first, end: first + BATCH };
    const inputs = await preprocess(raw, range, parsePreprocessing('none'), wanted.shape);
    const answers = tf.tidy(() => {
      const pictures = tf.tensor(inputs, [BATCH, ...description.inputShape]);
      return tf.argMax(new NetworkRunner(network).run(pictures).scores, -1).dataSync();
    });
    // Record i of this copy of the test set has label i mod 10.
    errors += answers.filter((answer, index) => answer !== (first + index) % 10).length;
  }
  network.dispose();
  expect(errors).toBe(known);
});

function fileAt(path: string) {
  return { name: path, blob: new Blob([new Uint8Array(readFileSync(path))]) };
}
