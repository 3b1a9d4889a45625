import * as tf from '@tensorflow/tfjs-core';
import { kernelsOf, type ModelDescription } from '../../core/network/model';
import type { LayerMagnitudes, NormConstants, TrainedMagnitudes } from '../../core/network/overflowBound';
import { columnMagnitudes, finiteValues, markDue } from '../kernels/overflowKernels';
import type { Network } from '../nodes/network';

/**
 * Reads back the magnitudes of a network's float32 weights and the constants of its normalisations,
 * for the nodes that `overflowingNodes` bounds by them. `floatsOf` returns the trained kernels and
 * bias of a layer.
 */
export async function readTrainedMagnitudes(
  network: Network,
  floatsOf: (layer: string) => readonly tf.Tensor[],
): Promise<TrainedMagnitudes> {
  const { nodes, layers } = network.description;
  const summed = layers.filter(({ kind }) => kind === 'conv' || kind === 'dense' || kind === 'gru');
  const norms = nodes.filter(({ node }) => NORMS.has(node.kind)).map(({ node }) => node.name);
  const read = operatorTensors(network.description);
  const trained = new Map(
    layers.flatMap(({ name, tensors }) => {
      if (!tensors.some(({ stored }) => read.includes(stored))) return [];
      const floats = floatsOf(name);
      return tensors.map(({ stored }, place): [string, tf.Tensor] => [stored, floats[place]!]);
    }),
  );
  const lengths: number[] = [];
  const joined = tf.tidy(() => {
    const sums = summed.flatMap(({ name }) => floatsOf(name).map(columnMagnitudes));
    const constants = norms.flatMap((name) => network.tensorsOf(name));
    const largestOf = read.flatMap((name) => largestMagnitude(trained.get(name) ?? network.read(name)));
    const all = [...sums, ...constants, ...largestOf];
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
    const ofTensors = read.map((name): [string, number] => {
      const [magnitude, isBeyond] = [next()[0]!, next()[0] !== 0];
      return [name, isBeyond ? Number.POSITIVE_INFINITY : magnitude];
    });
    return { layers: new Map(ofLayers), norms: new Map(ofNorms), tensors: new Map(ofTensors) };
  } finally {
    joined.dispose();
  }
}

/** Names of the stored tensors that operators of a reader's network read. */
function operatorTensors({ nodes }: ModelDescription): string[] {
  const read = nodes
    .filter(({ node }) => !BOUNDED_BY_LAYER.has(node.kind))
    .flatMap(({ tensors }) => tensors.map(({ tensor }) => tensor));
  return [...new Set(read)];
}

/** Kinds whose bound takes the constants of a batch normalisation. */
const NORMS: ReadonlySet<string> = new Set(['batchNorm', 'foldedNorm']);
/** Kinds whose magnitudes are those of a layer or of a normalisation. */
const BOUNDED_BY_LAYER: ReadonlySet<string> = new Set(['conv', 'dense', 'gru', ...NORMS]);

/** The largest magnitude of the finite values [1], and 1 if others are among them, else 0 [1]. */
function largestMagnitude(values: tf.Tensor): tf.Tensor[] {
  const row = tf.reshape(tf.cast(values, 'float32'), [1, -1]);
  const isBeyond = markDue(row, tf.zeros([1], 'int32'));
  return [tf.max(tf.abs(finiteValues(row, false)), 1), tf.cast(isBeyond, 'float32')];
}

/** Returns the largest of `values` and 0, or NaN if one is NaN. */
function largest(values: Float32Array): number {
  return values.reduce((most, value) => Math.max(most, value), 0);
}
