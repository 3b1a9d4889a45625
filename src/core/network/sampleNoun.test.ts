import { expect, test } from 'vitest';
import { sampleNoun, samplesText, samplesWord, sampleWord } from './sampleNoun';

test.each([
  ['digits', 'image', '2 images'],
  ['photos', 'image', '2 images'],
  ['speech', 'recording', '2 recordings'],
  ['text', 'text', '2 texts'],
  ['own', 'sample', '2 samples'],
] as const)('one of %s is one %s', (kind, noun, two) => {
  expect([sampleNoun(kind), sampleWord(kind)]).toEqual([noun, noun]);
  expect(samplesWord(kind)).toBe(`${noun}s`);
  expect(samplesText(2, '2', kind)).toBe(two);
  expect(samplesText(1, '1', kind)).toBe(`1 ${noun}`);
});
