import type { ModelDescription } from './model';

/**
 * Returns for each stored tensor, by name, the axis that counts output channels, as the tensor is
 * stored. Nodes read kernels with that axis last, so it is found through the axes that the first
 * node reads. The last axis, if the node reads other shapes.
 */
export function outputAxes({ nodes, stored }: ModelDescription): ReadonlyMap<string, number> {
  const axes = new Map<string, number>();
  const shapes = new Map(stored.map(({ name, shape }) => [name, shape]));
  for (const { tensor, shape, permutation } of nodes.flatMap(({ tensors }) => tensors)) {
    if (axes.has(tensor)) continue;
    const whole = shapes.get(tensor)!;
    const last = whole.length - 1;
    const axis = permutation?.at(-1) ?? last;
    axes.set(tensor, whole[axis] === shape.at(-1) ? axis : last);
  }
  return axes;
}
