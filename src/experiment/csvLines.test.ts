import { describe, expect, test } from 'vitest';
import { readCsvLines } from './csvLines';

describe('readCsvLines', () => {
  test.each([
    ['commas', 'a, b ,c', [['a', 'b', 'c']]],
    ['quotes', '"a,b", "c ""d""" ,e"f,""', [['a,b', 'c "d"', 'e"f', '']]],
    ['a quote that never ends', '"a,b\nc,d', [['a,b'], ['c', 'd']]],
    ['empty cells', ',a,', [['', 'a', '']]],
    ['nothing', '', []],
    ['blanks and separators alone', ' \n,,\n""', []],
  ])('splits %s', (_, text, cells) => {
    expect(readCsvLines(text, ',').map((line) => line.cells)).toEqual(cells);
  });

  test('splits at the separator that it is given alone', () => {
    expect(readCsvLines('a;b,c\td', ';')[0]?.cells).toEqual(['a', 'b,c\td']);
  });

  test('counts every line from 1, whatever ends it', () => {
    expect(readCsvLines('a\r\n\r\nb\n\nc\rd', ',').map(({ number }) => number)).toEqual([1, 3, 5, 6]);
  });
});
