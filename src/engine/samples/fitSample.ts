import { t } from '../../core/language/t';
import { product } from '../../core/network/network';
import { shapeText } from '../../core/network/shapeText';
import type { PictureSize, Preprocessing } from '../../core/samples/preprocessing';
import { resizePicture } from '../datasets/resizePicture';
import { NUM_FEATURES, NUM_STEPS, speechFeatures } from '../datasets/speech/features';
import { resampleToSpeechRate } from '../datasets/speech/resample';
import type { RawSample, SampleValues } from './rawSamples';

/** Values with their shape. */
type Fitted = Pick<RawSample, 'shape' | 'values'>;

/** Steps of a preprocessing that decide on the shape of a sample. */
type FitSteps = Pick<Preprocessing, 'audio' | 'layout' | 'channels' | 'resize' | 'crop'>;

/**
 * Brings a stored sample to the shape of a network's input: audio features, layout, number of
 * channels, size. Values keep their number type and scale, and colours the order red, green, blue.
 *
 * Dimensions of 1 may come or go, and a flat sample is taken in row-major order. Throws Error with
 * both shapes if the result has another shape, and with the shape if a step does not apply.
 */
export function fitSample(sample: RawSample, steps: FitSteps, wanted: readonly number[]): SampleValues {
  const stored = steps.audio === 'mfcc' ? featuresOf(sample) : sample;
  const placed = steps.layout === 'channelsFirst' ? channelsLast(unflatten(stored, wanted, true)) : stored;
  const { shape, values } = isPictureStep(steps)
    ? fitPicture(unflatten(placed, wanted, false), steps)
    : placed;
  if (!fits(shape, wanted)) {
    throw new Error(
      t`The samples have the shape ${shapeText(shape)} after preprocessing: expected ${shapeText(wanted)}, the input of the network`,
    );
  }
  return values;
}

/**
 * Returns true if shapes are equal but for dimensions of 1, or hold as many values and one is flat.
 */
export function fits(shape: readonly (number | null)[], wanted: readonly number[]): boolean {
  const [inner, wantedInner] = [shape, wanted].map((each) => each.filter((length) => length !== 1));
  if (inner!.length === wantedInner!.length) return inner!.every((length, at) => length === wantedInner![at]);
  const isFlat = inner!.length <= 1 || wantedInner!.length <= 1;
  return isFlat && !inner!.includes(null) && product(inner as number[]) === product(wanted);
}

function isPictureStep({ channels, resize, crop }: FitSteps): boolean {
  return channels !== 'stored' || resize !== null || crop !== null;
}

function featuresOf({ shape, values, rate }: RawSample): Fitted {
  if (rate === null || !(values instanceof Float32Array)) {
    throw new Error(
      t`audio=mfcc cannot be applied to samples of the shape ${shapeText(shape)}: expected recordings`,
    );
  }
  return { shape: [NUM_STEPS, NUM_FEATURES], values: speechFeatures(resampleToSpeechRate(values, rate)) };
}

/** Gives a flat sample the shape of the network's input, or that with its channels first. */
function unflatten(sample: Fitted, wanted: readonly number[], isFirst: boolean): Fitted {
  const { shape, values } = sample;
  if (shape.length !== 1 || wanted.length < 2 || shape[0] !== product(wanted)) return sample;
  return { shape: isFirst ? [wanted.at(-1)!, ...wanted.slice(0, -1)] : wanted, values };
}

/** Moves the first dimension behind the others. */
function channelsLast({ shape, values }: Fitted): Fitted {
  if (shape.length < 2) {
    throw new Error(
      t`layout=chw cannot be applied to samples of the shape ${shapeText(shape)}: expected two or more dimensions`,
    );
  }
  const [channels = 1, ...others] = shape;
  const numPlaces = product(others);
  const moved = emptyLike(values, values.length);
  for (let channel = 0; channel < channels; channel++) {
    for (let place = 0; place < numPlaces; place++) {
      moved[place * channels + channel] = values[channel * numPlaces + place]!;
    }
  }
  return { shape: [...others, channels], values: moved };
}

function fitPicture({ shape, values }: Fitted, steps: FitSteps): Fitted {
  const [height = 0, width = 0, channels = 1] = shape;
  if (shape.length !== 2 && shape.length !== 3) {
    throw new Error(
      t`Sizes and orders of colours cannot be applied to samples of the shape ${shapeText(shape)}: expected pictures [height, width] or [height, width, channels]`,
    );
  }
  const coloured = convertChannels({ values, channels, numPixels: height * width }, steps.channels, shape);
  const size = resizedTo({ height, width }, steps.resize);
  const kept = steps.crop ?? size;
  if (kept.height > size.height || kept.width > size.width) {
    throw new Error(
      t`A picture has ${size.height} x ${size.width} pixels before it is cropped: expected at least ${kept.height} x ${kept.width}`,
    );
  }
  const isSame =
    kept.height === height && kept.width === width && size.height === height && size.width === width;
  const numChannels = coloured.channels;
  return {
    shape: [kept.height, kept.width, numChannels],
    values: isSame
      ? coloured.values
      : resizePicture({ height, width, channels: numChannels, values: coloured.values }, size, kept),
  };
}

/** Returns the size of a picture before it is cropped. */
function resizedTo({ height, width }: PictureSize, resize: Preprocessing['resize']): PictureSize {
  if (resize === null) return { height, width };
  if (resize.kind === 'exact') return resize;
  const scale = resize.side / Math.min(height, width);
  const sideOf = (side: number) => Math.max(resize.side, Math.round(side * scale));
  return { height: sideOf(height), width: sideOf(width) };
}

interface Channels {
  readonly values: SampleValues;
  readonly channels: number;
  readonly numPixels: number;
}

/** Weights of red, green and blue in the luma of ITU-R BT.601, as Pillow rounds them, of 2^16. */
const LUMA = [19_595, 38_470, 7_471] as const;

function convertChannels(
  { values, channels, numPixels }: Channels,
  wanted: Preprocessing['channels'],
  shape: readonly number[],
): Pick<Channels, 'values' | 'channels'> {
  if (wanted === 'stored') return { values, channels };
  if (channels > 4) {
    throw new Error(
      t`order=${wanted} cannot be applied to samples of the shape ${shapeText(shape)}: expected 1 to 4 channels`,
    );
  }
  const isGrey = channels < 3;
  if (wanted === 'grey') {
    if (channels === 1) return { values, channels };
    const grey = emptyLike(values, numPixels);
    const half = grey instanceof Float32Array || grey instanceof Float64Array ? 0 : 0x8000;
    for (let pixel = 0; pixel < numPixels; pixel++) {
      const at = pixel * channels;
      if (isGrey) {
        grey[pixel] = values[at]!;
        continue;
      }
      const sum = LUMA[0] * values[at]! + LUMA[1] * values[at + 1]! + LUMA[2] * values[at + 2]! + half;
      grey[pixel] = half === 0 ? sum / 2 ** 16 : Math.floor(sum / 2 ** 16);
    }
    return { values: grey, channels: 1 };
  }
  if (channels === 3) return { values, channels };
  const colours = emptyLike(values, 3 * numPixels);
  for (let pixel = 0; pixel < numPixels; pixel++) {
    for (let channel = 0; channel < 3; channel++) {
      colours[3 * pixel + channel] = values[pixel * channels + (isGrey ? 0 : channel)]!;
    }
  }
  return { values: colours, channels: 3 };
}

/** Returns an array of zeros of the same number type. */
function emptyLike(values: SampleValues, length: number): SampleValues {
  return new (values.constructor as new (length: number) => SampleValues)(length);
}
