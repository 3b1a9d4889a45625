import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import { beforeAll, describe, expect, test } from 'vitest';
import { CATALOG } from '../core/network/catalog';
import { describeModel } from '../core/network/model';
import { startNetwork } from './startNetwork';
import { copyWeights, trainableLayers } from './trainable';
import { trainingModel } from './trainingModel';

beforeAll(() => tf.setBackend('cpu'));

/** Small models of the catalogue with each kind of node. */
const MODELS = ['lenet-cnn', 'resnet50-mini', 'ti-gru'].map((id) => CATALOG.get(id)!);

describe.each(MODELS)('trainingModel of $id', (model) => {
  test('has the shapes and constants of the nodes, and tensors in the order and with the names of weight files', () => {
    const network = startNetwork(model, 'heUniform', 3);
    const trained = trainingModel(network);
    for (const { node, outputShape } of model.nodes) {
      const layer = trained.getLayer(node.name);
      expect(layer.outputShape, node.name).toEqual([null, ...outputShape]);
      if (node.kind === 'batchNorm') expect(layer.getConfig()).toMatchObject({ epsilon: node.epsilon });
    }
    const variables = trained.layers.flatMap(({ weights }) => weights);
    expect(variables.map(({ originalName, shape }) => ({ name: originalName, shape }))).toEqual(
      network.stored,
    );
    trained.dispose();
    network.dispose();
  });

  test('takes the weights of the network, changes only its own, and gives them back', () => {
    const before = tf.memory().numTensors;
    const network = startNetwork(model, 'heUniform', 3);
    const trained = trainingModel(network);
    const name = network.stored.at(-2)!.name;
    const layer = trained.getLayer(name.split('/')[0]!);
    const [kernel] = layer.weights;
    const start = network.read(name).dataSync();
    expect(kernel!.read().dataSync()).toEqual(start);
    tf.tidy(() => void kernel!.write(tf.mul(kernel!.read(), 2)));
    expect(network.read(name).dataSync()).toEqual(start);
    copyWeights(trainableLayers(trained), network);
    expect(network.read(name).dataSync()).toEqual(start.map((value) => 2 * value));
    trained.dispose();
    expect(network.read(name).dataSync()).toEqual(start.map((value) => 2 * value));
    network.dispose();
    expect(tf.memory().numTensors).toBe(before);
  });
});

describe('startNetwork', () => {
  test('starts from its seed, each layer one further', () => {
    const kernelsOf = (seed: number) => {
      const network = startNetwork(CATALOG.get('chip-net')!, 'glorotUniform', seed);
      const values = ['fc-2/kernel', 'fc-3/kernel'].map((name) => network.read(name).dataSync());
      network.dispose();
      return values;
    };
    const [[second, third], next] = [kernelsOf(1), kernelsOf(2)];
    expect(kernelsOf(1)).toEqual([second, third]);
    // Both have 256 x 256 weights.
    expect(third).not.toEqual(second);
    expect(next[0]).toEqual(third);
  });

  test('draws both kernels of a cell at once; biases start with 0, normalisations with scale and variance 1', () => {
    const model = describeModel({
      id: 'small',
      title: 'Small',
      dataKind: 'speech',
      inputShape: [5, 4],
      nodes: [
        { kind: 'gru', name: 'gru-1', units: 6 },
        { kind: 'batchNorm', name: 'norm-1', epsilon: 1e-3 },
        { kind: 'flatten', name: 'flatten' },
        { kind: 'dense', name: 'fc-1', units: 4, relu: false },
      ],
      ...{ weightFormat: 'Q2.6', activationFormat: 'Q2.6', paper: null, weights: [] },
    });
    const before = tf.memory().numTensors;
    const network = startNetwork(model, 'glorotUniform', 2018);
    const values = new Map(network.stored.map(({ name }) => [name, [...network.read(name).dataSync()]]));
    network.dispose();
    expect(tf.memory().numTensors).toBe(before);
    const drawn = [...values.get('gru-1/kernel')!, ...values.get('gru-1/recurrentKernel')!];
    expect(new Set(drawn).size).toBe(10 * 18);
    // Glorot and Bengio 2010: within sqrt(6 / (inputs + outputs)).
    const most = Math.max(...drawn.map(Math.abs));
    expect(most).toBeLessThan(Math.sqrt(6 / (10 + 18)));
    expect(most).toBeGreaterThan(0.9 * Math.sqrt(6 / (10 + 18)));
    const constants = [...values].filter(([name]) => !name.endsWith('ernel'));
    expect(constants.map(([name, all]) => [name, new Set(all)])).toEqual([
      ['gru-1/bias', new Set([0])],
      ['norm-1/gamma', new Set([1])],
      ['norm-1/beta', new Set([0])],
      ['norm-1/moving_mean', new Set([0])],
      ['norm-1/moving_variance', new Set([1])],
      ['fc-1/bias', new Set([0])],
    ]);
  });
});
