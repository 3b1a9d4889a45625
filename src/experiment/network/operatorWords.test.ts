import { afterEach, expect, it } from 'vitest';
import { type Messages, setMessages } from '../../core/language/t';
import type { NetworkNode } from '../../core/network/network';
import {
  type BinaryFunction,
  PLAIN_FUNCTIONS,
  type Reduction,
  type UnaryFunction,
} from '../../core/network/operators';
import { operatorWords } from './operatorWords';

const GERMAN: Messages = Object.assign(
  {},
  ...Object.values(
    import.meta.glob<Messages>('../../../messages/de/*.json', { eager: true, import: 'default' }),
  ),
);

afterEach(() => setMessages(null));

const UNARY: readonly UnaryFunction[] = [
  ...PLAIN_FUNCTIONS.map((name) => ({ name })),
  { name: 'leakyRelu', alpha: 0.1 },
  { name: 'elu', alpha: 1 },
  { name: 'celu', alpha: 1 },
  { name: 'selu', alpha: 1, gamma: 1 },
  { name: 'thresholdedRelu', alpha: 1 },
  { name: 'hardSigmoid', alpha: 1, beta: 0 },
  { name: 'clip', min: 0, max: 6 },
  { name: 'clip', min: -1, max: 1 },
  { name: 'clip', min: Number.NEGATIVE_INFINITY, max: 1 },
  { name: 'clip', min: -1, max: Number.POSITIVE_INFINITY },
  { name: 'power', exponent: 3 },
  { name: 'affine', scale: 2, offset: 0 },
  { name: 'affine', scale: 1, offset: 2 },
  { name: 'affine', scale: 2, offset: 2 },
];
const BINARY: Readonly<Record<BinaryFunction, true>> = {
  ...{ add: true, subtract: true, multiply: true, divide: true, power: true, maximum: true },
  ...{ minimum: true, prelu: true, modulo: true, remainder: true, equal: true, less: true },
  ...{ lessOrEqual: true, greater: true, greaterOrEqual: true, and: true, or: true, xor: true },
};
const REDUCTIONS: Readonly<Record<Reduction, true>> = {
  ...{ mean: true, sum: true, max: true, min: true, product: true, l1: true, l2: true },
  ...{ logSum: true, logSumExp: true, sumOfSquares: true },
};

const NODES: readonly NetworkNode[] = [
  ...UNARY.map((unary): NetworkNode => ({ kind: 'unary', name: 'n', function: unary })),
  ...Object.keys(BINARY).map(
    (name): NetworkNode => ({
      ...{ kind: 'binary', name: 'n', function: name as BinaryFunction, operands: ['input', 'tensor'] },
    }),
  ),
  ...Object.keys(REDUCTIONS).map(
    (name): NetworkNode => ({
      ...{ kind: 'reduce', name: 'n', reduction: name as Reduction, axes: [0], keepsAxes: false },
    }),
  ),
];

it('says what each function does, and never the engine’s own name of it', () => {
  const words = NODES.map(operatorWords);
  expect(words.filter((word) => /\b[a-z]+[A-Z]/.test(word) || /undefined|Infinity/.test(word))).toEqual([]);
  expect(words).toContain('limits -1 and 1');
  expect(words).toContain('scaling');
  expect(words).toContain('comparison ≤');
  expect(words).toContain('reduction: root of the sum of squares');
});

it('says it in German on a German page', () => {
  setMessages(GERMAN);
  const words = NODES.map(operatorWords);
  const english = /\b(the|and|of|at|value|sum|product|power|rounding|logical|comparison|reduction)\b/;
  expect(words.filter((word) => english.test(word))).toEqual([]);
  expect(words).toContain('Grenzen -1 und 1');
  expect(words).toContain('Zusammenfassung: größter Wert');
});
