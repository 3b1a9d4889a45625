import { MIN_NORMAL } from './float32';
import { exponentOf, floatLayout, largestFloat } from './floatWords';
import { BLOCK_WORDS, type CodedFormat, type ScaleSpan } from './numberFormat';

/**
 * Which scale the words of a tensor have. The words are numbered as they are stored, row by row.
 * Word i belongs to output floor(i / inner) mod outputs. The other words of an output are numbered
 * in their order, and `span` of them in a row share a scale.
 */
export interface ScaleGroups {
  /** Product of the sizes of the axes after those of the outputs. */
  readonly inner: number;
  readonly outputs: number;
  /** Words of one output that share a scale. The last group of an output may be shorter. */
  readonly span: number;
  /** Groups of one output. */
  readonly perOutput: number;
}

/**
 * Returns the groups of a tensor of `shape` whose axes from `first` to before `end` count output
 * channels. A vector has one word an output. Without a span, all words are one group, whose scale
 * is 1.
 */
export function scaleGroups(
  span: ScaleSpan | null,
  shape: readonly number[],
  { first, end }: { readonly first: number; readonly end: number },
): ScaleGroups {
  const size = (lengths: readonly number[]) => lengths.reduce((words, length) => words * length, 1);
  const numWords = size(shape);
  if (span === null || span === 'tensor' || shape.length === 0)
    return { inner: numWords, outputs: 1, span: numWords, perOutput: 1 };
  const outputs = size(shape.slice(first, end));
  const words = numWords / outputs;
  const length = span === 'block' ? BLOCK_WORDS : words;
  return {
    inner: size(shape.slice(end)),
    outputs,
    span: length,
    perOutput: Math.ceil(words / length),
  };
}

/** Number of scales of a tensor. */
export function numScales({ outputs, perOutput }: ScaleGroups): number {
  return outputs * perOutput;
}

/** Returns the index of a word's scale. WGSL counterpart: `scale_index`. */
export function scaleIndex(word: number, { inner, outputs, span, perOutput }: ScaleGroups): number {
  const row = Math.floor(word / inner);
  const output = row % outputs;
  const place = Math.floor(row / outputs) * inner + (word - row * inner);
  return output * perOutput + Math.floor(place / span);
}

/** Returns which words of a format share a scale. Null if it has none. */
export function scaleSpan(format: CodedFormat): ScaleSpan | null {
  if (format.family === 'block') return 'block';
  return format.scaled === 'none' ? null : format.scaled;
}

/**
 * Returns the stored scale of a group from the largest magnitude of its values: a float32 number,
 * or the byte e of the power of two 2^(e - 127), 0 to 254. A group of zeros has the scale 1, or the
 * byte 0.
 */
export function storedScale(format: CodedFormat, largest: number): number {
  const layout = floatLayout(format);
  switch (format.family) {
    case 'integer':
      return largest === 0 ? 1 : nonZero(Math.fround(largest / (2 ** (format.bits - 1) - 1)));
    case 'float':
      if (format.scaled === 'none' || largest === 0) return 1;
      return nonZero(Math.fround(largest / largestFloat(layout!)));
    case 'block': {
      const top = layout === null ? 1 : largestFloat(layout);
      return Math.max(0, Math.min(254, float32Exponent(largest) - exponentOf(top) + 127));
    }
  }
}

/** Returns the factor that a stored scale stands for. */
export function scaleFactor(format: CodedFormat, stored: number): number {
  return format.family === 'block' ? 2 ** (stored - 127) : stored;
}

/** Returns the exponent field of a float32 number minus 127. Of 0 and subnormal numbers: -127. */
function float32Exponent(x: number): number {
  return Math.max(exponentOf(Math.fround(x)), -127);
}

/** Returns the smallest normal float32 for a scale that rounds below it: no scale is 0. */
function nonZero(scale: number): number {
  return Math.max(scale, MIN_NORMAL);
}
