import * as tf from '@tensorflow/tfjs-core';
import * as layers from '@tensorflow/tfjs-layers';
import { philox4x32 } from '../core/pattern/philox';

/** Third and fourth counter word. It keeps masks apart from other draws with the same seed. */
const STREAM = 0x64726f70;

/**
 * Dropout with masks from a key, so that a resumed training has the same masks as an uninterrupted
 * one. With a seed, tfjs's own layer repeats one mask. Active in training only; call `keyDropout`
 * before each step.
 */
export class KeyedDropout extends layers.layers.Layer {
  static readonly className = 'KeyedDropout';
  private key: { readonly seed: number; readonly step: number; readonly place: number } | undefined;

  constructor(
    name: string,
    /**
     * Share of elements set to 0, in [0, 1), a multiple of 2^-16. The others are scaled up to keep
     * the mean.
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

/** Sets the key of a training step in every `KeyedDropout` of the model. Seed and step are u32. */
export function keyDropout(model: layers.LayersModel, seed: number, step: number): void {
  model.layers.forEach((layer, place) => {
    if (layer instanceof KeyedDropout) layer.setKey(seed, step, place);
  });
}

/**
 * Returns `length` factors, each 0 with probability `rate`, else 1 / (1 - rate). Each takes 16 bits
 * of Philox.
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
    // A typed array ignores writes beyond its end.
    for (let word = 0; word < 4; word++) {
      const bits = out[word]!;
      mask[start + 2 * word] = (bits & 0xffff) >= threshold ? kept : 0;
      mask[start + 2 * word + 1] = bits >>> 16 >= threshold ? kept : 0;
    }
  }
  return mask;
}
