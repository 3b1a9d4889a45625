import { expect, it } from 'vitest';
import { verdictOf } from './verdict';

it.each([
  [7, 7, 7, 'kept'],
  [7, 4, 4, 'wrong'],
  [7, 7, 4, 'broken'],
  [7, 4, 7, 'mended'],
  [7, 4, 1, 'moved'],
])('a %i that is %i without and %i with faults is %s', (label, before, after, kind) => {
  const confidence = { beforeConfidence: 1, afterConfidence: 1 };
  expect(verdictOf({ index: 0, label, before, after, ...confidence }).kind).toBe(kind);
});
