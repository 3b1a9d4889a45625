import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import { beforeAll, describe, expect, test } from 'vitest';
import { CATALOG } from '../../core/network/catalog';
import { numActivations, numWeights } from '../../core/network/model';
import { buildNetwork } from './buildNetwork';
import { networkVariables } from './networkVariables';

beforeAll(() => tf.setBackend('cpu'));

/**
 * tfjs classes whose outputs count as activations in Table 1. A recurrent layer counts four times.
 */
const COUNTED: Readonly<Record<string, number>> = {
  Conv2D: 1,
  Dense: 1,
  MaxPooling2D: 1,
  GlobalAveragePooling2D: 1,
  AresGru: 4,
};

describe.each([...CATALOG.values()])('buildNetwork makes $id', (model) => {
  const network = buildNetwork(model);

  test('with the shapes, weights and activations that the catalogue says', () => {
    for (const { node, outputShape } of model.nodes) {
      const layer = network.layers.find(({ name }) => name === node.name);
      if (node.kind === 'dropout') expect(layer).toBeUndefined();
      else expect(layer!.outputShape, node.name).toEqual([null, ...outputShape]);
      if (node.kind === 'batchNorm') expect(layer!.getConfig()).toMatchObject({ epsilon: node.epsilon });
    }
    const variables = new Map(networkVariables(network).map(({ name, shape }) => [name, shape]));
    for (const { name, kernels } of model.layers) {
      for (const kernel of kernels) expect(variables.get(`${name}/${kernel.name}`)).toEqual(kernel.shape);
      expect(variables.get(`${name}/bias`)).toEqual([kernels[0]!.shape.at(-1)]);
    }
    const counted = network.layers.reduce((sum, layer) => {
      const [, ...shape] = layer.outputShape as number[];
      return sum + (COUNTED[layer.getClassName()] ?? 0) * shape.reduce((size, length) => size * length, 1);
    }, 0);
    expect(counted).toBe(model.nodes.reduce((sum, node) => sum + numActivations(node), 0));
    const kernelValues = [...variables]
      .filter(([name]) => /ernel$/.test(name))
      .reduce((sum, [, shape]) => sum + tf.util.sizeFromShape([...shape]), 0);
    expect(kernelValues).toBe(model.layers.reduce((sum, layer) => sum + numWeights(layer), 0));
    network.dispose();
  });
});

test('buildNetwork starts from its seed, each layer one further', () => {
  const kernelsOf = (seed: number) => {
    const network = buildNetwork(CATALOG.get('chip-net')!, { start: { initializer: 'glorotUniform', seed } });
    const values = ['fc-2', 'fc-3'].map((name) => network.getLayer(name).getWeights()[0]!.dataSync());
    network.dispose();
    return values;
  };
  const [[second, third], next] = [kernelsOf(1), kernelsOf(2)];
  expect(kernelsOf(1)).toEqual([second, third]);
  // Both have 256 x 256 weights.
  expect(third).not.toEqual(second);
  expect(next[0]).toEqual(third);
});

test('the scores are not yet softmax, and a residual network adds its shortcuts', () => {
  const network = buildNetwork(CATALOG.get('resnet50-mini')!, {
    start: { initializer: 'heUniform', seed: 3 },
  });
  const sum = tf.tidy(() => tf.sum(network.predict(tf.ones([1, 32, 32, 3])) as tf.Tensor).dataSync()[0]!);
  expect(Number.isFinite(sum)).toBe(true);
  expect(Math.abs(sum - 1)).toBeGreaterThan(1e-3);
  network.dispose();
});
