import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-wasm';
import { beforeAll, describe, expect, test } from 'vitest';
import { CATALOG } from '../../core/catalog';
import { buildLenetFc } from './lenetFc';

beforeAll(async () => {
  await tf.setBackend('wasm');
  await tf.ready();
});

describe('buildLenetFc', () => {
  test('has the layers of the catalogue and softmax as a layer of its own', () => {
    const model = buildLenetFc(1);
    for (const { name, kernelShape } of CATALOG.get('lenet-fc')!.layers) {
      expect(model.getLayer(name).weights[0]!.shape).toEqual(kernelShape);
    }
    expect(model.layers.map(({ name }) => name)).toEqual([
      'pictures',
      'flatten',
      'fc-1',
      'fc-2',
      'fc-3',
      'softmax',
    ]);
    const sum = tf.tidy(() => tf.sum(model.predict(tf.ones([1, 28, 28])) as tf.Tensor).dataSync()[0]!);
    expect(sum).toBeCloseTo(1, 5);
    model.dispose();
  });

  test('starts from its seed', () => {
    const kernel = (seed: number) => {
      const model = buildLenetFc(seed);
      const values = model.getWeights()[0]!.dataSync().slice(0, 100);
      model.dispose();
      return values;
    };
    expect(kernel(1)).toEqual(kernel(1));
    expect(kernel(1)).not.toEqual(kernel(2));
  });
});
