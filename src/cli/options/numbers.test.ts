import { describe, expect, it } from 'vitest';
import { SpecError } from '../../core/errors';
import { wholeNumberOf } from './numbers';

describe('wholeNumberOf', () => {
  it('reads whole numbers up to both ends', () => {
    expect(wholeNumberOf('workers', '1', 1, 256)).toBe(1);
    expect(wholeNumberOf('workers', ' 256 ', 1, 256)).toBe(256);
  });

  it.each(['', '0', '257', '1.5', '-1', '1e2', '0x10', 'two', 'Infinity'])('refuses %j', (text) => {
    expect(() => wholeNumberOf('workers', text, 1, 256)).toThrow(SpecError);
    expect(() => wholeNumberOf('workers', text, 1, 256)).toThrow(/--workers: expected a whole number/);
  });
});
