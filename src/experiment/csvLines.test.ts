import { describe, expect, test } from 'vitest';
import { readCsvLines } from './csvLines';

describe('readCsvLines', () => {
  test.each([
    ['commas', 'a, b ,c', [['a', 'b', 'c']]],
    ['semicolons before commas', 'a;b,c', [['a', 'b,c']]],
    ['tabs before semicolons', 'a\tb;c', [['a', 'b;c']]],
    [
      'the separator of the first line',
      '\na;b\n1,5;2',
      [
        ['a', 'b'],
        ['1,5', '2'],
      ],
    ],
    ['quotes', '"a,b", "c ""d""" ,e"f,""', [['a,b', 'c "d"', 'e"f', '']]],
    ['a quote that never ends', '"a,b\nc,d', [['a,b'], ['c', 'd']]],
    ['a byte order mark', '\uFEFFa,b', [['a', 'b']]],
    ['empty cells', ',a,', [['', 'a', '']]],
    ['nothing', '', []],
    ['blanks and separators alone', ' \n,,\n""', []],
  ])('splits %s', (_, text, cells) => {
    expect(readCsvLines(text).map((line) => line.cells)).toEqual(cells);
  });

  test('counts every line from 1, whatever ends it', () => {
    expect(readCsvLines('a\r\n\r\nb\n\nc\rd').map(({ number }) => number)).toEqual([1, 3, 5, 6]);
  });
});
