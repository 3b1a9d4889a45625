import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import * as layers from '@tensorflow/tfjs-layers';
import { beforeAll, describe, expect, test } from 'vitest';
import { dropoutMask, KeyedDropout, keyDropout } from './dropout';

beforeAll(async () => {
  await tf.setBackend('cpu');
});

function network(): layers.LayersModel {
  const input = layers.input({ shape: [200] });
  const first = new KeyedDropout('first', 0.25).apply(input) as layers.SymbolicTensor;
  return layers.model({
    inputs: input,
    outputs: new KeyedDropout('second', 0.5).apply(first) as layers.SymbolicTensor,
  });
}

function run(model: layers.LayersModel, training: boolean): number[] {
  return tf.tidy(() => [...(model.apply(tf.ones([5, 200]), { training }) as tf.Tensor).dataSync()]);
}

describe('KeyedDropout', () => {
  test('lets everything through at inference, without a key', () => {
    expect(run(network(), false)).toEqual(Array(1000).fill(1));
  });

  test('draws the same mask for the same key, and others for another step, seed and layer', () => {
    const model = network();
    keyDropout(model, 1, 7);
    const values = run(model, true);
    expect(run(model, true)).toEqual(values);
    expect(new Set(values.map((value) => value.toFixed(4)))).toEqual(new Set(['0.0000', '2.6667']));
    keyDropout(model, 1, 8);
    expect(run(model, true)).not.toEqual(values);
    keyDropout(model, 2, 7);
    expect(run(model, true)).not.toEqual(values);
    expect(dropoutMask(1000, 0.5, 1, 7, 1)).not.toEqual(dropoutMask(1000, 0.5, 1, 7, 2));
  });

  test('masks the gradient as it masked the value, and leaves no tensor behind', () => {
    const model = network();
    keyDropout(model, 1, 7);
    const values = run(model, true);
    const before = tf.memory().numTensors;
    const gradient = tf.tidy(() => [
      ...tf
        .grad((x) => tf.sum(model.apply(x, { training: true }) as tf.Tensor))(tf.ones([5, 200]))
        .dataSync(),
    ]);
    expect(gradient).toEqual(values);
    expect(tf.memory().numTensors).toBe(before);
  });

  test('refuses to train without a key', () => {
    expect(() => run(network(), true)).toThrow('Layer first has no key');
  });
});

describe('dropoutMask', () => {
  test.each([0.25, 0.5])('drops the share %f within five deviations of 80,003 draws', (rate) => {
    const mask = dropoutMask(80_003, rate, 3, 1, 0);
    const numDropped = mask.filter((value) => value === 0).length;
    expect(Math.abs(numDropped - 80_003 * rate)).toBeLessThan(5 * Math.sqrt(80_003 * rate * (1 - rate)));
    expect(Math.max(...mask.subarray(0, 100))).toBeCloseTo(1 / (1 - rate), 6);
  });

  test('drops nothing at rate 0', () => {
    expect(dropoutMask(10, 0, 3, 1, 0)).toEqual(new Float32Array(10).fill(1));
  });
});
