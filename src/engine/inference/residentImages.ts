import * as tf from '@tensorflow/tfjs-core';
import type { ModelDescription } from '../../core/network/model';
import { product } from '../../core/network/network';
import type { SampleSet } from '../datasets/sampleSet';
import { batchRanges, type ImageBatch, largestMagnitude, uploadBatch } from './imageBatches';

/** A sweep and the preview between its batches use different numbers of images. */
const MAX_RESIDENT = 2;
/** All 10,000 images of CIFAR-10 take less. */
const RESIDENT_BYTES = 128 * 2 ** 20;

/** The images of one test set in a network's batches. Owns those that stay on the device. */
export class ResidentImages {
  /** Uploaded images by their number. */
  private readonly resident = new Map<number, readonly ImageBatch[]>();
  /** Largest magnitude of images that do not stay on the device, by their number. */
  private readonly magnitudes = new Map<number, number>();

  constructor(
    private readonly data: SampleSet,
    private readonly model: ModelDescription,
    /** Images that take more bytes as floats are uploaded anew each time. */
    private readonly residentBytes = RESIDENT_BYTES,
  ) {}

  /**
   * What `run` makes of each batch of the first `numImages` images; it frees what else it makes,
   * and gets the batch's place among those that stay on the device, null where they do not. Call
   * inside `tf.tidy`.
   */
  each(numImages: number, run: (batch: ImageBatch, place: number | null) => tf.Tensor): tf.Tensor[] {
    if (this.areKept(numImages)) return this.residentBatches(numImages).map(run);
    return batchRanges(this.model, numImages).map((range) => {
      const batch = uploadBatch(this.data, this.model, range);
      try {
        return run(batch, null);
      } finally {
        tf.dispose([batch.images, batch.labels]);
      }
    });
  }

  /** Largest magnitude among the values of the first `numImages` images; NaN where one is. */
  magnitude(numImages: number): number {
    if (this.areKept(numImages))
      return Math.max(...this.residentBatches(numImages).map(({ magnitude }) => magnitude));
    const known = this.magnitudes.get(numImages);
    if (known !== undefined) return known;
    const found = Math.max(
      ...batchRanges(this.model, numImages).map(([start, end]) =>
        largestMagnitude(this.data.inputs(start, end)),
      ),
    );
    this.magnitudes.set(numImages, found);
    return found;
  }

  /** Whether this many images stay on the device. */
  areKept(numImages: number): boolean {
    return 4 * numImages * product(this.model.inputShape) <= this.residentBytes;
  }

  dispose(): void {
    for (const batches of this.resident.values())
      tf.dispose(batches.map(({ images, labels }) => [images, labels]));
    this.resident.clear();
  }

  private residentBatches(numImages: number): readonly ImageBatch[] {
    const known = this.resident.get(numImages);
    if (known !== undefined) return known;
    if (this.resident.size === MAX_RESIDENT) this.dispose();
    const batches = batchRanges(this.model, numImages).map((range) =>
      uploadBatch(this.data, this.model, range),
    );
    // They outlive the tidy of the trial that first needs them.
    for (const { images, labels } of batches) {
      tf.keep(images);
      tf.keep(labels);
    }
    this.resident.set(numImages, batches);
    return batches;
  }
}
