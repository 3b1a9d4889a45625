import * as tf from '@tensorflow/tfjs-core';
import type { ModelDescription } from '../../core/network/model';
import { product } from '../../core/network/network';
import type { SampleSet } from '../datasets/sampleSet';
import { inputTensor } from './inputTensor';

/**
 * Maximum number of images in an inference. WASM is faster in large batches: 1,000 LeNetFC images
 * took 20 ms in one batch and 70 ms in batches of 32 (one SIMD worker, Node 20).
 */
const LARGEST_BATCH = 1000;

/** Maximum size in bytes of a layer's output in one batch. Two or three outputs exist at a time. */
const OUTPUT_BYTES = 32 * 2 ** 20;

/**
 * Number of images in an inference of a model. It keeps the largest layer's output within
 * `OUTPUT_BYTES`, and is divided by `divisor` where memory ran out.
 */
export function imagesPerBatch({ nodes }: ModelDescription, divisor: number): number {
  const largest = Math.max(...nodes.map(({ outputShape }) => 4 * product(outputShape)));
  const fitting = Math.max(1, Math.min(LARGEST_BATCH, Math.floor(OUTPUT_BYTES / largest)));
  return Math.max(1, Math.floor(fitting / divisor));
}

/** Preprocessed images and labels of one batch on the device. */
export interface ImageBatch {
  readonly range: BatchRange;
  readonly images: tf.Tensor;
  readonly labels: tf.Tensor;
  /** Largest magnitude among the images' values. NaN if one is NaN. */
  readonly magnitude: number;
}

/** First image of a batch and the first after it. */
export type BatchRange = readonly [start: number, end: number];

/** Ranges of batches of `perBatch` that cover the first `numSamples` images. */
export function batchRanges(perBatch: number, numSamples: number): BatchRange[] {
  return Array.from({ length: Math.ceil(numSamples / perBatch) }, (_, batch) => [
    batch * perBatch,
    Math.min((batch + 1) * perBatch, numSamples),
  ]);
}

/** Uploads the images of one batch. The caller disposes them. */
export function uploadBatch(data: SampleSet, model: ModelDescription, range: BatchRange): ImageBatch {
  const [start, end] = range;
  const labels = Int32Array.from({ length: end - start }, (_, index) => data.labels[start + index]!);
  const inputs = data.inputs(start, end);
  return {
    range,
    images: inputTensor(inputs, end - start, model),
    labels: tf.tensor1d(labels, 'int32'),
    magnitude: largestMagnitude(inputs),
  };
}

/** Returns the largest magnitude of values, or NaN if one is NaN. */
export function largestMagnitude(values: Float32Array): number {
  let most = 0;
  for (let index = 0; index < values.length; index++) {
    const magnitude = Math.abs(values[index]!);
    if (magnitude > most) most = magnitude;
    else if (Number.isNaN(magnitude)) return magnitude;
  }
  return most;
}
