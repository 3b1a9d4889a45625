import { expect, it } from 'vitest';
import { wrapText } from './wrapText';

it('fills lines up to 100 columns, and indents all but the first', () => {
  const word = 'x'.repeat(48);
  expect(wrapText(`${word} ${word} yyy`, 3)).toBe(`${word} ${word}\n   yyy`);
  expect(wrapText(`${word} ${word} yyy`, 4)).toBe(`${word}\n    ${word} yyy`);
});
