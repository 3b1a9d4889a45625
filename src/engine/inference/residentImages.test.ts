import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { CATALOG } from '../../core/network/catalog';
import type { SampleSet } from '../datasets/sampleSet';
import { ResidentImages } from './residentImages';

const MODEL = CATALOG.get('lenet-fc')!;
const inputs = vi.fn((first: number, end: number) => new Float32Array((end - first) * 784).fill(first));
const DATA = { labels: new Uint8Array(2000), inputs } as unknown as SampleSet;

let numTensors: number;
beforeEach(async () => {
  await tf.setBackend('cpu');
  numTensors = tf.memory().numTensors;
  inputs.mockClear();
});
afterEach(() => expect(tf.memory().numTensors).toBe(numTensors));

/** Ranges and places of the batches with which `run` is called. */
function visits(images: ResidentImages, numSamples: number) {
  const visited: unknown[] = [];
  tf.tidy(() => {
    images.each(numSamples, (batch, place) => {
      visited.push([...batch.range, place]);
      return tf.scalar(0);
    });
  });
  return visited;
}

it('uploads images once, and gives up those of two other numbers for a third', () => {
  const images = new ResidentImages(DATA, MODEL);
  const twice = [visits(images, 1500), visits(images, 1500)];
  expect(twice).toEqual(
    Array(2).fill([
      [0, 1000, 0],
      [1000, 1500, 1],
    ]),
  );
  expect(inputs).toHaveBeenCalledTimes(2);
  for (const numSamples of [10, 1500, 10]) visits(images, numSamples);
  expect(inputs).toHaveBeenCalledTimes(3);
  visits(images, 20);
  expect(tf.memory().numTensors).toBe(numTensors + 2);
  images.dispose();
});

it('uploads anew, without a place and keeping nothing, what takes too many bytes', () => {
  const images = new ResidentImages(DATA, MODEL, 4 * 784 * 1500 - 1);
  for (let round = 1; round <= 2; round++) {
    expect(visits(images, 1500)).toEqual([
      [0, 1000, null],
      [1000, 1500, null],
    ]);
    expect(inputs).toHaveBeenCalledTimes(2 * round);
  }
});
