import { gamma } from '../words/float32';
import { functionBound } from './functionBound';
import type { NetworkNode, Shape } from './network';
import { BEYOND, type NodeBound, type StoredPart } from './nodeBound';
import type { UnaryFunction } from './operators';

type RecurrentNode = Extract<NetworkNode, { readonly kind: 'lstm' | 'rnn' | 'onnxGru' }>;

/**
 * Bounds a recurrent cell with steps and features in `shape`, by following its states through the
 * steps. `tensors` are bounds of kernel, recurrent kernel, bias, recurrent bias and what comes
 * after them: initial states and peepholes, of which the largest stands for each.
 *
 * The arguments of functions are sums of products of the input and of the state. A cell state is at
 * most the sum of its two products. The next state of a GRU lies between the state and the
 * candidate if z is at most 1, which holds for a sigmoid up to rounding, else it is below
 * C + Z·(H + C). States that are stored are words, so their bound starts again.
 */
export function recurrentBound(
  node: RecurrentNode,
  shape: Shape,
  input: number,
  tensors: readonly number[],
  storedAs: StoredPart,
): NodeBound {
  const [steps, features] = shape as [number, number];
  const { units } = node;
  const [kernel, recurrentKernel, bias, recurrentBias, ...others] = tensors as [
    number,
    number,
    number,
    number,
  ];
  const first = Math.max(0, ...others);
  const stored = (part: 'hidden' | 'cell', bound: number) =>
    Math.max(storedAs(part) ?? bound, storedAs(`${part}Reverse`) ?? 0);
  const rounded = 1 + gamma(features + units + 16);
  let [reached, hidden, cell] = [0, first, first];
  const sums = (scale: number) =>
    (features * input * kernel +
      scale * (units * hidden * recurrentKernel + recurrentBias) +
      bias +
      first * cell) *
    rounded;
  const apply = (operation: UnaryFunction, argument: number) => {
    const bound = functionBound(operation, argument);
    reached = Math.max(reached, argument, bound.reached, bound.output);
    return bound.output;
  };
  for (let step = 0; step < steps; step++) {
    if (node.kind === 'rnn') hidden = stored('hidden', apply(node.function, sums(1)));
    else if (node.kind === 'lstm') {
      const [gate, candidate] = [apply(node.functions[0], sums(1)), apply(node.functions[1], sums(1))];
      cell = stored('cell', (gate * cell + gate * candidate) * (1 + gamma(3)));
      // The output gate looks at the new cell.
      const output = apply(node.functions[0], sums(1));
      reached = Math.max(reached, cell);
      hidden = stored('hidden', output * apply(node.functions[2], cell) * (1 + gamma(1)));
    } else {
      const gate = apply(node.functions[0], sums(1));
      const candidate = apply(node.functions[1], sums(Math.max(gate, 1)));
      reached = Math.max(reached, (hidden + candidate) * (1 + gamma(1)));
      const mixed =
        gate <= BEYOND
          ? Math.max(hidden, candidate) * BEYOND
          : (candidate + gate * (hidden + candidate)) * (1 + gamma(3));
      reached = Math.max(reached, mixed);
      hidden = stored('hidden', mixed);
    }
    reached = Math.max(reached, hidden);
  }
  return { reached, output: hidden };
}
