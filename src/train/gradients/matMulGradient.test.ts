import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-wasm';
// Imported for its side effect: it registers the gradients of all other operations.
import '@tensorflow/tfjs-layers';
import { beforeAll, describe, expect, test } from 'vitest';
import { registerTransposingMatMulGradient } from './matMulGradient';

beforeAll(async () => {
  await tf.setBackend('wasm');
  await tf.ready();
});

/** Gradients of the sum of squares of a · b, as plain arrays. */
function gradients(): { a: unknown; b: unknown } {
  return tf.tidy(() => {
    const a = tf.tensor2d([1, 2, 3, 4, 5, 6], [2, 3]);
    const b = tf.tensor2d([1, -1, 0.5, 2, -3, 1, 0, 4, 2, 1, 1, -2], [3, 4]);
    const [da, db] = tf.grads((left, right) => tf.sum(tf.square(tf.matMul(left!, right!))))([a, b]);
    return { a: da!.arraySync(), b: db!.arraySync() };
  });
}

describe('registerTransposingMatMulGradient', () => {
  test('gives the gradients that tfjs gives, and refuses transposed matrices', () => {
    const original = gradients();
    registerTransposingMatMulGradient();
    expect(gradients()).toEqual(original);
    expect(() =>
      tf.tidy(() => tf.grad((x) => tf.sum(tf.matMul(x, x, true, false)))(tf.ones([2, 2]))),
    ).toThrow('Cannot differentiate matMul of transposed matrices');
  });
});
