import type * as tf from '@tensorflow/tfjs-core';
import { numLanes, packWord, unpackWord, wordsPerLane } from '../../core/words/packing';
import { dequantizeWord, quantizeWord, type WordLayout } from '../../core/words/qformat';
import { defineKernel, type GpuProgram, type Uniforms, type Values } from './defineKernel';
import type { WasmKernels } from './wasmKernels';
import wordsWgsl from './words.wgsl?raw';

function wordUniforms(layout: WordLayout, numWords: number): Uniforms {
  const { width, least, most, scale, step, signMagnitude } = layout;
  return {
    numWords: { type: 'u32', value: numWords },
    width: { type: 'u32', value: width },
    signMagnitude: { type: 'u32', value: signMagnitude ? 1 : 0 },
    least: { type: 'f32', value: least },
    most: { type: 'f32', value: most },
    scale: { type: 'f32', value: scale },
    step: { type: 'f32', value: step },
  };
}

/** WGSL calls of `quantize_word` and `dequantize_word` with the uniforms of `wordUniforms`. */
const quantized = (value: string) =>
  `quantize_word(${value}, uniforms.least, uniforms.most, uniforms.scale, uniforms.step, uniforms.width, uniforms.signMagnitude == 1u)`;
const dequantized = (word: string) =>
  `dequantize_word(${word}, uniforms.most, uniforms.step, uniforms.width, uniforms.signMagnitude == 1u)`;

const product = (shape: readonly number[]): number => shape.reduce((size, length) => size * length, 1);

/**
 * Program with one invocation for each word, which reads the word from the XOR of the lanes in
 * `inputs`.
 */
function dequantizeProgram(
  key: string,
  inputs: readonly string[],
  layout: WordLayout,
  numWords: number,
): GpuProgram {
  const lane = inputs.map((name) => `${name}[place.x]`).join(' ^ ');
  return {
    key,
    inputs,
    uniforms: wordUniforms(layout, numWords),
    invocations: numWords,
    atomic: false,
    source: `${wordsWgsl}
      fn main(index: i32) {
        if (u32(index) >= uniforms.numWords) { return; }
        let place = word_place(u32(index), uniforms.width);
        let word = unpack_word(bitcast<u32>(${lane}), place.y, uniforms.width);
        result[index] = ${dequantized('word')};
      }`,
  };
}

const runQuantizeLanes = defineKernel<WordLayout>({
  name: 'AresQuantizeLanes',
  outputType: 'int32',
  outputShape: ([shape], { width }) => [numLanes(product(shape!), width)],
  compute([values], lanes, layout) {
    const { width } = layout;
    const perLane = wordsPerLane(width);
    const numWords = values!.length;
    for (let laneIndex = 0, wordIndex = 0; wordIndex < numWords; laneIndex++) {
      let lane = 0;
      for (let slot = 0; slot < perLane && wordIndex < numWords; slot++, wordIndex++) {
        lane = packWord(lane, quantizeWord(values![wordIndex]!, layout), slot, width);
      }
      lanes[laneIndex] = lane;
    }
  },
  program([shape], layout) {
    const numWords = product(shape!);
    return {
      key: 'aresQuantizeLanes',
      inputs: ['values'],
      uniforms: wordUniforms(layout, numWords),
      invocations: numLanes(numWords, layout.width),
      atomic: false,
      source: `${wordsWgsl}
        fn main(index: i32) {
          let words_per_lane = 32u / uniforms.width;
          let first = u32(index) * words_per_lane;
          if (first >= uniforms.numWords) { return; }
          var lane = 0u;
          for (var slot = 0u; slot < words_per_lane && first + slot < uniforms.numWords; slot = slot + 1u) {
            lane = pack_word(lane, ${quantized('values[first + slot]')}, slot, uniforms.width);
          }
          result[index] = bitcast<i32>(lane);
        }`,
    };
  },
});

