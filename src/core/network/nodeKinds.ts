import type { NetworkNode } from './network';

type NodeKind = NetworkNode['kind'];

/** Kinds that rearrange values and compute none. */
const VIEWS: ReadonlySet<NodeKind> = new Set<NodeKind>([
  'flatten',
  'dropout',
  'zeroPad',
  'reshape',
  'transpose',
  'slice',
  'concat',
  'pad',
  'gather',
  'expand',
  'tile',
  'depthToSpace',
  'spaceToDepth',
  'cast',
]);

/** Returns true if a node computes a ReLU of its own sums. */
export function hasFusedRelu(node: NetworkNode): boolean {
  if ('relu' in node) return node.relu;
  return 'activation' in node && node.activation?.name === 'relu';
}

/**
 * Returns true if a node only rearranges values. Such a node writes nothing: its parts are stored
 * already.
 */
export function isView({ kind }: NetworkNode): boolean {
  return VIEWS.has(kind);
}
