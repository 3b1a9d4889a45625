import { gamma, MAX_FLOAT32 } from '../words/float32';
import { activated, functionBound } from './functionBound';
import { product, type ShapedNode } from './network';
import { BEYOND, NO_BOUND, type NodeBound, type StoredPart } from './nodeBound';
import type { BinaryFunction, Operands, UnaryFunction } from './operators';
import { recurrentBound } from './recurrentBound';

/** Smallest epsilon of a normalisation for which the bound below holds. */
const SMALLEST_EPSILON = 2 ** -100;

/**
 * Bounds an operator of a reader's network. `inputs` and `tensors` are bounds of what it reads, in
 * their order: the largest magnitude B of an input, W of a stored tensor.
 *
 * A sum of n products is at most n·B·W, in any order. Every further rounding raises a bound by a
 * factor of at most 1 + 2^-24, so that n of them stay below 1 + gamma(n).
 *
 * A softmax subtracts the largest value, so its exponentials are at most 1. A mean is computed from
 * sums of up to n·B, a running sum likewise.
 *
 * A normalisation divides x by sqrt(v + epsilon), where v is the mean of the squares of the n
 * values x as they were rounded. So v is at least x²/n but for rounding, and the result is at most
 * sqrt(n). Where x² is below the smallest float32, x is below 2^-63, and its quotient by
 * sqrt(epsilon) below 1.
 *
 * Operators that are not listed, such as a quotient, have no bound.
 */
