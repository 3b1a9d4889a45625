import { t } from '../../core/language/t';
import type { UnaryFunction } from '../../core/network/operators';

/** Returns the usual spelling of a function, or what it does in plain words: `ReLU`, `scaling`. */
export function functionWord(unary: UnaryFunction): string {
  switch (unary.name) {
    case 'relu':
      return 'ReLU';
    case 'leakyRelu':
      return t`leaky ReLU`;
    case 'thresholdedRelu':
      return t`thresholded ReLU`;
    case 'elu':
    case 'celu':
    case 'selu':
    case 'gelu':
      return unary.name.toUpperCase();
    case 'geluTanh':
      return t`GELU (tanh)`;
    case 'silu':
      return 'SiLU';
    case 'mish':
      return 'Mish';
    case 'hardSwish':
      return 'hard-swish';
    case 'hardSigmoid':
      return t`hard sigmoid`;
    case 'clip':
      return clipWord(unary);
    case 'affine':
      if (unary.offset === 0) return t`scaling`;
      return unary.scale === 1 ? t`offset` : t`scaling and offset`;
    case 'power':
      return t`power ${unary.exponent}`;
    case 'sqrt':
      return t`square root`;
    case 'abs':
      return t`magnitude`;
    case 'negative':
      return t`change of sign`;
    case 'reciprocal':
      return t`reciprocal`;
    case 'sign':
      return t`sign`;
    case 'floor':
      return t`rounding down`;
    case 'ceil':
      return t`rounding up`;
    case 'round':
      return t`rounding`;
    case 'not':
      return t`logical not`;
    case 'isNaN':
      return t`test for NaN`;
    // Functions of mathematics and of the field whose names are words of their own.
    case 'sigmoid':
    case 'tanh':
    case 'erf':
    case 'exp':
    case 'log':
    case 'sin':
    case 'cos':
    case 'tan':
    case 'asin':
    case 'acos':
    case 'atan':
    case 'sinh':
    case 'cosh':
    case 'asinh':
    case 'acosh':
    case 'atanh':
    case 'softplus':
    case 'softsign':
      return unary.name;
    default:
      throw unary satisfies never;
  }
}

function clipWord({ min, max }: Extract<UnaryFunction, { readonly name: 'clip' }>): string {
  if (min === 0 && max === 6) return 'ReLU6';
  if (min === -Infinity) return t`at most ${max}`;
  return max === Infinity ? t`at least ${min}` : t`limits ${min} and ${max}`;
}
