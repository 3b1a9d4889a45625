import * as tf from '@tensorflow/tfjs-core';
import type { LayerMagnitudes, NormConstants, TrainedMagnitudes } from '../../core/network/overflowBound';
import { columnMagnitudes } from '../kernels/overflowKernels';
import type { Network } from '../nodes/network';

/**
 * Reads back the magnitudes of a network's float32 weights and the constants of its normalisations.
 * `floatsOf` returns the trained kernels and bias of a layer.
 */
export async function readTrainedMagnitudes(
  network: Network,
  floatsOf: (layer: string) => readonly tf.Tensor[],
): Promise<TrainedMagnitudes> {
  const { nodes, layers } = network.description;
  const norms = nodes.filter(({ node }) => node.kind === 'batchNorm').map(({ node }) => node.name);
  const lengths: number[] = [];
  const joined = tf.tidy(() => {
    const sums = layers.flatMap(({ name }) => floatsOf(name).map(columnMagnitudes));
    const constants = norms.flatMap((name) => network.tensorsOf(name));
    const all = [...sums, ...constants];
    lengths.push(...all.map(({ size }) => size));
    return tf.concat(all);
  });
  try {
    const values = await joined.data<'float32'>();
    let end = 0;
    const next = () => {
      const start = end;
      end += lengths.shift()!;
      return values.subarray(start, end);
    };
    const ofLayers = layers.map(({ name, kernels }): [string, LayerMagnitudes] => {
      const columns = kernels.map(() => largest(next()));
      return [name, { columns, bias: largest(next()) }];
    });
    // In the order in which Keras stores them.
    const ofNorms = norms.map((name): [string, NormConstants] => [
      name,
      { scale: next(), offset: next(), mean: next(), variance: next() },
    ]);
    return { layers: new Map(ofLayers), norms: new Map(ofNorms) };
  } finally {
    joined.dispose();
  }
}

/** Returns the largest of `values` and 0, or NaN if one is NaN. */
function largest(values: Float32Array): number {
  return values.reduce((most, value) => Math.max(most, value), 0);
}
