import { AssetError, messageOf } from '../../core/errors';
import { t } from '../../core/language/t';
import { product } from '../../core/network/network';
import type { Preprocessing } from '../../core/samples/preprocessing';
import { fitSample } from './fitSample';
import { MAX_HELD_BYTES, type RawSamples, type SampleValues, samplesAtOnce } from './rawSamples';
import { scaleSamples } from './scaleSamples';

/** Samples from `first` to before `end`. */
export interface SampleRange {
  readonly first: number;
  readonly end: number;
}

/**
 * Returns the inputs of a network for a range of samples: [samples · values of `wantedShape`],
 * channels last. Throws AssetError naming the sample and both shapes if samples do not fit, and for
 * what `fitSample` and `scaleSamples` refuse.
 */
export async function preprocess(
  raw: RawSamples,
  range: SampleRange,
  preprocessing: Preprocessing,
  wantedShape: readonly number[],
): Promise<Float32Array> {
  const fitted = await fitSamples(raw, range, preprocessing, wantedShape);
  return scaleFitted(raw, range, fitted, preprocessing, wantedShape);
}

/**
 * Does the steps of a preprocessing that decide on shapes, for a range of samples. Returns values
 * in their stored number type, which take a quarter of the memory for pictures of bytes.
 * `scaleFitted` does the rest. Throws AssetError like `preprocess`.
 */
export async function fitSamples(
  raw: RawSamples,
  { first, end }: SampleRange,
  preprocessing: Preprocessing,
  wantedShape: readonly number[],
): Promise<SampleValues> {
  const size = product(wantedShape);
  const atOnce = samplesAtOnce(raw);
  let fitted: SampleValues | undefined;
  for (let start = first; start < end; start += atOnce) {
    const samples = await raw.read(start, Math.min(end, start + atOnce));
    for (const [index, sample] of samples.entries()) {
      const values = inSample(raw, start + index, () => fitSample(sample, preprocessing, wantedShape));
      fitted ??= emptyLike(raw, values, end - first, size);
      fitted.set(values, (start + index - first) * size);
    }
  }
  return fitted ?? new Float32Array(0);
}

/** Returns zeros of a number type for all inputs of a range. Throws AssetError for too many. */
function emptyLike(raw: RawSamples, values: SampleValues, numInputs: number, size: number): SampleValues {
  const Values = values.constructor as new (length: number) => SampleValues;
  const numBytes = numInputs * size * values.BYTES_PER_ELEMENT;
  if (numBytes <= MAX_HELD_BYTES) return new Values(numInputs * size);
  throw new AssetError(
    raw.source,
    t`${numInputs} inputs have ${numBytes} bytes: expected at most ${MAX_HELD_BYTES} at once`,
  );
}

/** Scales what `fitSamples` returned for the same range. Throws AssetError. */
export function scaleFitted(
  raw: RawSamples,
  { first }: SampleRange,
  fitted: SampleValues,
  preprocessing: Preprocessing,
  wantedShape: readonly number[],
): Float32Array {
  return named(raw.source, () => scaleSamples(fitted, wantedShape, preprocessing, first));
}

function inSample<T>(raw: RawSamples, index: number, work: () => T): T {
  return named(placeOfSample(raw, index), work);
}

/** Returns the file of a sample, with its number where it holds several, for messages. */
export function placeOfSample(raw: RawSamples, index: number): string {
  const { file, record } = raw.origin(index);
  return raw.kind === 'arrays' ? t`${file}, sample ${record}` : file;
}

/** Names the place in errors of `work`. */
function named<T>(place: string, work: () => T): T {
  try {
    return work();
  } catch (cause) {
    if (cause instanceof RangeError || cause instanceof TypeError) throw cause;
    throw new AssetError(place, messageOf(cause), { cause });
  }
}
