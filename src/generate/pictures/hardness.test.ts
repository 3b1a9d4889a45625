import '@tensorflow/tfjs-backend-wasm';
import * as tf from '@tensorflow/tfjs-core';
import { expect, it } from 'vitest';
import { standardizeImages } from '../../engine/datasets/standardize';
import { generatePictures } from './pictures';

const SIZE = 32 * 32 * 3;
const NUM_TRAINING = 1500;
const NUM_TEST = 300;
const EPOCHS = 15;
const BATCH = 250;

/** Pictures as standardised rows, and classes. */
function load(split: 'train' | 'test', count: number): { images: tf.Tensor2D; labels: Uint8Array } {
  const set = generatePictures(split, 0, count);
  return { images: tf.tensor2d(standardizeImages(set.images, SIZE), [count, SIZE]), labels: set.labels };
}

it('a linear classifier finds next to nothing in the embedded pictures, even where it fits what it saw', async () => {
  await tf.setBackend('wasm');
  const train = load('train', NUM_TRAINING);
  const test = load('test', NUM_TEST);
  const hot = tf.cast(tf.oneHot(tf.tensor1d(train.labels, 'int32'), 10), 'float32') as tf.Tensor2D;
  const batches = Array.from({ length: NUM_TRAINING / BATCH }, (_, index) => {
    const images = tf.slice(train.images, [index * BATCH, 0], [BATCH, SIZE]);
    // Transposed once, because WASM transposes slowly.
    return { images, transposed: tf.transpose(images), hot: tf.slice(hot, [index * BATCH, 0], [BATCH, 10]) };
  });
  // Softmax regression by gradient descent.
  let weights = tf.zeros([SIZE, 10]) as tf.Tensor2D;
  for (let epoch = 0; epoch < EPOCHS; epoch++) {
    for (const batch of batches) {
      const next = tf.tidy(() => {
        const residual = tf.sub(tf.softmax(tf.matMul(batch.images, weights)), batch.hot) as tf.Tensor2D;
        return tf.sub(weights, tf.mul(tf.matMul(batch.transposed, residual), 0.02 / BATCH)) as tf.Tensor2D;
      });
      weights.dispose();
      weights = next;
    }
  }
  const errorOf = async ({ images, labels }: typeof train) => {
    const predicted = await tf.argMax(tf.matMul(images, weights), 1).data<'int32'>();
    return predicted.filter((label, index) => label !== labels[index]).length / labels.length;
  };
  const [seen, unseen] = [await errorOf(train), await errorOf(test)];
  console.info(`Linear error on ${NUM_TRAINING} seen pictures ${seen}, on ${NUM_TEST} unseen ${unseen}`);
  // Guessing has an error of 90 %. Three times the maximum error of a network here, 15 %, is 45 %.
  expect(unseen).toBeGreaterThan(0.75);
  // Control: the model has learnt.
  expect(seen).toBeLessThan(0.5);
});
