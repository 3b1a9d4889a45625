import { describe, expect, test } from 'vitest';
import { readCsvLines } from './csvLines';

describe('readCsvLines', () => {
  test.each([
    ['commas', 'a, b ,c', [['a', 'b', 'c']]],
    ['quotes', '"a,b", "c ""d""" ,e"f,""', [['a,b', 'c "d"', 'e"f', '']]],
    ['a quoted cell of two lines', 'a,"b\r\nc"\nd', [['a', 'b\r\nc'], ['d']]],
    [
      'a quote that never ends',
      '"a,b\nc,"d',
      [
        ['"a', 'b'],
        ['c', '"d'],
      ],
    ],
    [
      'a quote that ends inside its cell',
      '"a"b,"c\n"d""e",f',
      [
        ['"a"b', '"c'],
        ['d"e', 'f'],
      ],
    ],
    ['empty cells', ',a,', [['', 'a', '']]],
    ['nothing', '', []],
    ['blanks and separators alone', ' \n,,\n""', []],
  ])('splits %s', (_, text, cells) => {
    expect(readCsvLines(text, ',').map((line) => line.cells)).toEqual(cells);
  });

  test('splits at the separator that it is given alone', () => {
    expect(readCsvLines('a;b,c\td', ';')[0]?.cells).toEqual(['a', 'b,c\td']);
    expect(readCsvLines('a\t "b\tc" \td', '\t')[0]?.cells).toEqual(['a', 'b\tc', 'd']);
  });

  test.each([...'|:^]\\/ '])('splits at %j, which a file may announce', (separator) => {
    const text = ['a', `\t"b${separator}c"\t`, 'd'].join(separator);
    expect(readCsvLines(text, separator)[0]?.cells).toEqual(['a', `b${separator}c`, 'd']);
  });

  test('counts every line from 1, whatever ends it', () => {
    expect(readCsvLines('a\r\n\r\nb\n\nc\rd', ',').map(({ number }) => number)).toEqual([1, 3, 5, 6]);
  });

  test('counts the lines inside quoted cells', () => {
    const lines = readCsvLines('a,"1\r\n2\n\n4","x\ry"\nb\n', ',');
    expect(lines.map(({ number }) => number)).toEqual([1, 6]);
  });
});
