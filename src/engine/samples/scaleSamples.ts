import { t } from '../../core/language/t';
import { product } from '../../core/network/network';
import type { Preprocessing, Scale } from '../../core/samples/preprocessing';
import { standardizeImages } from '../datasets/standardize';
import type { SampleValues } from './rawSamples';

/**
 * Scales fitted samples [samples · values of the input] to the numbers that a network gets, and
 * puts their colours in order. `shape` is that of one sample, channels last. Computed in 64-bit
 * floats and rounded once to float32.
 *
 * Throws Error, in which the first sample is called `firstSample`, if the numbers of a mean or
 * deviation do not fit the channels, if blue and red cannot change places, and naming the first
 * value that is not finite.
 */
export function scaleSamples(
  values: SampleValues,
  shape: readonly number[],
  { scale, channels }: Pick<Preprocessing, 'scale' | 'channels'>,
  firstSample = 0,
): Float32Array {
  const numChannels = shape.at(-1) ?? 1;
  const ordered = channels === 'bgr' ? swapColours(values, numChannels) : values;
  const scaled =
    scale.kind === 'sample'
      ? scaleEach(ordered, product(shape), scale.divisor)
      : scaleFixed(ordered, numChannels, scale);
  const wrong = scaled.findIndex((value) => !Number.isFinite(value));
  if (wrong < 0) return scaled;
  const size = product(shape);
  throw new Error(
    t`Value ${wrong % size} of sample ${firstSample + Math.floor(wrong / size)} is ${ordered[wrong]!}, scaled to ${scaled[wrong]!}: expected a finite number`,
  );
}

function swapColours(values: SampleValues, numChannels: number): SampleValues {
  if (numChannels !== 3) {
    throw new Error(t`order=bgr cannot be applied to an input of ${numChannels} channels: expected 3`);
  }
  const swapped = values.slice();
  for (let at = 0; at < values.length; at += 3) {
    swapped[at] = values[at + 2]!;
    swapped[at + 2] = values[at]!;
  }
  return swapped;
}

function scaleFixed(
  values: SampleValues,
  numChannels: number,
  { divisor, mean, deviation }: Extract<Scale, { kind: 'fixed' }>,
): Float32Array {
  const [means, deviations] = (
    [
      ['mean', mean],
      ['std', deviation],
    ] as const
  ).map(([key, numbers]) => forChannels(key, numbers, numChannels));
  const scaled = new Float32Array(values.length);
  for (let at = 0, channel = 0; at < values.length; at++) {
    scaled[at] = (values[at]! / divisor - means![channel]!) / deviations![channel]!;
    if (++channel === numChannels) channel = 0;
  }
  return scaled;
}

function forChannels(key: string, numbers: readonly number[], numChannels: number): readonly number[] {
  if (numbers.length === numChannels) return numbers;
  if (numbers.length === 1) return new Array<number>(numChannels).fill(numbers[0]!);
  throw new Error(
    t`The part ${key}= has ${numbers.length} numbers: expected 1 or ${numChannels}, as many as the input has channels`,
  );
}

function scaleEach(values: SampleValues, size: number, divisor: number): Float32Array {
  if (values instanceof Uint8Array) return standardizeImages(values, size, divisor);
  const scaled = new Float32Array(values.length);
  for (let start = 0; start < values.length; start += size) {
    let sum = 0;
    for (let at = start; at < start + size; at++) sum += values[at]!;
    const mean = sum / size;
    let squares = 0;
    for (let at = start; at < start + size; at++) squares += (values[at]! - mean) ** 2;
    const spread = Math.max(Math.sqrt(squares / size) / divisor, 1 / Math.sqrt(size));
    for (let at = start; at < start + size; at++) scaled[at] = (values[at]! - mean) / divisor / spread;
  }
  return scaled;
}
