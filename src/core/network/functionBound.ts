import { gamma } from '../words/float32';
import { BEYOND, NO_BOUND, type NodeBound } from './nodeBound';
import type { UnaryFunction } from './operators';

/** Margin for the rounding of a function's few operations, also on GPUs. */
const ROUNDED = 1 + gamma(64);

/** Bounds a node with sums of such bounds and a fused function. */
export function activated(sums: NodeBound, activation: UnaryFunction | undefined): NodeBound {
  if (activation === undefined) return sums;
  const after = functionBound(activation, sums.output);
  return { reached: Math.max(sums.reached, after.reached), output: after.output };
}

/**
 * Bounds a function of values of at most the magnitude `input`, which are finite. A function that
 * may give NaN or has a pole, such as a root or a logarithm, has no bound.
 */
export function functionBound(operation: UnaryFunction, input: number): NodeBound {
  const all = (bound: number): NodeBound => ({ reached: bound * ROUNDED, output: bound * ROUNDED });
  switch (operation.name) {
    // Nothing is computed that is larger than the argument.
    case 'relu':
    case 'abs':
    case 'negative':
    case 'thresholdedRelu':
      return { reached: 0, output: input };
    case 'floor':
    case 'ceil':
    case 'round':
    case 'softplus':
      return all(input + 1);
    case 'sigmoid':
    case 'tanh':
    case 'erf':
    case 'sign':
    case 'not':
    case 'isNaN':
      return { reached: 0, output: BEYOND };
    // GPUs round angles by up to 2^-11 more.
    case 'sin':
    case 'cos':
      return { reached: 0, output: 1.001 };
    case 'atan':
      return { reached: 0, output: 2 };
    case 'softsign':
      return { reached: (input + 1) * ROUNDED, output: BEYOND };
    // x times a factor of at most 1.
    case 'silu':
    case 'mish':
    case 'hardSwish':
    case 'gelu':
      return all(2 * input + 1);
    case 'geluTanh':
      return { reached: (input + 0.05 * input ** 3) * ROUNDED, output: input * ROUNDED };
    case 'exp':
      return all(Math.exp(input));
    case 'leakyRelu':
      return all(Math.max(1, Math.abs(operation.alpha)) * input);
    case 'elu':
      return all(input + Math.abs(operation.alpha));
    case 'celu':
      return {
        reached: (input / Math.abs(operation.alpha) + input + Math.abs(operation.alpha)) * ROUNDED,
        output: (input + Math.abs(operation.alpha)) * ROUNDED,
      };
    case 'selu':
      return all(Math.max(1, Math.abs(operation.gamma)) * (input + Math.abs(operation.alpha)));
    case 'hardSigmoid':
      return {
        reached: (Math.abs(operation.alpha) * input + Math.abs(operation.beta)) * ROUNDED,
        output: 1,
      };
    case 'clip': {
      const limits = [operation.min, operation.max].map(Math.abs).filter(Number.isFinite);
      const isBounded = limits.length === 2;
      return { reached: 0, output: Math.max(...limits, isBounded ? 0 : input) };
    }
    case 'affine':
      return all(Math.abs(operation.scale) * input + Math.abs(operation.offset));
    case 'power': {
      const { exponent } = operation;
      return Number.isInteger(exponent) && exponent >= 0 ? all(Math.max(1, input) ** exponent) : NO_BOUND;
    }
    default:
      return NO_BOUND;
  }
}
