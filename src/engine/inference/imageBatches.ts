import * as tf from '@tensorflow/tfjs-core';
import type { ModelDescription } from '../../core/network/model';
import { product } from '../../core/network/network';
import type { SampleSet } from '../datasets/sampleSet';

/**
 * Most images per inference. Large batches are where WASM is fast: 1,000 LeNetFC images took 20 ms
 * in one batch and 70 ms in batches of 32 (one SIMD worker, Node 20).
 */
const LARGEST_BATCH = 1000;

/**
 * Bytes that the largest output of a layer may take in one batch: two or three of them are alive at
 * a time.
 */
const OUTPUT_BYTES = 32 * 2 ** 20;

/**
 * Images per inference of a model, so that its largest layer's output stays small beside a worker's
 * memory.
 */
function imagesPerBatch({ nodes }: ModelDescription): number {
  const largest = Math.max(...nodes.map(({ outputShape }) => 4 * product(outputShape)));
  return Math.max(1, Math.min(LARGEST_BATCH, Math.floor(OUTPUT_BYTES / largest)));
}

/** Prepared images and labels of one batch on the device. */
export interface ImageBatch {
  readonly range: BatchRange;
  readonly images: tf.Tensor;
  readonly labels: tf.Tensor;
  /** Largest magnitude among the images' values; NaN where one is. */
  readonly magnitude: number;
}

/** Where one batch begins and ends in its set. */
export type BatchRange = readonly [start: number, end: number];

/** The batches of a model that together are the first `numImages` images. */
export function batchRanges(model: ModelDescription, numImages: number): BatchRange[] {
  const perBatch = imagesPerBatch(model);
  return Array.from({ length: Math.ceil(numImages / perBatch) }, (_, batch) => [
    batch * perBatch,
    Math.min((batch + 1) * perBatch, numImages),
  ]);
}

/** Uploads the images of one batch. The caller disposes them. */
export function uploadBatch(data: SampleSet, model: ModelDescription, range: BatchRange): ImageBatch {
  const [start, end] = range;
  const labels = Int32Array.from({ length: end - start }, (_, index) => data.labels[start + index]!);
  const inputs = data.inputs(start, end);
  return {
    range,
    images: tf.tensor(inputs, [end - start, ...model.inputShape]),
    labels: tf.tensor1d(labels, 'int32'),
    magnitude: largestMagnitude(inputs),
  };
}

/** The largest magnitude of values; NaN where one is. */
export function largestMagnitude(values: Float32Array): number {
  let most = 0;
  for (let index = 0; index < values.length; index++) {
    const magnitude = Math.abs(values[index]!);
    if (magnitude > most) most = magnitude;
    else if (Number.isNaN(magnitude)) return magnitude;
  }
  return most;
}
