import type { ModelDescription } from './model';
import type { NetworkNode, Shape, TensorUse } from './network';

/** Successive axes of a stored tensor that count output channels: from `first` to before `end`. */
export interface OutputAxes {
  readonly first: number;
  readonly end: number;
}

/**
 * Returns for each stored tensor, by name, the axes that count output channels, as the tensor is
 * stored. They are those that the first node reads as its output channels. The last axis, if a node
 * reads other shapes.
 */
export function outputAxes({ nodes, stored }: ModelDescription): ReadonlyMap<string, OutputAxes> {
  const axes = new Map<string, OutputAxes>();
  const shapes = new Map(stored.map(({ name, shape }) => [name, shape]));
  for (const { node, tensors } of nodes) {
    for (const use of tensors) {
      const shape = shapes.get(use.tensor)!;
      const last = { first: Math.max(shape.length - 1, 0), end: shape.length };
      if (!axes.has(use.tensor)) axes.set(use.tensor, axesOf(node, use, shape) ?? last);
    }
  }
  return axes;
}

/**
 * Finds the axes whose lengths multiply to the number of outputs that a node reads. Kernels of
 * depthwise convolutions may count outputs with two of them, input channels and multiplier.
 */
function axesOf({ kind }: NetworkNode, use: TensorUse, stored: Shape): OutputAxes | null {
  const isTransposed = kind === 'convTranspose' && use.role === 'kernel';
  const outputs = use.shape.at(isTransposed ? -2 : -1) ?? 1;
  const { part } = use;
  const lengths = stored.map((length, axis) => (axis === part?.axis ? part.length : length));
  const order = use.permutation ?? stored.map((_, axis) => axis);
  const ends = isTransposed ? order.slice(0, -1) : order;
  const found: number[] = [];
  let product = 1;
  for (const axis of ends.toReversed()) {
    found.push(axis);
    product *= lengths[axis]!;
    if (product >= outputs) break;
  }
  const [first, end] = [Math.min(...found), Math.max(...found) + 1];
  return product === outputs && end - first === found.length ? { first, end } : null;
}
