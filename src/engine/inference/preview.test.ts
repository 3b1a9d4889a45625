import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { expect, it } from 'vitest';
import type { Injection } from '../../core/site/injection';
import { countWrong } from '../kernels/classifyKernel';
import type { Engine } from './engine';
import { answerTo, previewTrial } from './preview';

const NAN = Number.NaN;
/**
 * Scores of three classes with the label of each: a win, ties, NaN at each place, and an image that
 * is due.
 */
const ROWS = [
  { scores: [1, 3, 2], label: 1 },
  { scores: [2, 1, 2], label: 0 },
  { scores: [2, 1, 2], label: 2 },
  { scores: [NAN, 1, 0], label: 0 },
  { scores: [0, NAN, 1], label: 2 },
  { scores: [0, 1, NAN], label: 1 },
  { scores: [NAN, NAN, NAN], label: 0 },
  { scores: [3, 0, 0], label: 0, due: 1 },
];

it('calls right exactly what is counted as right, at ties and with NaN too, and shows no answer as such', async () => {
  await tf.setBackend('cpu');
  const labels = ROWS.map(({ label }) => label);
  const due = Int32Array.from(ROWS, (row) => row.due ?? 0);
  const logits = Float32Array.from(ROWS.flatMap(({ scores }) => scores));
  const scored = { logits, due, areProbabilities: false };
  const engine = { faultFreeScores: async () => scored, scores: async () => ({ ...scored, flips: 5 }) };
  const injection = { site: {}, numSamples: ROWS.length, ber: 1e-3, trial: 2 } as Injection;
  const { images, flips } = await previewTrial(engine as unknown as Engine, labels, 3, injection);
  expect(flips).toBe(5);
  expect(images.map(({ after }) => after)).toEqual([1, 0, 0, null, null, null, null, null]);
  expect(images.map(({ before }) => before)).toEqual(images.map(({ after }) => after));
  const shares = images.map(({ afterConfidence }) => afterConfidence);
  expect(shares.slice(3)).toEqual([0, 0, 0, 0, 0]);
  expect(shares[1]).toBeCloseTo(1 / (2 + Math.exp(-1)), 6);

  const counts = await countWrong(
    tf.tensor2d(logits, [ROWS.length, 3]),
    tf.tensor1d(labels, 'int32'),
    tf.tensor1d(due, 'int32'),
  ).data();
  const wrongPerClass = [0, 1, 2].map(
    (of) => images.filter(({ label, after }) => label === of && after !== label).length,
  );
  expect([...counts]).toEqual([...wrongPerClass, 1]);
});

it('takes the probability of an answer as it is, if the network ends in a softmax', () => {
  const logits = Float32Array.of(0.25, 0.75);
  const due = Int32Array.of(0);
  expect(answerTo({ logits, due, areProbabilities: true }, 0, 2)).toEqual({ predicted: 1, confidence: 0.75 });
  const { confidence } = answerTo({ logits, due, areProbabilities: false }, 0, 2);
  expect(confidence).toBeCloseTo(1 / (1 + Math.exp(-0.5)), 6);
});
