import * as tf from '@tensorflow/tfjs-core';
import { initializers } from '@tensorflow/tfjs-layers';
import type { ModelDescription } from '../core/network/model';
import type { Shape, TensorRole } from '../core/network/network';
import { Network } from '../engine/nodes/network';

/** Initialiser of kernels before training. */
export type Initializer = 'glorotUniform' | 'heUniform';

const KERNELS: ReadonlySet<TensorRole> = new Set(['kernel', 'recurrentKernel']);
const ONES: ReadonlySet<TensorRole> = new Set(['gamma', 'moving_variance']);
/** Vectors that are looked up or added, drawn with this deviation. */
const VECTORS: ReadonlySet<TensorRole> = new Set(['table', 'operand']);
const VECTOR_DEVIATION = 0.1;
/** Added to the score of a position that may not be read: float16 holds it, and exp gives 0. */
const MASKED = -100;

/**
 * Returns a network as it is before training. Kernels are drawn from `seed` plus the index of their
 * layer, and so are embeddings. Scales and variances of normalisations are 1, masks causal, all
 * other tensors 0. The caller disposes the network.
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
      const start = () => {
        if (KERNELS.has(role)) return drawn.shift()!;
        if (VECTORS.has(role)) return drawnVectors(shape, seed + layers.indexOf(node));
        if (role === 'mask') return causalMask(shape);
        return (ONES.has(role) ? tf.ones : tf.zeros)([...shape]);
      };
      network.write(tensor, start());
    }
  }
  return network;
}

function drawnVectors(shape: Shape, seed: number): tf.Tensor {
  return initializers.randomNormal({ mean: 0, stddev: VECTOR_DEVIATION, seed }).apply([...shape]);
}

/** Mask [1, queries, keys] that lets a position read itself and those before it. */
function causalMask(shape: Shape): tf.Tensor {
  const [, queries, keys] = shape as readonly [number, number, number];
  const values = Float32Array.from({ length: queries * keys }, (_, place) =>
    place % keys > Math.floor(place / keys) ? MASKED : 0,
  );
  return tf.tensor(values, [...shape]);
}
