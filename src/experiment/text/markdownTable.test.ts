import { expect, test } from 'vitest';
import { markdownTable } from './markdownTable';

test('a table is padded to its longest cells and keeps its alignment', () => {
  const lines = markdownTable(
    [
      { title: 'loss', align: 'right' },
      { title: 'tick', align: 'left' },
      { title: 'n', align: 'right' },
    ],
    [
      ['0 points', '–', '30'],
      ['5', '1.2e-3', '7'],
    ],
  );
  expect(lines).toEqual([
    '|     loss | tick   |   n |',
    '| -------: | ------ | --: |',
    '| 0 points | –      |  30 |',
    '|        5 | 1.2e-3 |   7 |',
  ]);
});
