import { expect, test } from 'vitest';
import { guessingSentence, judgeGuessing } from './guessing';

test.each([
  ['transposed pictures, above chance by three deviations', 870, 1000, 10, 'useless'],
  ['guessing itself', 900, 1000, 10, 'useless'],
  ['worse than guessing', 990, 1000, 10, 'useless'],
  ['a third wrong', 324, 1000, 10, null],
  ['a poor network that has learnt', 685, 1000, 10, null],
  ['a tenth of the way, with room for chance', 810, 1000, 10, null],
  ['half of ten samples', 5, 10, 10, null],
  ['one right of five, which guessing gives often', 4, 5, 10, 'tooFew'],
  ['one right of three', 2, 3, 10, 'tooFew'],
  ['two right of ten', 8, 10, 10, 'tooFew'],
  ['three right of sixteen', 13, 16, 10, 'tooFew'],
  ['a single right answer', 0, 1, 10, null],
  ['one right of twenty in a thousand classes', 19, 20, 1000, null],
  ['none right of twenty in a thousand classes', 20, 20, 1000, 'tooFew'],
  ['none right of a hundred in a thousand classes', 100, 100, 1000, 'useless'],
  ['without an error', 0, 1000, 10, null],
])('%s: %i of %i wrong in %i classes: %s', (_, wrong, total, numClasses, expected) => {
  expect(judgeGuessing({ wrong, total }, numClasses)).toBe(expected);
});

test('the sentence has the number, what it is of and what guessing gives', () => {
  const float = { wrong: 870, total: 1000 };
  expect(guessingSentence({ model: 'lenet-fc' }, { float } as never)).toContain(
    'LeNetFC cannot be used on these images: without any fault it is wrong on 870 of 1000 (87.0 %), and guessing among 10 classes on 90.0 %.',
  );
  expect(guessingSentence({ model: 'lenet-fc' }, { float: { wrong: 18, total: 1000 } } as never)).toBeNull();
});

test('few samples are named as the reason, not the network', () => {
  expect(guessingSentence({ model: 'lenet-fc' }, { float: { wrong: 8, total: 10 } } as never)).toBe(
    '10 images cannot tell LeNetFC from guessing: without any fault it is wrong on 8 of 10 (80.0 %), and guessing among ' +
      '10 classes on 90.0 % on average. No tolerance is read off such a curve: more images are needed.',
  );
});

test.each([
  ['lenet-fc', 'Check that data and weights belong together, and that no image is turned or inverted.'],
  ['ti-gru', 'Check that data and weights belong together.'],
])('the sentence of %s says what to check', (model, advice) => {
  const sentence = guessingSentence({ model }, { float: { wrong: 870, total: 1000 } } as never)!;
  expect(sentence.endsWith(`No tolerance is read off such a curve. ${advice}`)).toBe(true);
});
