import * as tf from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import type { ModelDescription } from '../core/model';
import { product } from '../core/network';
import type { SampleSet } from './datasets/sampleSet';

/**
 * Most images per inference. Large batches are where WASM is fast: 1,000 LeNetFC images took 20 ms in one batch and 70 ms in
 * batches of 32 (one SIMD worker, Node 20).
 */
const LARGEST_BATCH = 1000;

/** Bytes that the largest output of a layer may take in one batch: two or three of them are alive at a time. */
const OUTPUT_BYTES = 32 * 2 ** 20;

/** Images per inference of a model, so that its largest layer's output stays small beside a worker's memory. */
export function imagesPerBatch({ nodes }: ModelDescription): number {
  const largest = Math.max(...nodes.map(({ outputShape }) => 4 * product(outputShape)));
  return Math.max(1, Math.min(LARGEST_BATCH, Math.floor(OUTPUT_BYTES / largest)));
}

/** Prepared images and labels of one batch, resident on the device. */
export interface ImageBatch {
  readonly images: tf.Tensor;
  readonly labels: tf.Tensor;
}

/** Uploads the first `numImages` images in batches for a model. The caller disposes them. */
export function uploadImages(data: SampleSet, model: ModelDescription, numImages: number): ImageBatch[] {
  const batches: ImageBatch[] = [];
  const perBatch = imagesPerBatch(model);
  const labels = Int32Array.from(data.labels);
  for (let start = 0; start < numImages; start += perBatch) {
    const end = Math.min(start + perBatch, numImages);
    batches.push({
      images: tf.tensor(data.inputs(start, end), [end - start, ...model.inputShape]),
      labels: tf.tensor1d(labels.subarray(start, end), 'int32'),
    });
  }
  return batches;
}

/** Scores before softmax [images, numClasses] of one batch. Call inside `tf.tidy`. */
export function forward(network: LayersModel, batch: ImageBatch): tf.Tensor {
  // Not predictOnBatch: it copies the images and the scores once more, 2 ms of 20.
  return network.apply(batch.images) as tf.Tensor;
}
