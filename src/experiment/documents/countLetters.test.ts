import fc from 'fast-check';
import { expect, it } from 'vitest';
import { readLetters, writeLetters } from './countLetters';

it('reads back what it writes, of small and of large differences', () => {
  const counts = fc.oneof(
    fc.array(fc.integer({ min: 16, max: 16 + 56 }), { minLength: 1 }),
    fc.array(fc.integer({ min: 0, max: 57 ** 2 - 1 }), { minLength: 1 }),
  );
  fc.assert(
    fc.property(counts, (wrong) => {
      const written = writeLetters(wrong);
      expect(readLetters(written, wrong.length)).toEqual(wrong);
      // Each character takes one byte in JSON.
      expect(JSON.stringify(written.letters)).toHaveLength(written.letters.length + 2);
    }),
  );
});

// By hand: 0 is '#', 1 is '$'. 60 is 1 · 57 + 3.
it('writes one character a count where the counts are close, else two', () => {
  expect(writeLetters([16, 17, 16])).toEqual({ least: 16, letters: '#$#' });
  expect(writeLetters([100, 160])).toEqual({ least: 100, letters: '#$#&' });
});
