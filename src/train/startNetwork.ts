import * as tf from '@tensorflow/tfjs-core';
import { initializers } from '@tensorflow/tfjs-layers';
import type { ModelDescription } from '../core/network/model';
import type { TensorRole } from '../core/network/network';
import { Network } from '../engine/nodes/network';

/** Initialiser of kernels before training. */
export type Initializer = 'glorotUniform' | 'heUniform';

const KERNELS: ReadonlySet<TensorRole> = new Set(['kernel', 'recurrentKernel']);
const ONES: ReadonlySet<TensorRole> = new Set(['gamma', 'moving_variance']);

/**
 * Returns a network as it is before training. Kernels are drawn from `seed` plus the index of their
 * layer. Scales and variances of normalisations are 1, all other tensors 0. The caller disposes the
 * network.
 *
 * Both kernels of a GRU are drawn at once, [features + units, 3 · units], so that they do not get
 * the same numbers from one seed. Keras initialises the recurrent kernel as an orthogonal matrix,
 * which tfjs computes slowly for a large cell.
 */
export function startNetwork(description: ModelDescription, initializer: Initializer, seed: number): Network {
  const network = new Network(description);
  const layers = description.layers.map(({ name }) => name);
  for (const shaped of description.nodes) {
    const { name: node } = shaped.node;
    const { tensors } = shaped;
    const kernels = tensors.filter(({ role }) => KERNELS.has(role)).map(({ shape }) => shape);
    const rows = kernels.map((shape) => shape[0]!);
    const drawn = tf.tidy(() => {
      if (kernels.length === 0) return [];
      const all = [rows.reduce((sum, length) => sum + length), ...kernels[0]!.slice(1)];
      return tf.split(initializers[initializer]({ seed: seed + layers.indexOf(node) }).apply(all), rows);
    });
    for (const { role, tensor, shape } of tensors) {
      const start = ONES.has(role) ? tf.ones : tf.zeros;
      network.write(tensor, KERNELS.has(role) ? drawn.shift()! : start([...shape]));
    }
  }
  return network;
}
