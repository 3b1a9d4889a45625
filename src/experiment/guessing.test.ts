import { expect, test } from 'vitest';
import { guessingSentence, isGuessing } from './guessing';

test.each([
  ['transposed pictures, above chance by three deviations', 870, 1000, 10, true],
  ['guessing itself', 900, 1000, 10, true],
  ['worse than guessing', 990, 1000, 10, true],
  ['a third wrong', 324, 1000, 10, false],
  ['a poor network that has learnt', 685, 1000, 10, false],
  ['a tenth of the way, with room for chance', 810, 1000, 10, false],
  ['half of ten samples', 5, 10, 10, false],
  ['one right of five, which guessing gives often', 4, 5, 10, true],
  ['a single right answer', 0, 1, 10, false],
  ['one right of twenty in a thousand classes', 19, 20, 1000, false],
  ['none right of twenty in a thousand classes', 20, 20, 1000, true],
  ['without an error', 0, 1000, 10, false],
])('%s: %i of %i wrong in %i classes is guessing: %s', (_, wrong, total, numClasses, expected) => {
  expect(isGuessing({ wrong, total }, numClasses)).toBe(expected);
});

test('the sentence has the number, what it is of and what guessing gives', () => {
  const float = { wrong: 870, total: 1000 };
  expect(guessingSentence({ model: 'lenet-fc' }, { float } as never)).toContain(
    'LeNetFC cannot be used on these images: without any fault it is wrong on 870 of 1000 (87.0 %), and guessing among 10 classes on 90.0 %.',
  );
  expect(guessingSentence({ model: 'lenet-fc' }, { float: { wrong: 18, total: 1000 } } as never)).toBeNull();
});
