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
import { type WordLayout, wordLayout } from '../../core/words/qformat';
import type { BatchRange } from '../inference/imageBatches';
import type { StoreActivations } from '../inference/networkRunner';
import { countFlips, drawMask, hitCountLimits } from '../kernels/faultKernels';
import { injectValues, quantizeValues } from '../kernels/wordKernels';

/**
 * What an inference of one model writes and reads back as stored words that may fault on the way:
 * activations and hidden state (Ares, Sec. 3.2: dynamic injection).
 */
export class DynamicFaults {
  private readonly limits = hitCountLimits();

  constructor(private readonly description: ModelDescription) {}

  /**
   * How the site's activations and hidden state are stored without faults; null when it has none.
   */
  quantize(site: FaultSite): StoreActivations | null {
    const buffers = new Set(siteBuffers(this.description, site));
    if (buffers.size === 0) return null;
    return (values, buffer) =>
      buffers.has(buffer) ? quantizeValues(values, bufferLayout(buffer, site)) : values;
  }

  /**
   * One pattern of faults in the site's activations and hidden state; null when it has none. The
   * caller disposes it.
   */
  inject(injection: Injection): DynamicTrial | null {
    const buffers = siteBuffers(this.description, injection.site);
    return buffers.length === 0 ? null : new DynamicTrial(injection, buffers, this.limits);
  }

  dispose(): void {
    this.limits.dispose();
  }
}

/** A mask and the images that it is for, all of them or some of a batch. */
interface ImageMask {
  readonly images: BatchRange;
  readonly mask: tf.Tensor;
}

/**
 * One trial's faults in what an inference writes: those of a weak cell for all batches, or fresh
 * ones for each.
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
   * Flipped bits of all images [1] each, on the device; those of transient faults come with their
   * batch. Call inside `tf.tidy`.
   */
  permanentFlips(): tf.Tensor[] {
    return [...this.permanent.values()].map((mask) => countFlips(mask));
  }

  /**
   * Stores one batch's values with its faults; the bits that flip in it alone are counted into
   * `flips` [1] each. Call inside `tf.tidy`, and run the batch before it ends.
   */
  storeBatch(images: BatchRange, flips: tf.Tensor[]): StoreActivations {
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
   * A mask for each segment that the batch has images of: one, but for a batch on the border of
   * two.
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
  return wordLayout(site.activationFormat, bufferEncoding(buffer, site));
}
