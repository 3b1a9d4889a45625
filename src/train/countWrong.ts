import * as tf from '@tensorflow/tfjs-core';
import { predictedClass } from '../core/site/predictedClass';
import { NetworkRunner } from '../engine/inference/networkRunner';
import type { Network } from '../engine/nodes/network';
import type { TrainingData } from './trainer';

const BATCH_SIZE = 100;

/** Counts the samples that a network classifies wrongly. */
export async function countWrong(network: Network, { inputs, labels, shape }: TrainingData): Promise<number> {
  const runner = new NetworkRunner(network);
  const numSamples = labels.length;
  const size = inputs.length / numSamples;
  let numWrong = 0;
  for (let first = 0; first < numSamples; first += BATCH_SIZE) {
    const end = Math.min(first + BATCH_SIZE, numSamples);
    const scores = tf.tidy(() => {
      const batch = tf.tensor(inputs.subarray(first * size, end * size), [end - first, ...shape]);
      return runner.run(batch).scores;
    });
    const values = await scores.data<'float32'>();
    scores.dispose();
    const numClasses = values.length / (end - first);
    for (let sample = first; sample < end; sample++) {
      if (predictedClass(values, sample - first, numClasses) !== labels[sample]) numWrong++;
    }
  }
  return numWrong;
}
