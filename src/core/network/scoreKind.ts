import type { ModelDescription } from './model';
import { product, type ShapedNode } from './network';
import { hasFusedRelu } from './nodeKinds';
import { roundingOf } from './rounding';

/**
 * Returns what the outputs of a classifier are, by its last node that computes: `probabilities` of
 * a softmax over all classes, or `scores` before one. The logarithms that a log-softmax returns are
 * scores too. Null for outputs of which neither is known: those of another function of values, such
 * as a sigmoid, of a quotient, or of a softmax over some of them.
 */
export function scoreKind(nodes: readonly ShapedNode[]): NonNullable<ModelDescription['scoreKind']> | null {
  const { end } = roundingOf(nodes);
  const last = nodes.find(({ node }) => node.name === end);
  if (last === undefined) return null;
  const { node, outputShape } = last;
  if (node.kind === 'softmax') {
    // A network that joins or cuts such outputs has more or fewer classes.
    if (outputShape[node.axis] !== product(nodes.at(-1)!.outputShape)) return null;
    return node.isLog ? 'scores' : 'probabilities';
  }
  const isFunction =
    node.kind === 'unary' ||
    (node.kind === 'binary' && node.function === 'divide') ||
    ('activation' in node && node.activation !== undefined) ||
    hasFusedRelu(node);
  return isFunction ? null : 'scores';
}
