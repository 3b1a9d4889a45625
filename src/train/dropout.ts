import * as tf from '@tensorflow/tfjs-core';
import * as layers from '@tensorflow/tfjs-layers';
import { philox4x32 } from '../core/pattern/philox';

/**
 * Third and fourth word of the counter: keeps masks apart from everything else that is drawn from
 * the same seed.
 */
const STREAM = 0x64726f70;

/**
 * Dropout whose mask follows from a key, so that a resumed training sees the masks of an
 * uninterrupted one; tfjs's own repeats one mask if it has a seed. Only in training; `keyDropout`
 * must come before each step.
 */
export class KeyedDropout extends layers.layers.Layer {
  static readonly className = 'KeyedDropout';
  private key: { readonly seed: number; readonly step: number; readonly place: number } | undefined;

  constructor(
    name: string,
    /**
     * Share of elements that become 0, [0, 1), a multiple of 2^-16; the others grow to keep the
     * sum's mean.
     */
    private readonly rate: number,
  ) {
    super({ name });
  }

  setKey(seed: number, step: number, place: number): void {
    this.key = { seed, step, place };
  }

  override computeOutputShape(inputShape: layers.Shape): layers.Shape {
    return inputShape;
  }

  override call(inputs: tf.Tensor | tf.Tensor[], settings: { readonly training?: boolean }): tf.Tensor {
    const input = Array.isArray(inputs) ? inputs[0]! : inputs;
    if (!settings.training) return input;
    if (this.key === undefined)
      throw new TypeError(`Layer ${this.name} has no key: expected keyDropout before`);
    const { seed, step, place } = this.key;
    const mask = dropoutMask(input.size, this.rate, seed, step, place);
    return tf.tidy(() => tf.mul(input, tf.tensor(mask, input.shape)));
  }
}

/** Gives every `KeyedDropout` of the model the key of a training step; seed and step are u32. */
export function keyDropout(model: layers.LayersModel, seed: number, step: number): void {
  model.layers.forEach((layer, place) => {
    if (layer instanceof KeyedDropout) layer.setKey(seed, step, place);
  });
}

/**
 * `length` factors, each 0 with probability `rate`, else 1 / (1 - rate), from 16 bits of Philox
 * each.
 */
export function dropoutMask(
  length: number,
  rate: number,
  seed: number,
  step: number,
  place: number,
): Float32Array {
  const mask = new Float32Array(length);
  const out = new Uint32Array(4);
  const threshold = Math.round(rate * 2 ** 16);
  const kept = 1 / (1 - rate);
  for (let start = 0; start < length; start += 8) {
    philox4x32(start / 8, step, place, STREAM, seed, 0, out);
    // Beyond the end nothing is written: a typed array ignores it.
    for (let word = 0; word < 4; word++) {
      const bits = out[word]!;
      mask[start + 2 * word] = (bits & 0xffff) >= threshold ? kept : 0;
      mask[start + 2 * word + 1] = bits >>> 16 >= threshold ? kept : 0;
    }
  }
  return mask;
}
