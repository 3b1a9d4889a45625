import type { ModelDescription } from './model';
import type { TrainedMagnitudes } from './overflowBound';

/**
 * Magnitudes for tests like those of trained networks, from above: column sums of 30, biases of 1,
 * normalisations of ones.
 */
export function fakeMagnitudes({ layers, nodes }: ModelDescription): TrainedMagnitudes {
  const ones = [1];
  return {
    layers: new Map(
      layers.map(({ name, kernels }) => [name, { columns: kernels.map(() => 30), bias: 1 }] as const),
    ),
    norms: new Map(
      nodes.flatMap(({ node }) =>
        node.kind === 'batchNorm'
          ? [[node.name, { scale: ones, offset: ones, mean: ones, variance: ones }] as const]
          : [],
      ),
    ),
  };
}
