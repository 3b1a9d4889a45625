import type { NetworkNode } from './network';

/** Returns the names of the nodes whose values all come from ReLUs, so that none is below 0. */
export function rectifiedNodes(nodes: readonly NetworkNode[]): ReadonlySet<string> {
  const rectified = new Set<string>();
  let before = '';
  for (const node of nodes) {
    const inputs = node.inputs ?? [before];
    const isRectified = inputs.every((name) => rectified.has(name));
    if (keepsRectified(node, isRectified)) rectified.add(node.name);
    before = node.name;
  }
  return rectified;
}

function keepsRectified(node: NetworkNode, isRectified: boolean): boolean {
  switch (node.kind) {
    case 'conv':
    case 'dense':
      return node.relu;
    case 'relu':
      return true;
    case 'gru':
    case 'batchNorm':
      return false;
    case 'zeroPad':
    case 'maxPool':
    case 'averagePool':
    case 'add':
    case 'flatten':
    case 'dropout':
      return isRectified;
    default:
      throw node satisfies never;
  }
}
