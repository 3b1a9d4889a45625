import type * as tf from '@tensorflow/tfjs-core';
import { product } from '../../core/network/network';
import { unpackWord, wordsPerLane } from '../../core/words/packing';
import { type ScaleGroups, scaleIndex } from '../../core/words/scales';
import { wordValue } from '../../core/words/storedWords';
import codedWgsl from './codedWords.wgsl?raw';
import { defineKernel, type GpuProgram, type Values } from './defineKernel';
import wordsWgsl from './words.wgsl?raw';

/** Places of the words and scales of a tensor. */
interface CodedLayout extends ScaleGroups {
  readonly width: number;
}

/** Reads words by a table of float32 bits, or as float32 bits themselves. */
function decoder(table: Values | undefined): (word: number) => number {
  if (table === undefined) {
    const bits = new Uint32Array(1);
    const value = new Float32Array(bits.buffer);
    return (word) => {
      bits[0] = word;
      return value[0]!;
    };
  }
  const values = new Float32Array(table.buffer, table.byteOffset, table.length);
  return (word) => values[word]!;
}

/** Visits the words of all lanes that a mask changes, with the value of each; null: not finite. */
function eachFaulty(
  [lanes, mask, scales, table]: readonly (Values | undefined)[],
  numWords: number,
  layout: CodedLayout,
  visit: (wordIndex: number, value: number | null) => void,
): void {
  const { width } = layout;
  const perLane = wordsPerLane(width);
  const decode = decoder(table);
  for (let laneIndex = 0; laneIndex < mask!.length; laneIndex++) {
    if (mask![laneIndex] === 0) continue;
    const lane = lanes![laneIndex]! ^ mask![laneIndex]!;
    const first = laneIndex * perLane;
    const end = Math.min(first + perLane, numWords);
    for (let wordIndex = first; wordIndex < end; wordIndex++) {
      const word = unpackWord(lane, wordIndex - first, width);
      visit(wordIndex, wordValue(decode(word), scales![scaleIndex(wordIndex, layout)]!));
    }
  }
}

/**
 * WGSL program with one invocation for each word. `body` uses `value`, the bits of its value.
 */
function codedProgram(
  key: string,
  inputs: readonly string[],
  numWords: number,
  { width, inner, outputs, span, perOutput }: CodedLayout,
  hasTable: boolean,
  body: string,
): Omit<GpuProgram, 'atomic'> {
  return {
    key: hasTable ? key : `${key}Float32`,
    inputs: hasTable ? [...inputs, 'table'] : inputs,
    uniforms: {
      numWords: { type: 'u32', value: numWords },
      width: { type: 'u32', value: width },
      inner: { type: 'u32', value: inner },
      outputs: { type: 'u32', value: outputs },
      span: { type: 'u32', value: span },
      perOutput: { type: 'u32', value: perOutput },
    },
    invocations: numWords,
    source: `${wordsWgsl}${codedWgsl}
      fn main(index: i32) {
        let word_index = u32(index);
        if (word_index >= uniforms.numWords) { return; }
        let place = word_place(word_index, uniforms.width);
        let word = unpack_word(bitcast<u32>(lanes[place.x] ^ mask[place.x]), place.y, uniforms.width);
        let group = scale_index(word_index, uniforms.inner, uniforms.outputs, uniforms.span, uniforms.perOutput);
        let value = word_value(${hasTable ? 'bitcast<u32>(table[word])' : 'word'}, scales[group]);
        ${body}
      }`,
  };
}

const runInjectCoded = defineKernel<CodedLayout>({
  name: 'AresInjectCoded',
  outputType: 'float32',
  outputShape: ([, , , shape]) => shape!,
  compute([lanes, mask, scales, faultFree, table], values, layout) {
    values.set(faultFree!);
    eachFaulty([lanes, mask, scales, table], values.length, layout, (wordIndex, value) => {
      values[wordIndex] = value ?? 0;
    });
  },
  program: ([, , , shape, table], layout) => ({
    ...codedProgram(
      'aresInjectCoded',
      ['lanes', 'mask', 'scales', 'faultFree'],
      product(shape!),
      layout,
      table !== undefined,
      // Reads the fault-free values, because every input must be read.
      `let finite = select(value, 0u, (value & EXPONENT) == EXPONENT);
        result[index] = select(faultFree[index], bitcast<f32>(finite), mask[place.x] != 0);`,
    ),
    atomic: false,
  }),
});

const runCountNonFinite = defineKernel<CodedLayout & { readonly numWords: number }>({
  name: 'AresCountNonFinite',
  outputType: 'int32',
  outputShape: () => [1],
  compute([lanes, mask, scales, table], counts, layout) {
    counts[0] = 0;
    eachFaulty([lanes, mask, scales, table], layout.numWords, layout, (_, value) => {
      if (value === null) counts[0]!++;
    });
  },
  program: ([, , , table], layout) => ({
    ...codedProgram(
      'aresCountNonFinite',
      ['lanes', 'mask', 'scales'],
      layout.numWords,
      layout,
      table !== undefined,
      // Lanes without faults hold finite values.
      'if ((value & EXPONENT) == EXPONENT) { atomicAdd(&result[0], 1); }',
    ),
    atomic: true,
  }),
});

/** Words of a tensor on the device. */
export interface CodedTensor {
  /** Packed words [numLanes], int32 holding u32. */
  readonly lanes: tf.Tensor;
  /** Factors of the scales [numScales]. */
  readonly scales: tf.Tensor;
  /** Values of the words without faults, in the tensor's shape. */
  readonly faultFree: tf.Tensor;
  /** Float32 bits of each word's value [2^width], int32. Null if words are float32 numbers. */
  readonly table: tf.Tensor | null;
  readonly layout: CodedLayout;
}

/**
 * Returns the values of a tensor with the bits of `mask` flipped. Words that read as Infinity or
 * NaN are 0.
 */
export function injectCoded(
  { lanes, scales, faultFree, table, layout }: CodedTensor,
  mask: tf.Tensor,
): tf.Tensor {
  return runInjectCoded([lanes, mask, scales, faultFree, ...(table === null ? [] : [table])], layout);
}

/** Counts the words that read as Infinity or NaN once the bits of `mask` are flipped [1], int32. */
export function countNonFinite(
  { lanes, scales, faultFree, table, layout }: CodedTensor,
  mask: tf.Tensor,
): tf.Tensor {
  const inputs = [lanes, mask, scales, ...(table === null ? [] : [table])];
  return runCountNonFinite(inputs, { ...layout, numWords: faultFree.size });
}
