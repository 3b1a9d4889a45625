import { describe, expect, it } from 'vitest';
import {
  checkNumberFormat,
  formatText,
  type NumberFormat,
  parseNumberFormat,
  wordBits,
} from './numberFormat';

describe('parseNumberFormat', () => {
  it.each([
    ['Q2.6', 8],
    ['int4', 4],
    ['int8', 8],
    ['int16', 16],
    ['int8/c', 8],
    ['int4/g32', 4],
    ['fp32', 32],
    ['fp16', 16],
    ['bf16', 16],
    ['fp8e4m3', 8],
    ['fp8e5m2/c', 8],
    ['mxfp8e4m3', 8],
    ['mxfp8e5m2', 8],
    ['mxfp6e3m2', 6],
    ['mxfp6e2m3', 6],
    ['mxfp4', 4],
    ['mxint8', 8],
  ])('reads %s back as it is written, with words of %d bits', (name, bits) => {
    const format = parseNumberFormat(name);
    expect(formatText(format)).toBe(name);
    expect(wordBits(format)).toBe(bits);
    expect(parseNumberFormat(` ${name.toUpperCase()} `)).toEqual(format);
  });

  it('checks that a format of a document is known', () => {
    const later = { family: 'float', name: 'nf4', scaled: 'none' } as unknown as NumberFormat;
    expect(() => checkNumberFormat(later)).toThrow('Cannot parse number format "nf4"');
    const odd = { family: 'integer', bits: 8, scaled: 'row' } as unknown as NumberFormat;
    expect(() => checkNumberFormat(odd)).toThrow('Cannot parse number format');
    expect(checkNumberFormat(parseNumberFormat('int8/c'))).toEqual(parseNumberFormat('int8/c'));
  });

  it.each([
    ['int8/g16', 'Cannot parse number format "int8/g16": expected Q2.6, int8'],
    ['bf16/c', 'Cannot parse number format "bf16/c"'],
    ['mxfp4/c', 'Cannot parse number format "mxfp4/c"'],
    ['fp8', 'Cannot parse number format "fp8"'],
    ['', 'Cannot parse number format ""'],
    ['int3', 'Number format int3 has words of 3 bits: expected 4 to 16 bits'],
    ['int17/c', 'Number format int17/c has words of 17 bits: expected 4 to 16 bits'],
    ['2-6', 'Cannot parse Q-format "2-6"'],
    ['Q2.23', 'Q-format Q2.23 is 25 bits wide'],
  ])('refuses %j', (text, message) => expect(() => parseNumberFormat(text)).toThrow(message));
});
