import { expect, test } from 'vitest';
import { measureFor, measuresOf } from './measure';

test.each([
  [0, true, ['deviation']],
  [1, false, ['deviation']],
  [2, true, ['top1', 'changed', 'deviation']],
  [5, true, ['top1', 'changed', 'deviation']],
  [6, true, ['top1', 'top5', 'changed', 'deviation']],
  [1000, false, ['changed', 'deviation']],
] as const)('a network of %i classes, labelled: %s, has %j', (numClasses, isLabelled, measures) => {
  expect(measuresOf(numClasses, isLabelled)).toEqual(measures);
});

test('what network and samples do not have is replaced by the first that they have', () => {
  expect(measureFor('top5', 10, true)).toBe('top5');
  expect(measureFor('top5', 3, true)).toBe('top1');
  expect(measureFor('top5', 10, false)).toBe('changed');
  expect(measureFor('deviation', 10, false)).toBe('deviation');
  expect(measureFor('changed', 1, true)).toBe('deviation');
});
