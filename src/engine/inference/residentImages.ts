import * as tf from '@tensorflow/tfjs-core';
import type { ModelDescription } from '../../core/network/model';
import { product } from '../../core/network/network';
import type { SampleSet } from '../datasets/sampleSet';
import { batchRanges, type ImageBatch, imagesPerBatch, largestMagnitude, uploadBatch } from './imageBatches';

/**
 * Number of image counts with resident batches. A sweep and the preview between its batches use
 * different counts.
 */
const MAX_RESIDENT = 2;
/** Default limit in bytes. All 10,000 images of CIFAR-10 take less. */
const RESIDENT_BYTES = 128 * 2 ** 20;

/**
 * The images of one test set, in batches for a network. Owns the batches that stay on the device.
 */
export class ResidentImages {
  /** Uploaded batches by number of images. */
  private readonly resident = new Map<number, readonly ImageBatch[]>();
  /** Largest magnitude of images that do not stay on the device, by number of images. */
  private readonly magnitudes = new Map<number, number>();
  private readonly perBatch: number;

  constructor(
    private readonly data: SampleSet,
    private readonly model: ModelDescription,
    /** Images that take more bytes in float32 are uploaded again each time. */
    private readonly residentBytes = RESIDENT_BYTES,
    batchDivisor = 1,
  ) {
    this.perBatch = imagesPerBatch(model, batchDivisor);
  }

  /**
   * Runs `run` on each batch of the first `numSamples` images and returns its results. `run` must
   * dispose all other tensors. `place` is the index of a batch that stays on the device, else null.
   * Call inside `tf.tidy`.
   */
  each(numSamples: number, run: (batch: ImageBatch, place: number | null) => tf.Tensor): tf.Tensor[] {
    if (this.areKept(numSamples)) return this.residentBatches(numSamples).map(run);
    return batchRanges(this.perBatch, numSamples).map((range) => {
      const batch = uploadBatch(this.data, this.model, range);
      try {
        return run(batch, null);
      } finally {
        tf.dispose([batch.images, batch.labels]);
      }
    });
  }

  /**
   * Returns the largest magnitude among the values of the first `numSamples` images, or NaN if one
   * is NaN.
   */
  magnitude(numSamples: number): number {
    if (this.areKept(numSamples))
      return Math.max(...this.residentBatches(numSamples).map(({ magnitude }) => magnitude));
    const known = this.magnitudes.get(numSamples);
    if (known !== undefined) return known;
    const found = Math.max(
      ...batchRanges(this.perBatch, numSamples).map(([start, end]) =>
        largestMagnitude(this.data.inputs(start, end)),
      ),
    );
    this.magnitudes.set(numSamples, found);
    return found;
  }

  /** Returns true if this number of images stays on the device. */
  areKept(numSamples: number): boolean {
    return 4 * numSamples * product(this.model.inputShape) <= this.residentBytes;
  }

  dispose(): void {
    for (const batches of this.resident.values())
      tf.dispose(batches.map(({ images, labels }) => [images, labels]));
    this.resident.clear();
  }

  private residentBatches(numSamples: number): readonly ImageBatch[] {
    const known = this.resident.get(numSamples);
    if (known !== undefined) return known;
    if (this.resident.size === MAX_RESIDENT) this.dispose();
    const batches = batchRanges(this.perBatch, numSamples).map((range) =>
      uploadBatch(this.data, this.model, range),
    );
    // `keep`: the batches outlive the tidy of the trial that uploads them.
    for (const { images, labels } of batches) {
      tf.keep(images);
      tf.keep(labels);
    }
    this.resident.set(numSamples, batches);
    return batches;
  }
}
