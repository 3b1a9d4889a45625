import { expect, it } from 'vitest';
import { fitText, textWidth, wrapText } from './textWidth';

it('breaks texts at spaces, not within a size, and cuts long words', () => {
  expect(wrapText('Convolution 3 × 3, stride 2', 300, 12)).toHaveLength(1);
  expect(wrapText('Convolution 3 × 3, stride 2', 76, 12)).toEqual([
    'Convolution',
    '3\u00a0×\u00a03, stride',
    '2',
  ]);
  expect(wrapText('32,768 words · 47 %', 92, 12)).toEqual(['32,768 words ·', '47\u00a0%']);
  const [cut, ...others] = wrapText('batchnormalisation', 60, 12);
  expect(others).toEqual([]);
  expect(cut).toMatch(/^batch\w*…$/);
  expect(textWidth(cut!, 12)).toBeLessThanOrEqual(60);
});

it('leaves a text that fits', () => {
  expect(fitText('fc-1', 100, 12)).toBe('fc-1');
});
