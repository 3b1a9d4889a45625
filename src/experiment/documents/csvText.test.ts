import { expect, it } from 'vitest';
import { readCsvLines } from './csvLines';
import { csvText } from './csvText';

it('writes cells that a reader of CSV gets back as they were', () => {
  const text = csvText(
    ['a', 'b,c'],
    [
      [1e-7, 'say "no"'],
      [null, 'x'],
    ],
  );
  expect(text).toBe('a,"b,c"\n1e-7,"say ""no"""\n,x\n');
  expect(readCsvLines(text, ',').map(({ cells }) => cells)).toEqual([
    ['a', 'b,c'],
    ['1e-7', 'say "no"'],
    ['', 'x'],
  ]);
});
