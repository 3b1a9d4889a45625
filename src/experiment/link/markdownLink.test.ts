import { expect, it } from 'vitest';
import { markdownLink } from './markdownLink';

it('escapes what would end the title or the address', () => {
  expect(markdownLink('a [b] \\c', 'https://h/(x)/#/x?v=1&l=fc-1')).toBe(
    '[a \\[b\\] \\\\c](https://h/%28x%29/#/x?v=1&l=fc-1)',
  );
});