export function operatorBound(
  { node, inputShapes, tensors: uses }: ShapedNode,
  inputs: readonly number[],
  tensors: readonly number[],
  storedAs: StoredPart,
): NodeBound {
  const input = inputs[0]!;
  const shape = inputShapes[0]!;
  const all = (bound: number): NodeBound => ({ reached: bound, output: bound });
  const moved = (bound: number): NodeBound => ({ reached: 0, output: bound });
  /** Bounds of a node's operands. An infinite stored value is reached. */
  const operands = (sources: Operands): number[] => {
    let [nextInput, nextTensor] = [0, 0];
    return sources.map((source) => (source === 'input' ? inputs[nextInput++]! : tensors[nextTensor++]!));
  };
  const sumOf = (numTerms: number, bound: number) => numTerms * bound * (1 + gamma(numTerms + 2));
  const fused = (sums: number, activation: UnaryFunction | undefined) => activated(all(sums), activation);

  switch (node.kind) {
    case 'linear':
    case 'convolution':
    case 'convTranspose': {
      const kernel = uses[0]!.shape;
      const numTerms =
        node.kind === 'convTranspose'
          ? (kernel[0]! * kernel[1]! * kernel[3]!) / node.groups
          : product(kernel.slice(0, -1));
      const bias = tensors[1] ?? 0;
      return fused((numTerms * input * tensors[0]! + bias) * (1 + gamma(numTerms + 2)), node.activation);
    }
    case 'matMul': {
      const [a, b] = operands(node.operands) as [number, number];
      const first = node.operands[0] === 'input' ? shape : uses[0]!.shape;
      return all(sumOf(first.at(-1)!, a * b));
    }
    case 'embedding':
      return all(tensors[0]!);
    case 'unary':
      return functionBound(node.function, input);
    case 'binary': {
      const [a, b] = operands(node.operands) as [number, number];
      return activated(binaryBound(node.function, a, b), node.activation);
    }
    case 'where':
      return all(Math.max(...operands(node.operands).slice(1)));
    case 'concat':
      return all(Math.max(...operands(node.operands)));
    case 'gather':
      return all(operands(node.operands)[0]!);
    case 'pad':
      return all(node.mode === 'constant' ? Math.max(input, Math.abs(node.value)) : input);
    case 'reduce': {
      const numTerms = product(node.axes.map((axis) => shape[axis]!));
      switch (node.reduction) {
        case 'max':
        case 'min':
          return moved(input);
        case 'mean':
          return { reached: sumOf(numTerms, input), output: input * (1 + gamma(numTerms + 2)) };
        case 'sum':
        case 'l1':
          return all(sumOf(numTerms, input));
        case 'sumOfSquares':
          return all(sumOf(numTerms, input ** 2));
        case 'l2':
          return {
            reached: sumOf(numTerms, input ** 2),
            output: Math.sqrt(numTerms) * input * (1 + gamma(numTerms + 4)),
          };
        default:
          return NO_BOUND;
      }
    }
    case 'softmax': {
      const below = 2 * input * (1 + gamma(1));
      const log = Math.log(shape[node.axis]!) + 1;
      return node.isLog ? all((below + log) * (1 + gamma(4))) : { reached: below, output: BEYOND };
    }
    case 'layerNorm':
    case 'groupNorm': {
      if (node.epsilon < SMALLEST_EPSILON) return NO_BOUND;
      const channels = shape.at(-1)!;
      const numTerms =
        node.kind === 'layerNorm'
          ? product(shape.slice(-node.numAxes))
          : (product(shape.slice(-1 - node.numAxes, -1)) * channels) / node.groups;
      const rounded = 1 + gamma(2 * numTerms + 64);
      const centered = 2 * input * rounded;
      const scaled = (Math.sqrt(numTerms) + 1) * rounded;
      const output = (scaled * Math.max(tensors[0]!, 1) + (tensors[1] ?? 0)) * rounded;
      return { reached: Math.max(sumOf(numTerms, centered ** 2), sumOf(numTerms, input), output), output };
    }
    case 'localResponseNorm': {
      const { size, alpha, beta, bias } = node;
      if (!(bias >= 1 && alpha >= 0 && beta >= 0)) return NO_BOUND;
      const squares = sumOf(size, input ** 2);
      const divisor = ((bias + alpha * squares) * (1 + gamma(8))) ** beta * 1.01;
      return { reached: Math.max(squares, alpha * squares, divisor), output: input * 1.01 };
    }
    case 'averagePool': {
      const numTerms = node.size[0] * node.size[1];
      return { reached: sumOf(numTerms, input), output: input * (1 + gamma(2 * numTerms + 8)) };
    }
    case 'windowMax': {
      const { size, dilations, pads } = node;
      const windows = [0, 0, 1, 1].map((axis) => dilations[axis]! * (size[axis]! - 1) + 1);
      // A window of nothing but padding holds the lowest float32.
      return moved(pads.every((pad, side) => pad < windows[side]!) ? input : MAX_FLOAT32);
    }
    case 'resize':
      return all(input * (1 + gamma(16)));
    case 'cumulativeSum':
      return all(sumOf(shape[node.axis]!, input));
    case 'triangle':
      return moved(input);
    case 'oneHot':
      return all(Math.max(Math.abs(node.on), Math.abs(node.off)));
    case 'dequantize':
      return all((input + tensors[1]!) * tensors[0]! * (1 + gamma(2)));
    case 'lstm':
    case 'rnn':
    case 'onnxGru':
      return recurrentBound(node, shape, input, tensors, storedAs);
    case 'reshape':
    case 'transpose':
    case 'slice':
    case 'expand':
    case 'tile':
    case 'depthToSpace':
    case 'spaceToDepth':
      return moved(input);
    case 'cast':
      return moved(Math.max(input, 1));
    default:
      return NO_BOUND;
  }
}

/** Bounds a function of two values of at most the magnitudes `a` and `b`. */
function binaryBound(operation: BinaryFunction, a: number, b: number): NodeBound {
  const all = (bound: number): NodeBound => ({ reached: bound, output: bound });
  switch (operation) {
    case 'add':
    case 'subtract':
      return all((a + b) * (1 + gamma(1)));
    case 'multiply':
      return all(a * b * (1 + gamma(1)));
    case 'maximum':
    case 'minimum':
      return all(Math.max(a, b));
    case 'prelu':
      return all((a + a * b) * (1 + gamma(3)));
    default:
      return NO_BOUND;
  }
}
