import { expect, test } from 'vitest';
import { CATALOG } from './catalog';
import type { ShapedNode } from './network';
import type { Operator } from './operators';
import { scoreKind } from './scoreKind';

/** A chain of nodes of three values; a reshape at the end gives `numClasses`. */
function chain(operators: readonly Operator[], numClasses = 3): readonly ShapedNode[] {
  return operators.map((operator, index) => {
    const outputShape = operator.kind === 'reshape' || operator.kind === 'concat' ? [numClasses] : [3];
    const inputs = [index === 0 ? '' : `${index - 1}`];
    return { node: { ...operator, name: `${index}`, inputs }, inputShapes: [[3]], outputShape, tensors: [] };
  });
}

const DENSE: Operator = { kind: 'linear', units: 3 };
const softmax = (isLog = false): Operator => ({ kind: 'softmax', axis: 0, isLog });

test.each<[string, readonly ShapedNode[], ReturnType<typeof scoreKind>]>([
  ['a dense layer', chain([DENSE]), 'scores'],
  ['a softmax', chain([DENSE, softmax()]), 'probabilities'],
  ['a view after a softmax', chain([DENSE, softmax(), { kind: 'reshape', shape: [3] }]), 'probabilities'],
  ['a log-softmax', chain([DENSE, softmax(true)]), 'scores'],
  [
    'a softmax of half the classes',
    chain([softmax(), { kind: 'concat', axis: 0, operands: ['input'] }], 6),
    null,
  ],
  ['a sigmoid', chain([DENSE, { kind: 'unary', function: { name: 'sigmoid' } }]), null],
  ['a ReLU in a dense layer', chain([{ ...DENSE, activation: { name: 'relu' } }]), null],
  ['a quotient', chain([{ kind: 'binary', function: 'divide', operands: ['input', 'input'] }]), null],
  ['nothing', [], null],
])('outputs of %s', (_, nodes, kind) => {
  expect(scoreKind(nodes)).toBe(kind);
});

test('every network of the catalogue ends in scores', () => {
  for (const { id, nodes } of CATALOG.values()) expect(scoreKind(nodes), id).toBe('scores');
  expect(CATALOG.get('gpt-mini')!.scoreKind).toBe('scores');
});
