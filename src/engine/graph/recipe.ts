import type { GraphOperation } from '../../core/network/graphOperation';
import type { UnaryFunction } from '../../core/network/operators';
import type { SourceAttribute, SourceNode } from '../source/sourceModel';
import type { Recipe, StoredValues, StoredView } from './storedValues';

/** Returns the recipe of an output of a node of the file. */
export function recipeOf(
  { operator, attributes }: SourceNode,
  opset: number,
  output: number,
  inputs: readonly (StoredView | null)[],
  isExact: boolean,
): Recipe {
  const settings = [...attributes]
    .filter(([, { kind }]) => kind !== 'tensor')
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, { value }]: [string, SourceAttribute]) => [name, value]);
  return { operation: jsonOf([operator, opset, settings, output]), inputs, isExact };
}

/** Returns JSON with sorted keys, in which infinite numbers are texts. */
export function jsonOf(value: unknown): string {
  return JSON.stringify(value, (_, each: unknown) => {
    if (typeof each === 'number' && !Number.isFinite(each)) return String(each);
    if (typeof each !== 'object' || each === null || Array.isArray(each)) return each;
    return Object.fromEntries(Object.entries(each).toSorted(([a], [b]) => (a < b ? -1 : 1)));
  });
}

/** Returns true if values have the same bits in every browser. */
export function isExact({ recipe }: StoredValues): boolean {
  return recipe?.isExact ?? true;
}

/** Functions that take sums, products, quotients, roots and comparisons alone. */
const EXACT_FUNCTIONS: ReadonlySet<UnaryFunction['name']> = new Set([
  'relu',
  'sqrt',
  'abs',
  'negative',
  'reciprocal',
  'sign',
  'floor',
  'ceil',
  'round',
  'softsign',
  'not',
  'isNaN',
  'leakyRelu',
  'thresholdedRelu',
  'hardSigmoid',
  'hardSwish',
  'clip',
  'affine',
]);

/**
 * Returns true if an operation computes the same bits in every browser. The last bit of
 * exponentials, logarithms, powers and functions of angles may differ.
 */
export function computesExactly(operation: GraphOperation): boolean {
  switch (operation.kind) {
    case 'unary':
      return EXACT_FUNCTIONS.has(operation.function.name);
    case 'binary':
      return operation.function !== 'power';
    case 'reduce':
      return !operation.reduction.startsWith('log');
    case 'softmax':
    case 'localResponseNorm':
    case 'lstm':
    case 'rnn':
    case 'onnxGru':
      return false;
    default:
      return true;
  }
}
