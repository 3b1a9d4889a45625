import '@tensorflow/tfjs-backend-wasm';
import { readFileSync } from 'node:fs';
import * as tf from '@tensorflow/tfjs-core';
import { expect, it } from 'vitest';
import { standardizeImages } from '../../engine/datasets/standardize';
import { parseManifest } from '../../engine/loading/manifest';
import { generateDigits, NUM_TEST_DIGITS } from './digits';

const NUM_TRAINING = 20_000;
const EPOCHS = 30;
const BATCH = 1000;

/** Pictures as standardised rows and classes as one-hot rows. */
function load(split: 'train' | 'test', count: number): { images: tf.Tensor2D; labels: Uint8Array } {
  const set = generateDigits(split, 0, count);
  return { images: tf.tensor2d(standardizeImages(set.images, 784), [count, 784]), labels: set.labels };
}

it('a linear classifier errs at least three times as often as LeNetFC on the embedded digits', async () => {
  await tf.setBackend('wasm');
  const train = load('train', NUM_TRAINING);
  const test = load('test', NUM_TEST_DIGITS);
  const hot = tf.cast(tf.oneHot(tf.tensor1d(train.labels, 'int32'), 10), 'float32') as tf.Tensor2D;
  // Transposed once, because WASM transposes slowly.
  const batches = Array.from({ length: NUM_TRAINING / BATCH }, (_, index) => {
    const images = tf.slice(train.images, [index * BATCH, 0], [BATCH, 784]);
    return { images, transposed: tf.transpose(images), hot: tf.slice(hot, [index * BATCH, 0], [BATCH, 10]) };
  });
  // Softmax regression by gradient descent with momentum.
  let weights = tf.zeros([784, 10]) as tf.Tensor2D;
  let velocity = tf.zeros([784, 10]) as tf.Tensor2D;
  for (let epoch = 0; epoch < EPOCHS; epoch++) {
    const rate = 0.1 * (1 - epoch / EPOCHS);
    for (const batch of batches) {
      const [nextVelocity, nextWeights] = tf.tidy(() => {
        const residual = tf.sub(tf.softmax(tf.matMul(batch.images, weights)), batch.hot) as tf.Tensor2D;
        const gradient = tf.matMul(batch.transposed, residual);
        const moved = tf.sub(tf.mul(velocity, 0.9), tf.mul(gradient, rate / BATCH)) as tf.Tensor2D;
        return [moved, tf.add(weights, moved) as tf.Tensor2D];
      });
      tf.dispose([velocity, weights]);
      [velocity, weights] = [nextVelocity, nextWeights];
    }
  }
  const predicted = await tf.argMax(tf.matMul(test.images, weights), 1).data<'int32'>();
  const linear = predicted.filter((label, index) => label !== test.labels[index]).length;
  const lenet = parseManifest(
    readFileSync('public/models/lenet-fc/generated/manifest.json', 'utf8'),
    'manifest',
  );
  console.info(`Wrong of ${NUM_TEST_DIGITS}: linear ${linear}, LeNetFC ${lenet.testError.wrong}`);
  expect(linear).toBeGreaterThanOrEqual(3 * lenet.testError.wrong);
  // Control: the model has learnt.
  expect(linear).toBeLessThan(0.25 * NUM_TEST_DIGITS);
  tf.disposeVariables();
});