const runDequantizeLanes = defineKernel<WordLayout & { readonly shape: number[] }>({
  name: 'AresDequantizeLanes',
  outputType: 'float32',
  outputShape: (_, { shape }) => shape,
  compute([lanes], values, layout) {
    const { width } = layout;
    const perLane = wordsPerLane(width);
    const numWords = values.length;
    for (let laneIndex = 0, wordIndex = 0; wordIndex < numWords; laneIndex++) {
      const lane = lanes![laneIndex]!;
      for (let slot = 0; slot < perLane && wordIndex < numWords; slot++, wordIndex++) {
        values[wordIndex] = dequantizeWord(unpackWord(lane, slot, width), layout);
      }
    }
  },
  program(_, { shape, ...layout }) {
    return dequantizeProgram('aresDequantizeLanes', ['lanes'], layout, product(shape));
  },
});

const runInjectFaults = defineKernel<WordLayout>({
  name: 'AresInjectFaults',
  outputType: 'float32',
  outputShape: ([, , shape]) => shape!,
  compute([lanes, mask, faultFree], values, layout, wasm) {
    const { width, most, step, signMagnitude } = layout;
    const perLane = wordsPerLane(width);
    const numWords = values.length;
    // Copies the fault-free values, then changes the faulty lanes only. Reading all lanes again
    // took 2 ms of a 20 ms LeNetFC trial.
    values.set(faultFree!);
    if (wasm !== null) {
      const addresses = [lanes!.byteOffset, mask!.byteOffset, values.byteOffset] as const;
      wasm.injectFaults(...addresses, numWords, width, most, step, signMagnitude);
      return;
    }
    const flipped = mask!;
    for (let laneIndex = 0; laneIndex < flipped.length; laneIndex++) {
      if (flipped[laneIndex] === 0) continue;
      const lane = lanes![laneIndex]! ^ flipped[laneIndex]!;
      const first = laneIndex * perLane;
      const end = Math.min(first + perLane, numWords);
      for (let wordIndex = first; wordIndex < end; wordIndex++) {
        values[wordIndex] = dequantizeWord(unpackWord(lane, wordIndex - first, width), layout);
      }
    }
  },
  program([, , shape], layout) {
    return dequantizeProgram('aresInjectFaults', ['lanes', 'mask'], layout, product(shape!));
  },
});

/**
 * 1.5 · 2^52. A double of this size has no fraction bits, so adding and then subtracting it rounds
 * half to even.
 */
const ROUNDER = 6755399441055744;

/**
 * Quantises a layer's outputs, up to millions of values. Calls of quantizeWord and dequantizeWord
 * take ten times as long.
 */
function quantizeAll(
  values: Values,
  words: Values,
  { least, most, scale, step }: WordLayout,
  wasm: WasmKernels | null,
): void {
  const numWords = words.length;
  if (wasm !== null) {
    wasm.quantizeValues(values.byteOffset, words.byteOffset, numWords, scale, step, least, most);
    return;
  }
  for (let index = 0; index < numWords; index++) {
    let steps = values[index]! * scale;
    if (steps > most) steps = most;
    if (steps < least) steps = least;
    if (Number.isNaN(steps)) steps = 0;
    // The sum also turns -0, which no word holds, into 0.
    words[index] = (steps + ROUNDER - ROUNDER) * step;
  }
}

/** Place of the words of values [rows, rowWords] in a mask. */
interface MaskAddress {
  readonly rowWords: number;
  /** Mask word of the first value. */
  readonly firstWord: number;
  /** Number of mask words from one row to the next. 0: all rows use the same words. */
  readonly rowStride: number;
}

/**
 * Flips the bits of a mask in quantised values. The cost grows with the number of faults, and lanes
 * that rows share are read once.
 */
