import { expect, test } from 'vitest';
import { DEFAULT_SPEC } from '../settings/experimentSpec';
import { baselineOf } from '../sweep/measurement.fake';
import { guessingSentence, judgeGuessing, mayGuess } from './guessing';

/** Returns the sentence when `wrong` of `total` are wrong in float, and one more when quantised. */
const sentenceOf = (model: string, wrong: number, total: number) =>
  guessingSentence({ ...DEFAULT_SPEC, model }, baselineOf(wrong, wrong + 1, total));

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
  expect(sentenceOf('lenet-fc', 870, 1000)).toContain(
    'LeNetFC cannot be used on these images: without any fault it is wrong on 870 of 1000 (87.0 %), and guessing among 10 classes on 90.0 %.',
  );
  expect(sentenceOf('lenet-fc', 18, 1000)).toBeNull();
});

test('few samples are named as the reason, not the network', () => {
  expect(sentenceOf('lenet-fc', 8, 10)).toBe(
    '10 images cannot tell LeNetFC from guessing: without any fault it is wrong on 8 of 10 (80.0 %), and guessing among ' +
      '10 classes on 90.0 % on average. No tolerance is read off such a curve: more images are needed.',
  );
});

test.each([
  ['lenet-fc', 'Check that data and weights belong together, and that no image is turned or inverted.'],
  ['ti-gru', 'Check that data and weights belong together.'],
])('the sentence of %s says what to check', (model, advice) => {
  const sentence = sentenceOf(model, 870, 1000)!;
  expect(sentence.endsWith(`No tolerance is read off such a curve. ${advice}`)).toBe(true);
});

test('a format that leaves nothing of a good network is named as the cause', () => {
  const spec = { ...DEFAULT_SPEC, format: { integerBits: 2, fractionBits: 0 } };
  const baseline = (wrong: number, total: number) =>
    ({ float: { wrong: 4, total: 100 }, quantized: { wrong, total } }) as never;
  expect(guessingSentence(spec, baseline(90, 100))).toBe(
    'LeNetFC with Q2.0 weights cannot be used on these images: without any fault it is wrong on 90 of 100 (90.0 %), and ' +
      'guessing among 10 classes on 90.0 %. No tolerance is read off such a curve. The number format is the cause: with ' +
      'float values it is wrong on 4.0 %. Choose one with more bits.',
  );
  expect(guessingSentence(spec, baseline(17, 20))).toContain(
    '20 images cannot tell LeNetFC with Q2.0 weights from guessing: without any fault it is wrong on 17 of 20 (85.0 %)',
  );
  expect(guessingSentence(spec, baseline(5, 100))).toBeNull();
});

test('guessing is worse at naming one class than five', () => {
  const count = { wrong: 500, total: 1000 };
  expect(judgeGuessing(count, 10, 'top5')).toBe('useless');
  expect(judgeGuessing(count, 10)).toBeNull();
  const top5 = { ...DEFAULT_SPEC, measure: 'top5' } as const;
  expect(guessingSentence(top5, baselineOf(500, 501))).toBe(
    'LeNetFC cannot be used on these images: without any fault it is wrong on 500 of 1000 (50.0 %), and guessing among ' +
      '10 classes on 50.0 %. No tolerance is read off such a curve. Check that data and weights belong together, and that ' +
      'no image is turned or inverted. Error: label not among the five highest scores.',
  );
});

test('one answer to all images says nothing, though it never changes', () => {
  const spec = { ...DEFAULT_SPEC, measure: 'changed' } as const;
  const baseline = baselineOf(0, 0);
  expect(guessingSentence(spec, baseline)).toBeNull();
  expect(mayGuess({ spec, baseline })).toBe(false);
  const same = { ...baseline, hasOneAnswer: true } as const;
  expect(guessingSentence(spec, same)).toBe(
    'LeNetFC gives all 1,000 images the same answer without any fault. No tolerance is read off such a curve. ' +
      'Check that data and weights belong together, and that no image is turned or inverted.',
  );
  expect(mayGuess({ spec, baseline: same })).toBe(true);
});

test('a type whose outputs deviate as much as they vary is named as the cause', () => {
  const spec = { ...DEFAULT_SPEC, measure: 'deviation' } as const;
  const of = (value: number) => ({ ...baselineOf(0, 0).float, value });
  expect(mayGuess({ spec, baseline: { float: of(0), quantized: of(0.89) } })).toBe(false);
  expect(guessingSentence(spec, { float: of(0), quantized: of(0.95) })).toBe(
    'LeNetFC (Q2.6 weights): Deviation of outputs 95.0\u00a0%. No tolerance is read off such a curve. ' +
      'Choose one with more bits.',
  );
});

test('a perplexity is compared with that of equal probabilities', () => {
  const spec = { ...DEFAULT_SPEC, model: 'gpt-mini', measure: 'perplexity' } as const;
  const of = (value: number) => ({ ...baselineOf(0, 0).float, value });
  const guessing = Math.log2(37);
  expect(mayGuess({ spec, baseline: { float: of(0.4), quantized: of(0.89 * guessing) } })).toBe(false);
  expect(guessingSentence(spec, { float: of(0.4), quantized: of(0.91 * guessing) })).toBe(
    'GPT-mini (Q2.6 weights): Perplexity 26.7. No tolerance is read off such a curve. Choose one with more bits.',
  );
  expect(guessingSentence(spec, { float: of(0.91 * guessing), quantized: of(8) })).toBe(
    'GPT-mini (Q2.6 weights): Perplexity 256. No tolerance is read off such a curve. ' +
      'Check that data and weights belong together.',
  );
});
