import '@tensorflow/tfjs-backend-wasm';
import * as tf from '@tensorflow/tfjs-core';
import { expect, it } from 'vitest';

/** Property of matrix products that `sparseScores` needs for close images: see `faultyOutputs`. */
it.each([
  [784, 300],
  [90, 41],
  [33, 13],
])(
  'WASM sums %i products the same whatever is computed beside, with factors swapped too',
  async (numInputs, units) => {
    await tf.setBackend('wasm');
    tf.tidy(() => {
      const [inputs, kernel] = [
        tf.randomNormal([70, numInputs], 0, 1, 'float32', 1),
        tf.randomNormal([numInputs, units], 0, 1, 'float32', 2),
      ] as tf.Tensor2D[];
      const bias = tf.randomNormal([units], 0, 1, 'float32', 3) as tf.Tensor1D;
      const whole = tf.fused.matMul({ a: inputs!, b: kernel!, bias }).dataSync();
      const terms = tf.transpose(tf.concat([tf.ones([70, 1]), inputs!], 1));
      const factors = tf.transpose(tf.concat([tf.reshape(bias, [1, units]), kernel!], 0));
      for (const columns of [
        [0],
        [1, 5, 6, 12],
        Array.from({ length: units - 2 }, (_, place) => place + 2),
      ]) {
        for (const rows of [
          [7],
          [2, 8],
          [1, 5, 6],
          [0, 3, 5, 9, 22],
          Array.from({ length: 61 }, (_, place) => place + 4),
        ]) {
          const [some, images] = [tf.tensor1d(columns, 'int32'), tf.tensor1d(rows, 'int32')];
          const made = tf.matMul(tf.gather(factors, some), tf.gather(terms, images, 1)).dataSync();
          const wanted = columns.flatMap((column) => rows.map((row) => whole[row * units + column]));
          expect(Array.from(made)).toEqual(wanted);
        }
      }
    });
  },
);
