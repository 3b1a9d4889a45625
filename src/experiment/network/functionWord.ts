import type { UnaryFunction } from '../../core/network/operators';

/** Functions by their usual spelling where it differs from the engine's name. */
const FUNCTIONS: Readonly<Partial<Record<UnaryFunction['name'], string>>> = {
  relu: 'ReLU',
  leakyRelu: 'leaky ReLU',
  thresholdedRelu: 'thresholded ReLU',
  elu: 'ELU',
  celu: 'CELU',
  selu: 'SELU',
  gelu: 'GELU',
  geluTanh: 'GELU (tanh)',
  silu: 'SiLU',
  mish: 'Mish',
  hardSwish: 'hard-swish',
  hardSigmoid: 'hard sigmoid',
};

/** Returns the usual spelling of a function: `ReLU`. */
export function functionWord(unary: UnaryFunction): string {
  if (unary.name === 'clip' && unary.min === 0 && unary.max === 6) return 'ReLU6';
  return FUNCTIONS[unary.name] ?? unary.name;
}
