import * as tf from '@tensorflow/tfjs-core';
import type { ActivationBuffer, ModelDescription } from '../../core/network/model';
import { imagesPerSegment, transientWindow } from '../../core/pattern/faultPattern';
import type { FaultSite, Injection } from '../../core/site/injection';
import {
  bufferEncoding,
  bufferSpace,
  faultDraw,
  siteBuffers,
  wordsPerImage,
} from '../../core/site/siteTensors';
import { formatText, isFixedPoint } from '../../core/words/numberFormat';
import { type WordLayout, wordLayout } from '../../core/words/qformat';
import type { BatchRange } from '../inference/imageBatches';
import type { WriteActivations } from '../inference/networkRunner';
import { countFlips, drawMask, hitCountLimits } from '../kernels/faultKernels';
import { injectValues, quantizeValues } from '../kernels/wordKernels';

/**
 * Stores activations and hidden state of one model's inferences as words, with or without faults
 * (Ares, Sec. 3.2: dynamic injection).
 */
export class DynamicFaults {
  private readonly limits = hitCountLimits();

  constructor(private readonly description: ModelDescription) {}

  /**
   * Returns a function that quantises the site's activations and hidden state without faults. Null
   * if the site has none.
   */
  quantize(site: FaultSite): WriteActivations | null {
    const buffers = new Set(siteBuffers(this.description, site));
    if (buffers.size === 0) return null;
    return (values, buffer) =>
      buffers.has(buffer) ? quantizeValues(values, bufferLayout(buffer, site)) : values;
  }

  /**
   * Returns one trial's faults in the site's activations and hidden state. Null if the site has
   * none. The caller disposes the result.
   */
  inject(injection: Injection): DynamicTrial | null {
    const buffers = siteBuffers(this.description, injection.site);
    return buffers.length === 0 ? null : new DynamicTrial(injection, buffers, this.limits);
  }

  dispose(): void {
    this.limits.dispose();
  }
}

/** A mask and the range of images in a batch that it applies to. */
interface ImageMask {
  readonly images: BatchRange;
  readonly mask: tf.Tensor;
}

/**
 * One trial's faults in activations and hidden state. Permanent faults are drawn once for all
 * batches, transient faults anew for each batch.
 */
class DynamicTrial {
  private readonly buffers: ReadonlySet<ActivationBuffer>;
  private readonly permanent = new Map<ActivationBuffer, tf.Tensor>();

  constructor(
    private readonly injection: Injection,
    buffers: readonly ActivationBuffer[],
    private readonly limits: tf.Tensor,
  ) {
    const { site } = injection;
    this.buffers = new Set(buffers);
    if (site.lifetime === 'transient') return;
    for (const buffer of buffers)
      this.permanent.set(buffer, tf.keep(this.draw(buffer, bufferSpace(buffer, site))));
  }

  /**
   * Counts of permanently flipped bits, [1] for each buffer, on the device. Transient flips
   * are counted by what `batchWriter` returns. Call inside `tf.tidy`.
   */
  permanentFlips(): tf.Tensor[] {
    return [...this.permanent.values()].map((mask) => countFlips(mask));
  }

  /**
   * Returns a function that stores one batch's values with faults. Adds the counts of the batch's
   * transient flips, [1] each, to `flips`. Call inside `tf.tidy`, and run the batch in the same
   * tidy.
   */
  batchWriter(images: BatchRange, flips: tf.Tensor[]): WriteActivations {
    const transient = new Map<ActivationBuffer, readonly ImageMask[]>();
    if (this.injection.site.lifetime === 'transient') {
      for (const buffer of this.buffers) {
        const masks = this.drawTransient(buffer, images);
        transient.set(buffer, masks);
        for (const { mask } of masks) flips.push(countFlips(mask));
      }
    }
    return (values, buffer, step) => {
      if (!this.buffers.has(buffer)) return values;
      const layout = bufferLayout(buffer, this.injection.site);
      const mask = this.permanent.get(buffer);
      if (mask !== undefined) {
        const firstWord = buffer.numWords === buffer.wordsPerStep ? 0 : step * buffer.wordsPerStep;
        return injectValues(values, mask, layout, {
          rowWords: buffer.wordsPerStep,
          firstWord,
          rowStride: 0,
        });
      }
      const address = {
        rowWords: buffer.wordsPerStep,
        firstWord: step * buffer.wordsPerStep,
        rowStride: wordsPerImage(buffer),
      };
      const masks = transient.get(buffer)!;
      if (masks.length === 1) return injectValues(values, masks[0]!.mask, layout, address);
      const lengths = masks.map(({ images: [start, end] }) => end - start);
      const parts = tf
        .split(values, lengths)
        .map((part, index) => injectValues(part, masks[index]!.mask, layout, address));
      return tf.concat(parts);
    };
  }

  dispose(): void {
    for (const mask of this.permanent.values()) mask.dispose();
  }

  /**
   * Draws a mask for each segment that contains images of the batch. Most batches lie in one
   * segment.
   */
  private drawTransient(buffer: ActivationBuffer, [start, end]: BatchRange): readonly ImageMask[] {
    const words = wordsPerImage(buffer);
    const perSegment = imagesPerSegment(words);
    const masks: ImageMask[] = [];
    for (let first = start; first < end; ) {
      const last = Math.min(end, (Math.floor(first / perSegment) + 1) * perSegment);
      const streamWindow = transientWindow(first, last - first, words);
      const space = {
        ...bufferSpace(buffer, this.injection.site),
        numWords: (last - first) * words,
        streamWindow,
      };
      masks.push({ images: [first, last], mask: this.draw(buffer, space) });
      first = last;
    }
    return masks;
  }

  private draw(buffer: ActivationBuffer, space: Parameters<typeof drawMask>[1]): tf.Tensor {
    return drawMask(this.limits, space, faultDraw(this.injection, buffer.structure));
  }
}

function bufferLayout(buffer: ActivationBuffer, site: FaultSite): WordLayout {
  const { activationFormat } = site;
  // `checkSpec` refuses other formats of activations.
  if (!isFixedPoint(activationFormat))
    throw new RangeError(`Activations in ${formatText(activationFormat)}: expected a fixed-point format`);
  return wordLayout(activationFormat, bufferEncoding(buffer, site));
}
