import { describe, expect, it } from 'vitest';
import {
  compact,
  expectedBits,
  flipCount,
  oneIn,
  scientific,
  spokenBer,
  spokenFlips,
  timeLeft,
} from './format';

describe('numbers as people read them', () => {
  it.each([
    [0, '0'],
    [3.16e-4, '3.16 × 10⁻⁴'],
    [3e-4, '3.00 × 10⁻⁴'],
    [1e-12, '1.00 × 10⁻¹²'],
    [0.5, '5.00 × 10⁻¹'],
  ])('prints the rate %d as %s', (ber, text) => {
    expect(scientific(ber)).toBe(text);
  });

  it('writes a rate in words', () => {
    expect(spokenBer(3.16e-4)).toBe('3.16 times ten to the minus four');
    expect(spokenBer(1e-12)).toBe('1 times ten to the minus twelve');
  });

  it.each([
    [672.9536, '673'],
    [6.729536, '6.7'],
    [0.067, '0.067'],
    [0, '0'],
  ])('rounds %d expected bits to %s', (count, text) => {
    expect(expectedBits(count)).toBe(text);
  });

  it('writes how many bits flip on average', () => {
    expect(flipCount(672.95)).toBe('about 673');
    expect(flipCount(7.99)).toBe('about 8');
    expect(flipCount(0)).toBe('no');
    expect(spokenFlips(0, 0, null)).toBe('zero; fault-free');
    expect(spokenFlips(1e-7, 0, null)).toBe('1 times ten to the minus seven; no bits flip');
    expect(spokenFlips(1e-3, 3280, '1,000 images')).toBe(
      '1 times ten to the minus three; about 3,280 bits flip over 1,000 images',
    );
  });

  it.each([
    [3.16e-4, '1 in 3,165'],
    [1e-6, '1 in 1,000,000'],
    [0.0316, '1 in 31.6'],
    [0.5, '1 in 2'],
    [0, 'no bit'],
  ])('tells how rare %d is: %s', (ber, text) => {
    expect(oneIn(ber)).toBe(text);
  });

  it('writes a remaining time in one unit', () => {
    expect([null, 200, 12_000, 200_000, 7.3e6].map(timeLeft)).toEqual([
      'time left not known yet',
      '1 s left',
      '12 s left',
      '3 min left',
      '2 h left',
    ]);
  });

  it('shortens counts to three digits', () => {
    expect(compact(212_960)).toBe('213K');
  });
});
