import { expect, test } from 'vitest';
import { type Measured, measureFor, measuresOf } from './measure';

const of = (numClasses: number): Measured => ({ numClasses, dataKind: 'pictures' });

const scored = (dataKind: Measured['dataKind'], numClasses = 10): Measured => ({
  ...{ numClasses, dataKind, scoreKind: 'scores' },
});

test.each([
  [0, true, ['deviation']],
  [1, false, ['deviation']],
  [2, true, ['top1', 'changed', 'deviation']],
  [5, true, ['top1', 'changed', 'deviation']],
  [6, true, ['top1', 'top5', 'changed', 'deviation']],
  [1000, false, ['changed', 'deviation']],
] as const)('a network of %i classes, labelled: %s, has %j', (numClasses, isLabelled, measures) => {
  expect(measuresOf(of(numClasses), isLabelled)).toEqual(measures);
});

test.each([
  ['text with labels', scored('text', 37), true, true],
  ['text without labels', scored('text', 37), false, false],
  ['digits of the catalogue', scored('digits'), true, false],
  ['a network of the reader', scored('own'), true, true],
  ['one output of the reader', scored('own', 1), true, false],
  ['outputs that are neither scores nor probabilities', { ...scored('own'), scoreKind: null }, true, false],
])('a perplexity: %s', (_, model, isLabelled, has) => {
  expect(measuresOf(model, isLabelled).includes('perplexity')).toBe(has);
});

test('what network and samples do not have is replaced by the first that they have', () => {
  expect(measureFor('top5', of(10), true)).toBe('top5');
  expect(measureFor('top5', of(3), true)).toBe('top1');
  expect(measureFor('top5', of(10), false)).toBe('changed');
  expect(measureFor('deviation', of(10), false)).toBe('deviation');
  expect(measureFor('changed', of(1), true)).toBe('deviation');
  expect(measureFor('perplexity', of(10), true)).toBe('top1');
});
