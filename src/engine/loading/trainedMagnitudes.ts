import * as tf from '@tensorflow/tfjs-core';
import { kernelsOf } from '../../core/network/model';
import type { LayerMagnitudes, NormConstants, TrainedMagnitudes } from '../../core/network/overflowBound';
import { columnMagnitudes } from '../kernels/overflowKernels';
import type { Network } from '../nodes/network';

/**
 * Reads back the magnitudes of a network's float32 weights and the constants of its normalisations,
 * for the nodes that `overflowingNodes` bounds by them.
 * `floatsOf` returns the trained kernels and bias of a layer.
 */
export async function readTrainedMagnitudes(
  network: Network,
  floatsOf: (layer: string) => readonly tf.Tensor[],
): Promise<TrainedMagnitudes> {
  const { nodes, layers } = network.description;
  const summed = layers.filter(({ kind }) => kind === 'conv' || kind === 'dense' || kind === 'gru');
  const norms = nodes.filter(({ node }) => node.kind === 'batchNorm').map(({ node }) => node.name);
  const lengths: number[] = [];
  const joined = tf.tidy(() => {
    const sums = summed.flatMap(({ name }) => floatsOf(name).map(columnMagnitudes));
    const constants = norms.flatMap((name) => network.tensorsOf(name));
    const all = [...sums, ...constants];
    lengths.push(...all.map(({ size }) => size));
    return all.length === 0 ? tf.zeros([0]) : tf.concat(all);
  });
  try {
    const values = await joined.data<'float32'>();
    let end = 0;
    const next = () => {
      const start = end;
      end += lengths.shift()!;
      return values.subarray(start, end);
    };
    const ofLayers = summed.map((layer): [string, LayerMagnitudes] => {
      const columns = kernelsOf(layer).map(() => largest(next()));
      return [layer.name, { columns, bias: largest(next()) }];
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
