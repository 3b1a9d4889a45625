import * as tf from '@tensorflow/tfjs-core';
import { product } from '../../core/network/network';
import { predictedClass } from '../../core/site/predictedClass';
import type { Network } from '../nodes/network';
import { batchRanges, imagesPerBatch } from './imageBatches';
import { inputTensor } from './inputTensor';
import { NetworkRunner } from './networkRunner';

/**
 * Returns the answer of a network in float32 to each of its inputs [numSamples · values of a
 * sample]: the predicted class, or null for none.
 */
export async function classifyInputs(
  network: Network,
  inputs: Float32Array,
  numSamples: number,
): Promise<(number | null)[]> {
  const { description } = network;
  const { inputShape, numClasses } = description;
  const runner = new NetworkRunner(network);
  const size = product(inputShape);
  const answers: (number | null)[] = [];
  for (const [start, end] of batchRanges(imagesPerBatch(description, 1), numSamples)) {
    const scores = tf.tidy(() => {
      const values = inputs.subarray(start * size, end * size);
      return runner.run(inputTensor(values, end - start, description)).scores;
    });
    try {
      const values = await scores.data<'float32'>();
      for (let index = 0; index < end - start; index++)
        answers.push(predictedClass(values, index, numClasses));
    } finally {
      scores.dispose();
    }
  }
  return answers;
}