function flipAll(words: Values, mask: Values, attributes: WordLayout & MaskAddress): void {
  const { width, rowWords, firstWord, rowStride } = attributes;
  const perLane = wordsPerLane(width);
  const numRows = words.length / rowWords;
  const numStrides = rowStride === 0 ? 1 : numRows;
  for (let row = 0; row < numStrides; row++) {
    const start = firstWord + row * rowStride;
    const end = start + rowWords;
    const lastRow = rowStride === 0 ? numRows : row + 1;
    const lastLane = Math.ceil(end / perLane) | 0;
    for (let laneIndex = (start / perLane) | 0; laneIndex < lastLane; laneIndex++) {
      const lane = mask[laneIndex]!;
      if (lane === 0) continue;
      const first = laneIndex * perLane;
      for (let wordIndex = Math.max(first, start); wordIndex < Math.min(first + perLane, end); wordIndex++) {
        const flipped = unpackWord(lane, wordIndex - first, width);
        for (let faulty = row; flipped !== 0 && faulty < lastRow; faulty++) {
          const index = faulty * rowWords + wordIndex - start;
          words[index] = dequantizeWord(quantizeWord(words[index]!, attributes) ^ flipped, attributes);
        }
      }
    }
  }
}

/** With one input the values are quantised without faults. */
const runStoreValues = defineKernel<WordLayout & MaskAddress>({
  name: 'AresStoreValues',
  outputType: 'float32',
  outputShape: ([shape]) => shape!,
  compute([values, mask], words, attributes, wasm) {
    quantizeAll(values!, words, attributes, wasm);
    if (mask !== undefined) flipAll(words, mask, attributes);
  },
  program([shape, maskShape], { rowWords, firstWord, rowStride, ...layout }) {
    const numWords = product(shape!);
    const hasMask = maskShape !== undefined;
    return {
      key: hasMask ? 'aresInjectValues' : 'aresQuantizeValues',
      inputs: hasMask ? ['values', 'mask'] : ['values'],
      uniforms: {
        ...wordUniforms(layout, numWords),
        rowWords: { type: 'u32', value: rowWords },
        firstWord: { type: 'u32', value: firstWord },
        rowStride: { type: 'u32', value: rowStride },
      },
      invocations: numWords,
      atomic: false,
      source: `${wordsWgsl}
        fn main(index: i32) {
          if (u32(index) >= uniforms.numWords) { return; }
          var word = ${quantized('values[index]')};
          ${hasMask ? FLIP_WORD : ''}
          result[index] = ${dequantized('word')};
        }`,
    };
  },
});

const FLIP_WORD = `
          let row = u32(index) / uniforms.rowWords;
          let mask_word = uniforms.firstWord + row * uniforms.rowStride + u32(index) - row * uniforms.rowWords;
          let place = word_place(mask_word, uniforms.width);
          word = word ^ unpack_word(bitcast<u32>(mask[place.x]), place.y, uniforms.width);`;

/** Quantises values to words of `layout` and returns the values of the words, in the same shape. */
export function quantizeValues(values: tf.Tensor, layout: WordLayout): tf.Tensor {
  return runStoreValues([values], { ...layout, rowWords: 1, firstWord: 0, rowStride: 0 });
}

/**
 * Quantises values to words, flips the bits of `mask` and returns the values of the words.
 * `address` gives the place of the words in the mask.
 */
export function injectValues(
  values: tf.Tensor,
  mask: tf.Tensor,
  layout: WordLayout,
  address: MaskAddress,
): tf.Tensor {
  return runStoreValues([values, mask], { ...layout, ...address });
}

/** Quantises values of any shape into packed lanes [numLanes], int32 holding u32. */
export function quantizeLanes(values: tf.Tensor, layout: WordLayout): tf.Tensor {
  return runQuantizeLanes([values], layout);
}

/** Returns the exact values of packed lanes, in `shape`. */
export function dequantizeLanes(lanes: tf.Tensor, shape: readonly number[], layout: WordLayout): tf.Tensor {
  return runDequantizeLanes([lanes], { ...layout, shape: [...shape] });
}

/**
 * Returns the values of `lanes` with the bits of `mask` flipped. `faultFree` holds their fault-free
 * values and gives the shape.
 */
export function injectFaults(
  lanes: tf.Tensor,
  mask: tf.Tensor,
  faultFree: tf.Tensor,
  layout: WordLayout,
): tf.Tensor {
  return runInjectFaults([lanes, mask, faultFree], layout);
}
