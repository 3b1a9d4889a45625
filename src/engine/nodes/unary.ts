import { applyFunction } from './applyFunction';
import { wholeOutput } from './nodeFunction';

/** Function of each value. */
export const unary = wholeOutput<'unary'>((node, [input]) => applyFunction(node.function, input!));
