import * as tf from '@tensorflow/tfjs-core';
import type { LayersModel, SymbolicTensor } from '@tensorflow/tfjs-layers';
import * as tfl from '@tensorflow/tfjs-layers';
import type { ModelDescription } from '../core/model';
import type { ImageSet } from './datasets/imageSet';
import { standardizeImages } from './datasets/standardize';

/**
 * Images per inference. Large batches are where WASM is fast: 1,000 LeNetFC images took 20 ms in one batch and 70 ms in
 * batches of 32 (one SIMD worker, Node 20).
 */
export const IMAGE_BATCH = 1000;

/** Standardised images and labels of one batch, resident on the device. */
export interface ImageBatch {
  readonly images: tf.Tensor;
  readonly labels: tf.Tensor;
}

/** Uploads the first `numImages` images in batches. The caller disposes them. */
export function uploadImages(data: ImageSet, numImages: number): ImageBatch[] {
  const batches: ImageBatch[] = [];
  const values = data.rows * data.columns;
  for (let start = 0; start < numImages; start += IMAGE_BATCH) {
    const end = Math.min(start + IMAGE_BATCH, numImages);
    const pixels = data.images.subarray(start * values, end * values);
    batches.push({
      images: tf.tensor(standardizeImages(pixels, values), [end - start, data.rows, data.columns]),
      labels: tf.tensor1d(Int32Array.from(data.labels.subarray(start, end)), 'int32'),
    });
  }
  return batches;
}

/**
 * The network up to the scores before softmax: softmax keeps the order, and saturates to ties that the scores do not have.
 * Shares its layers with `model`.
 */
export function logitsModel(model: LayersModel, description: ModelDescription): LayersModel {
  const last = description.layers.at(-1)!;
  const output = model.getLayer(last.name).output as SymbolicTensor;
  return tfl.model({ inputs: model.inputs, outputs: output });
}

/** Scores [images, numClasses] of one batch. Call inside `tf.tidy`. */
export function forward(logits: LayersModel, batch: ImageBatch): tf.Tensor {
  // Not predictOnBatch: it copies the images and the scores once more, 2 ms of 20.
  return logits.apply(batch.images) as tf.Tensor;
}
