import { expect, test } from 'vitest';
import { listNames } from './listNames';

test('listNames names four files, and counts what is left of more', () => {
  expect(listNames(['a', 'b', 'c', 'd'])).toBe('a, b, c, d');
  expect(listNames(['a', 'b', 'c', 'd', 'e', 'f'])).toBe('a, b, c, d and 2 more');
});
