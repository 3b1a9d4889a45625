import type { WholeInput } from '../../core/network/model';
import type { Preprocessing, Scale } from '../../core/samples/preprocessing';
import { fits } from './checkWhole';
import type { SampleValues } from './rawSamples';

/** Scale of values and order of colours. */
type ScaleSteps = Pick<Preprocessing, 'scale' | 'channels'>;

/** Means and deviations of red, green and blue over ImageNet, of values 0 to 1 (PyTorch). */
const IMAGENET = { mean: [0.485, 0.456, 0.406], deviation: [0.229, 0.224, 0.225] };
/** ImageNet's mean blue, green and red, of values 0 to 255 (Caffe). */
const CAFFE_MEAN = [103.939, 116.779, 123.68];
/** Means and deviations of CIFAR-10's training pictures, of values 0 to 255. */
const CIFAR = { mean: [125.307, 122.95, 113.865], deviation: [62.9932, 62.0887, 66.7048] };
/** Mean and deviation of MNIST's training pictures, of values 0 to 1 (PyTorch). */
const MNIST = { mean: [0.1307], deviation: [0.3081] };
/** A list of more channels is no part of a link. */
const MOST_OWN_CHANNELS = 64;
const LEAST_DEVIATION = 1e-6;
/** Difference of a byte without a sign and one with it. */
const HALF_BYTE = 128;

/**
 * Returns the usual ways to scale fitted samples for an input of this shape, the most usual first.
 * `channels` is the order of colours in which they are fitted. Features of recordings are scaled
 * already, and stay as they are first.
 */
export function usualScales(
  fitted: SampleValues,
  shape: readonly number[],
  { audio, channels }: Pick<Preprocessing, 'audio' | 'channels'>,
): readonly ScaleSteps[] {
  const numChannels = shape.at(-1) ?? 1;
  const inOrder = (order: Preprocessing['channels']) => (scale: Scale) => ({ scale, channels: order });
  const own = ownScale(fitted, numChannels);
  const full = audio === 'mfcc' ? null : fullScale(fitted);
  if (full === null) {
    const [lowest, highest] = valueRange(fitted);
    const shares = audio === 'none' && lowest >= 0 && highest > 0 ? [fixed(highest)] : [];
    return [fixed(1), ...shares, ...own, { kind: 'sample', divisor: 1 } as const].map(inOrder(channels));
  }
  const plain = [fixed(full), fixed(full / 2, [1]), fixed(full / 255)];
  const each: Scale = { kind: 'sample', divisor: full };
  if (numChannels !== 3 || shape.length !== 3) {
    return [...plain, each, fixed(full, MNIST.mean, MNIST.deviation), ...own].map(inOrder(channels));
  }
  const coloured = [
    fixed(full, IMAGENET.mean, IMAGENET.deviation),
    fixed(full / 255, CIFAR.mean, CIFAR.deviation),
    ...own,
  ];
  return [
    ...[...plain, each, ...coloured].map(inOrder(channels)),
    ...[fixed(full / 255, CAFFE_MEAN), ...plain].map(inOrder('bgr')),
  ];
}

/**
 * Returns the ways to scale fitted samples to whole numbers that a network takes: as they are, or
 * words without a sign to those with one. As they are if neither does.
 */
export function wholeScales(
  fitted: SampleValues,
  { least, most }: WholeInput,
  { channels }: Pick<Preprocessing, 'channels'>,
): readonly ScaleSteps[] {
  const offsets = [0, HALF_BYTE].filter((mean) => fitted.every((value) => fits(value - mean, least, most)));
  const [first = 0, ...others] = offsets;
  return [first, ...others].map((mean) => ({ scale: fixed(1, [mean]), channels }));
}

/** Returns the lowest and the highest value. */
export function valueRange(values: SampleValues): readonly [number, number] {
  let [lowest, highest] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const value of values) {
    if (value < lowest) lowest = value;
    if (value > highest) highest = value;
  }
  return [lowest, highest];
}

function fixed(divisor: number, mean: readonly number[] = [0], deviation: readonly number[] = [1]): Scale {
  return { kind: 'fixed', divisor, mean, deviation };
}

/** Returns white's value in pictures of this number type and range; null for other values. */
function fullScale(fitted: SampleValues): number | null {
  const [lowest, highest] = valueRange(fitted);
  if (lowest < 0) return null;
  if (highest <= 1) return 1;
  if (fitted instanceof Uint8Array) return 255;
  if (fitted instanceof Uint16Array && highest > 255) return 65_535;
  return highest > 100 && highest <= 255 ? 255 : null;
}

/**
 * Returns the mean and the population deviation of each channel over the samples, to 6 digits.
 * Empty if a channel is constant.
 */
function ownScale(values: SampleValues, numChannels: number): readonly Scale[] {
  if (numChannels > MOST_OWN_CHANNELS) return [];
  const count = values.length / numChannels;
  const sums = new Float64Array(numChannels);
  values.forEach((value, at) => {
    sums[at % numChannels]! += value;
  });
  const mean = Array.from(sums, (sum) => sum / count);
  const squares = new Float64Array(numChannels);
  values.forEach((value, at) => {
    squares[at % numChannels]! += (value - mean[at % numChannels]!) ** 2;
  });
  const deviation = Array.from(squares, (sum) => Math.sqrt(sum / count));
  if (deviation.some((each) => each < LEAST_DEVIATION)) return [];
  return [fixed(1, mean.map(sixDigits), deviation.map(sixDigits))];
}

/** Rounds a number to 6 digits. */
export function sixDigits(value: number): number {
  return Number(value.toPrecision(6));
}
