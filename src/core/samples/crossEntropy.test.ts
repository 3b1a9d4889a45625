import { expect, test } from 'vitest';
import { crossEntropy, MOST_BITS, perplexity } from './crossEntropy';

/** Probabilities 1/2, 1/4, 1/8, 1/8 as scores, shifted by any number. */
const row = (shift: number) => [4, 2, 1, 1].map((part) => Math.log(part / 8) + shift);
const scores = (outputs: readonly number[], samples: number, due: readonly number[] = []) => ({
  ...{ outputs, areProbabilities: false },
  due: Array.from({ length: samples }, (_, index) => due[index] ?? 0),
});

test('is the mean number of bits of the labels, whatever is added to the scores', () => {
  const outputs = [...row(0), ...row(700), ...row(-700)];
  expect(crossEntropy(scores(outputs, 3), [0, 1, 3])).toBeCloseTo((1 + 2 + 3) / 3, 12);
  expect(perplexity(2)).toBe(4);
});

test('takes probabilities as they are', () => {
  const outputs = [0.5, 0.25, 0.25, 0, 1, 0];
  const all = { outputs, areProbabilities: true, due: [0, 0] };
  expect(crossEntropy(all, [1, 1])).toBe(1);
  // Rounding may give a probability a little above 1: no sample has less than 0 bits.
  expect(crossEntropy({ ...all, outputs: [1.0000001, 0, 0, 0, 1, 0] }, [0, 1])).toBe(0);
});

test('one sample has at most 24 bits: without an answer, without a probability, far below the highest', () => {
  expect(crossEntropy(scores([0, 3e38, 5, 0], 2), [0, 0])).toBeCloseTo(
    (MOST_BITS + Math.log2(1 + Math.exp(-5))) / 2,
    12,
  );
  expect(crossEntropy(scores([5, 0], 1, [1]), [0])).toBe(MOST_BITS);
  expect(crossEntropy({ outputs: [0, 1], areProbabilities: true, due: [0] }, [0])).toBe(MOST_BITS);
  expect(perplexity(30)).toBe(2 ** 24);
});
