import { expect, test } from 'vitest';
import { measureFor, measuresOf } from './measure';

test.each([
  [2, true, ['top1', 'changed']],
  [5, true, ['top1', 'changed']],
  [6, true, ['top1', 'top5', 'changed']],
  [1000, false, ['changed']],
] as const)('a network of %i classes, labelled: %s, has %j', (numClasses, isLabelled, measures) => {
  expect(measuresOf(numClasses, isLabelled)).toEqual(measures);
});

test('without labels changed answers replace what needs them', () => {
  expect(measureFor('top5', true)).toBe('top5');
  expect(measureFor('top5', false)).toBe('changed');
});
