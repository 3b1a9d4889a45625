import { expect, test } from 'vitest';
import { deviationCell, errorCell, errorIntervalCell } from './errorCells';
import { chanceText, errorInterval, errorNumber, errorText, spreadText, withUnit } from './errorWords';

test('shares are in per cent', () => {
  expect(errorText(0.0937, 'top1')).toBe('9.37\u00a0%');
  expect(errorText(2.5, 'deviation')).toBe('250.0\u00a0%');
  expect(errorNumber(0.122, 'changed')).toBe('12.2');
  expect(errorCell(0.122, 'top5')).toBe('12.20');
  expect(errorInterval({ low: 0.0937, high: 0.122 }, 'top1')).toBe('9.37 to 12.2\u00a0%');
  expect(errorIntervalCell({ low: 0.05, high: 0.1 }, 'top1')).toBe('5.00 to 10.00');
  expect([spreadText(0.01, 'top1'), deviationCell(0.01, 'top1')]).toEqual(['1.00', '1.00']);
  expect(withUnit('Error', 'top1')).toBe('Error, %');
  expect(chanceText(0.9, 'top1')).toBe('90\u00a0%');
});

test('cross entropies in bits are shown as perplexities of three digits, their spread in bits', () => {
  const text = (bits: number) => errorText(bits, 'perplexity');
  expect([0, 0.4, 3.33, 6.6438, 6.65, 10, 24, 25].map(text)).toEqual([
    '1.00',
    '1.32',
    '10.1',
    '100',
    '100',
    '1,020',
    '16,800,000',
    '16,800,000',
  ]);
  expect(errorInterval({ low: 1, high: 2 }, 'perplexity')).toBe('2.00 to 4.00');
  expect(errorIntervalCell({ low: 1, high: 2 }, 'perplexity')).toBe('2.00 to 4.00');
  expect(errorIntervalCell(null, 'perplexity')).toBe('–');
  expect([spreadText(0.314, 'perplexity'), deviationCell(0.314, 'perplexity')]).toEqual([
    '0.31 bits',
    '0.31',
  ]);
  expect(withUnit('Perplexity', 'perplexity')).toBe('Perplexity');
  expect(chanceText(Math.log2(37), 'perplexity')).toBe('37');
});
