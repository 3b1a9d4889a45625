import { AssetError } from '../../core/errors';
import { t } from '../../core/language/t';
import { shapeText } from '../../core/network/shapeText';
import { NO_PREPROCESSING, type Preprocessing } from '../../core/samples/preprocessing';
import { NUM_FEATURES, NUM_STEPS } from '../datasets/speech/features';
import { fits } from './fitSample';
import type { RawSamples } from './rawSamples';

/** Share of a shorter side that pictures of ImageNet are cropped to: 224 of 256. */
const USUAL_MARGIN = 256 / 224;

/**
 * Returns the usual ways to give samples the shape of a network's input, the most usual first. All
 * have the same channels and leave values as they are. Throws AssetError with both shapes if there
 * is none.
 */
export function usualSizes(
  raw: Pick<RawSamples, 'kind' | 'shape' | 'source'>,
  wanted: readonly number[],
): readonly Preprocessing[] {
  const { kind, shape } = raw;
  const moved: Preprocessing = { ...NO_PREPROCESSING, layout: 'channelsFirst' };
  if (fits(shape, wanted)) {
    const isFlat = shape.length === 1 && wanted.length > 1 && wanted.at(-1)! > 1;
    return isFlat ? [NO_PREPROCESSING, moved] : [NO_PREPROCESSING];
  }
  if (kind === 'sounds' && fits([NUM_STEPS, NUM_FEATURES], wanted)) {
    return [{ ...NO_PREPROCESSING, audio: 'mfcc' }];
  }
  if (shape.length > 1 && fits([...shape.slice(1), shape[0]!], wanted)) return [moved];
  const sizes = pictureSizes(raw, wanted);
  if (sizes.length > 0) return sizes;
  throw new AssetError(
    raw.source,
    t`The samples have the shape ${shapeText(shape)}: expected ${shapeText(wanted)}, the input of the network, or what can be resized to it`,
  );
}

function pictureSizes(
  { kind, shape }: Pick<RawSamples, 'kind' | 'shape'>,
  wanted: readonly number[],
): readonly Preprocessing[] {
  const [height = 0, width = 0, channels = 1] = wanted;
  const isInput = wanted.length === 2 || (wanted.length === 3 && (channels === 1 || channels === 3));
  const isPicture = kind !== 'sounds' && (shape.length === 2 || shape.length === 3);
  if (!isPicture || !isInput) return [];
  const isFirst = kind === 'arrays' && shape.length === 3 && shape[2]! > 4 && shape[0]! <= 4;
  const [storedHeight, storedWidth] = isFirst ? shape.slice(1) : shape;
  const stored = shape.length === 2 ? 1 : shape[isFirst ? 0 : 2];
  const base: Preprocessing = {
    ...NO_PREPROCESSING,
    layout: isFirst ? 'channelsFirst' : 'channelsLast',
    channels: stored === channels ? 'stored' : channels === 1 ? 'grey' : 'rgb',
  };
  if (storedHeight === height && storedWidth === width) return [base];
  const side = Math.max(height, width);
  const shorter = (length: number): Preprocessing => ({
    ...base,
    resize: { kind: 'shorter', side: length },
    crop: { height, width },
  });
  return [
    shorter(Math.round(side * USUAL_MARGIN)),
    { ...base, resize: { kind: 'exact', height, width } },
    shorter(side),
  ];
}
