import '@tensorflow/tfjs-backend-wasm';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { CATALOG } from '../core/catalog';
import { numActivations } from '../core/model';
import { product } from '../core/network';
import { type ActivationSite, ActivationSites } from './activationSites';
import { buildNetwork } from './models/buildNetwork';

const START = { start: { initializer: 'heUniform', seed: 1 } } as const;

beforeAll(async () => void (await tf.setBackend('wasm')));

function networkOf(id: string) {
  const description = CATALOG.get(id)!;
  const network = buildNetwork(description, START);
  const input = tf.randomNormal([1, ...description.inputShape], 0, 1, 'float32', 3);
  return {
    description,
    network,
    sites: new ActivationSites(network, description),
    scores: () => tf.tidy(() => [...(network.apply(input) as tf.Tensor).dataSync()]),
    dispose: () => {
      network.dispose();
      input.dispose();
    },
  };
}

describe('activation sites', () => {
  // CF-VGG and the full-size networks have the same kinds of layers, and take longer.
  it.each(['lenet-fc', 'lenet-cnn', 'chip-net', 'ti-gru', 'vgg16-mini', 'resnet50-mini'])(
    'store as many values of a sample of %s as Table 1 counts, layer by layer',
    (id) => {
      const { description, sites, scores, dispose } = networkOf(id);
      const stored = new Map<string, number>();
      const store = (values: tf.Tensor, { layer }: ActivationSite) => {
        stored.set(layer, (stored.get(layer) ?? 0) + product(values.shape));
        return values;
      };
      const throughStore = sites.through(store, scores);
      const counted = description.nodes.map((node) => [node.node.name, numActivations(node)] as const);
      expect(stored).toEqual(new Map(counted.filter(([, count]) => count > 0)));
      expect(throughStore).toEqual(scores());
      dispose();
    },
  );

  it('go on with what was stored, and store nothing any more afterwards, even when a store fails', () => {
    const { sites, scores, dispose } = networkOf('lenet-fc');
    const before = scores();
    const seen: number[][] = [];
    const halved = sites.through((values, { layer }) => {
      seen.push([...values.dataSync()]);
      return layer === 'fc-2' ? tf.zerosLike(values) : values;
    }, scores);
    // The last layer's biases start at 0: nothing comes in, nothing goes out.
    expect(halved).toEqual(before.map(() => 0));
    expect(Math.min(...seen[0]!)).toBe(0);
    expect(Math.min(...before)).toBeLessThan(0);
    const failing = () => {
      throw new Error('full');
    };
    expect(() => sites.through(failing, scores)).toThrow('full');
    expect(scores()).toEqual(before);
    dispose();
  });

  it('frees what was stored', () => {
    const { sites, scores, dispose } = networkOf('ti-gru');
    const before = tf.memory().numTensors;
    sites.through((values) => tf.mul(values, 0.5), scores);
    expect(tf.memory().numTensors).toBe(before);
    dispose();
  });
});
