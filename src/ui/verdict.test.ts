import { expect, it } from 'vitest';
import { verdictLegend, verdictOf } from './verdict';

it.each([
  [7, 7, 7, 'kept'],
  [7, 4, 4, 'wrong'],
  [7, 7, 4, 'broken'],
  [7, 4, 7, 'mended'],
  [7, 4, 1, 'moved'],
  [7, 7, null, 'broken'],
  [7, 4, null, 'moved'],
  [7, null, null, 'wrong'],
  [7, null, 7, 'mended'],
])(
  'a %s that is %s without and %s with faults is %s',
  (label: number, before: number | null, after: number | null, kind) => {
    const confidence = { beforeConfidence: 1, afterConfidence: 1 };
    expect(verdictOf({ index: 0, label, before, after, ...confidence }).kind).toBe(kind);
  },
);

it('says of an image whose values overflow that it has no answer', () => {
  const image = { index: 0, label: 7, before: 7, after: null, beforeConfidence: 1, afterConfidence: 0 };
  expect(verdictOf(image).text).toBe('no answer: a value overflowed float32');
});

it('explains each glyph that is shown once, and no other', () => {
  const image = (before: number, after: number) => ({
    ...{ index: 0, label: 7, before, after, beforeConfidence: 1, afterConfidence: 1 },
  });
  const [kept, broken, moved] = [image(7, 7), image(7, 1), image(4, 1)];
  expect(verdictLegend([broken, kept, moved, broken])).toBe('✕ now wrong · ≠ wrong before and after');
  expect(verdictLegend([kept])).toBe('');
});
