import type { NetworkNode } from './network';
import { isView } from './nodeKinds';
import type { BinaryFunction, Operands, UnaryFunction } from './operators';

/**
 * Returns the names of the nodes whose values all come from ReLUs, so that none is below 0.
 * Rounding keeps this: `rounds` has the names of nodes that give rounded values, with the node that
 * they round.
 */
export function rectifiedNodes(
  nodes: readonly NetworkNode[],
  rounds: ReadonlyMap<string, string> = new Map(),
): ReadonlySet<string> {
  const rectified = new Set<string>();
  let before = '';
  for (const node of nodes) {
    const inputs = node.inputs ?? [before];
    const isRectified = inputs.every((name) => rectified.has(name));
    const isRounded = rectified.has(rounds.get(node.name) ?? '');
    if (isRounded || keepsRectified(node, isRectified)) rectified.add(node.name);
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
    case 'globalAveragePool':
    case 'add':
    case 'flatten':
    case 'dropout':
      return isRectified;
    case 'convolution':
    case 'convTranspose':
    case 'linear':
    case 'foldedNorm':
      return node.activation !== undefined && isRectifier(node.activation);
    case 'unary':
      return isRectifier(node.function);
    case 'averagePool':
    case 'windowMax':
    case 'resize':
      return isRectified;
    case 'reduce':
      return isRectified && !node.reduction.startsWith('log');
    case 'binary':
      if (node.activation !== undefined && isRectifier(node.activation)) return true;
      return (
        node.activation === undefined && isRectified && KEEPING.has(node.function) && readsInputsAlone(node)
      );
    case 'pad':
      return isRectified && (node.mode !== 'constant' || node.value >= 0);
    case 'concat':
    case 'gather':
      return isRectified && readsInputsAlone(node);
    default:
      return isView(node) && isRectified;
  }
}

/** Functions of two values that give nothing below 0 for values that are not. */
const KEEPING: ReadonlySet<BinaryFunction> = new Set(['add', 'multiply', 'maximum', 'minimum']);

/** Returns true if no operand is a stored tensor, whose values may be below 0. */
function readsInputsAlone({ operands }: { readonly operands: Operands }): boolean {
  return operands.every((source) => source === 'input');
}

/** Returns true for functions that return nothing below 0. */
function isRectifier(operation: UnaryFunction): boolean {
  return operation.name === 'relu' || (operation.name === 'clip' && operation.min >= 0);
}
