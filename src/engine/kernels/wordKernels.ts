import type * as tf from '@tensorflow/tfjs-core';
import { numLanes, packWord, unpackWord, wordsPerLane } from '../../core/packing';
import {
  dequantizeWord,
  type Encoding,
  type QFormat,
  quantizeWord,
  stepSize,
  wordBits,
} from '../../core/qformat';
import { defineKernel, type Uniforms } from './defineKernel';
import wordsWgsl from './words.wgsl?raw';

/** Which fixed-point words a kernel reads or writes. */
export interface WordType {
  readonly format: QFormat;
  readonly encoding: Encoding;
}

function wordUniforms({ format, encoding }: WordType, numWords: number): Uniforms {
  return {
    numWords: { type: 'u32', value: numWords },
    width: { type: 'u32', value: wordBits(format) },
    signMagnitude: { type: 'u32', value: encoding === 'signMagnitude' ? 1 : 0 },
    bound: { type: 'f32', value: 2 ** (format.integerBits - 1) },
    scale: { type: 'f32', value: 2 ** format.fractionBits },
    step: { type: 'f32', value: stepSize(format) },
  };
}

const product = (shape: readonly number[]): number => shape.reduce((size, length) => size * length, 1);

const runQuantizeLanes = defineKernel<WordType>({
  name: 'AresQuantizeLanes',
  outputType: 'int32',
  outputShape: ([shape], type) => [numLanes(product(shape!), wordBits(type.format))],
  compute([values], lanes, { format, encoding }) {
    const width = wordBits(format);
    const perLane = wordsPerLane(width);
    const numWords = values!.length;
    for (let laneIndex = 0, wordIndex = 0; wordIndex < numWords; laneIndex++) {
      let lane = 0;
      for (let slot = 0; slot < perLane && wordIndex < numWords; slot++, wordIndex++) {
        lane = packWord(lane, quantizeWord(values![wordIndex]!, format, encoding), slot, width);
      }
      lanes[laneIndex] = lane;
    }
  },
  program([shape], type) {
    const numWords = product(shape!);
    return {
      key: 'aresQuantizeLanes',
      inputs: ['values'],
      uniforms: wordUniforms(type, numWords),
      invocations: numLanes(numWords, wordBits(type.format)),
      atomic: false,
      source: `${wordsWgsl}
        fn main(index: i32) {
          let words_per_lane = 32u / uniforms.width;
          let first = u32(index) * words_per_lane;
          if (first >= uniforms.numWords) { return; }
          var lane = 0u;
          for (var slot = 0u; slot < words_per_lane && first + slot < uniforms.numWords; slot = slot + 1u) {
            let word = quantize_word(
              values[first + slot], uniforms.bound, uniforms.scale, uniforms.width, uniforms.signMagnitude == 1u);
            lane = pack_word(lane, word, slot, uniforms.width);
          }
          result[index] = bitcast<i32>(lane);
        }`,
    };
  },
});

const runDequantizeLanes = defineKernel<WordType & { readonly shape: number[] }>({
  name: 'AresDequantizeLanes',
  outputType: 'float32',
  outputShape: (_, { shape }) => shape,
  compute([lanes], values, { format, encoding }) {
    const width = wordBits(format);
    const perLane = wordsPerLane(width);
    const numWords = values.length;
    for (let laneIndex = 0, wordIndex = 0; wordIndex < numWords; laneIndex++) {
      const lane = lanes![laneIndex]!;
      for (let slot = 0; slot < perLane && wordIndex < numWords; slot++, wordIndex++) {
        values[wordIndex] = dequantizeWord(unpackWord(lane, slot, width), format, encoding);
      }
    }
  },
  program(_, { shape, ...type }) {
    const numWords = product(shape);
    return {
      key: 'aresDequantizeLanes',
      inputs: ['lanes'],
      uniforms: wordUniforms(type, numWords),
      invocations: numWords,
      atomic: false,
      source: `${wordsWgsl}
        fn main(index: i32) {
          let word_index = u32(index);
          if (word_index >= uniforms.numWords) { return; }
          let words_per_lane = 32u / uniforms.width;
          let lane_index = word_index / words_per_lane;
          let word = unpack_word(
            bitcast<u32>(lanes[lane_index]), word_index - lane_index * words_per_lane, uniforms.width);
          result[index] = dequantize_word(word, uniforms.step, uniforms.width, uniforms.signMagnitude == 1u);
        }`,
    };
  },
});

/** Quantises values of any shape into packed lanes [numLanes], int32 holding u32. */
export function quantizeLanes(values: tf.Tensor, type: WordType): tf.Tensor {
  return runQuantizeLanes([values], type);
}

/** The exact values of packed lanes, in `shape`. */
export function dequantizeLanes(lanes: tf.Tensor, shape: readonly number[], type: WordType): tf.Tensor {
  return runDequantizeLanes([lanes], { ...type, shape: [...shape] });
}
