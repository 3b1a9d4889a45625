import { kernelsOf, type ModelDescription } from './model';
import type { TrainedMagnitudes } from './overflowBound';

/**
 * Magnitudes for tests, at least as large as those of trained networks: column sums of 30, biases
 * of 1, normalisation constants of 1.
 */
export function fakeMagnitudes({ layers, nodes }: ModelDescription): TrainedMagnitudes {
  const ones = [1];
  return {
    layers: new Map(
      layers.map((layer) => [layer.name, { columns: kernelsOf(layer).map(() => 30), bias: 1 }] as const),
    ),
    norms: new Map(
      nodes.flatMap(({ node }) =>
        node.kind === 'batchNorm' || node.kind === 'foldedNorm'
          ? [[node.name, { scale: ones, offset: ones, mean: ones, variance: ones }] as const]
          : [],
      ),
    ),
    tensors: new Map(),
  };
}
