import { MIN_NORMAL } from './float32';
import type { CodedFormat } from './numberFormat';
import { numLanes, packWord, wordPlace } from './packing';
import { numScales, type ScaleGroups, scaleFactor, scaleIndex, storedScale } from './scales';
import { wordCodec } from './wordValues';

/** Values of a tensor as words of a format, with their scales. */
export interface StoredWords {
  /** Packed words [numLanes]. */
  readonly lanes: Int32Array;
  /** Factor of each scale [numScales]. */
  readonly scales: Float32Array;
  /** Values that the words read as, in the order of the words. */
  readonly values: Float32Array;
}

/**
 * Quantises the values of a tensor. Each scale follows from the largest magnitude of its group.
 * Quotients are those of doubles, rounded half to even. The values must be finite.
 */
export function storeWords(values: Float32Array, format: CodedFormat, groups: ScaleGroups): StoredWords {
  const { width, encode, decode } = wordCodec(format);
  const largest = new Float64Array(numScales(groups));
  for (let index = 0; index < values.length; index++) {
    const group = scaleIndex(index, groups);
    largest[group] = Math.max(largest[group]!, Math.abs(values[index]!));
  }
  const scales = Float32Array.from(largest, (most) => scaleFactor(format, storedScale(format, most)));
  const lanes = new Uint32Array(numLanes(values.length, width));
  const read = new Float32Array(values.length);
  for (let index = 0; index < values.length; index++) {
    const scale = scales[scaleIndex(index, groups)]!;
    const word = encode(values[index]! / scale);
    const { laneIndex, slot } = wordPlace(index, width);
    lanes[laneIndex] = packWord(lanes[laneIndex]!, word, slot, width);
    read[index] = wordValue(decode(word), scale) ?? 0;
  }
  return { lanes: new Int32Array(lanes.buffer), scales, values: read };
}

/**
 * Returns the value of a word with a scale, as float32. Null if it is Infinity or NaN. Values and
 * scales below float32's smallest normal number are 0, because GPUs may treat them so. WGSL
 * counterpart: `word_value`.
 */
export function wordValue(decoded: number, scale: number): number | null {
  const value = Math.fround(decoded * scale);
  if (!Number.isFinite(value)) return null;
  return scale < MIN_NORMAL || Math.abs(value) < MIN_NORMAL ? 0 : value;
}
