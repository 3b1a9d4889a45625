import * as tf from '@tensorflow/tfjs-core';
import type { OutputAxes } from '../../core/network/outputAxis';
import { type CodedFormat, wordBits } from '../../core/words/numberFormat';
import { unpackWord, wordPlace } from '../../core/words/packing';
import { dequantizeWord, quantizeWord, type WordLayout } from '../../core/words/qformat';
import { scaleGroups, scaleIndex, scaleSpan } from '../../core/words/scales';
import { storeWords, wordValue } from '../../core/words/storedWords';
import { hasNonFinite, wordCodec, wordTable } from '../../core/words/wordValues';
import { type CodedTensor, countNonFinite, injectCoded } from '../kernels/codedKernels';
import { dequantizeLanes, injectFaults, quantizeLanes } from '../kernels/wordKernels';
import { onHost } from '../shortcuts/hostCopies';

/** A trained tensor as words on the device. */
export interface StoredTensor {
  /** Values of the words without faults, in the tensor's shape. */
  readonly faultFree: tf.Tensor;
  /** Returns the values of the words with the bits of a mask flipped. */
  inject(mask: tf.Tensor): tf.Tensor;
  /**
   * Counts the words that read as Infinity or NaN under a mask [1]. Null if no word of the format
   * does.
   */
  countNonFinite(mask: tf.Tensor): tf.Tensor | null;
  /**
   * Returns the value of a word with some bits flipped. Null: Infinity or NaN. Reads the words back
   * to the host once.
   */
  faulty(index: number, flipped: number): number | null;
  dispose(): void;
}

/** Stores values as fixed-point words. The device quantises them. */
export function storeFixedPoint(float: tf.Tensor, layout: WordLayout): StoredTensor {
  // `keep`: the first trial of a site prepares it inside its own tidy.
  const lanes = tf.keep(quantizeLanes(float, layout));
  const faultFree = tf.keep(dequantizeLanes(lanes, float.shape, layout));
  return {
    faultFree,
    inject: (mask) => injectFaults(lanes, mask, faultFree, layout),
    countNonFinite: () => null,
    faulty: (index, flipped) =>
      dequantizeWord(quantizeWord(onHost(faultFree)[index]!, layout) ^ flipped, layout),
    dispose: () => tf.dispose([lanes, faultFree]),
  };
}

/**
 * Stores values as words of any other format. The host quantises them in doubles. `outputs` are
 * the axes of `shape` that count output channels.
 */
export function storeCoded(
  values: Float32Array,
  shape: readonly number[],
  format: CodedFormat,
  outputs: OutputAxes,
): StoredTensor {
  const groups = scaleGroups(scaleSpan(format), shape, outputs);
  const words = storeWords(values, format, groups);
  const table = wordTable(format);
  const coded: CodedTensor = {
    lanes: tf.keep(tf.tensor1d(words.lanes, 'int32')),
    scales: tf.keep(tf.tensor1d(words.scales)),
    faultFree: tf.keep(tf.tensor(words.values, [...shape])),
    table: table === null ? null : tf.keep(tf.tensor1d(new Int32Array(table.buffer), 'int32')),
    layout: { ...groups, width: wordBits(format) },
  };
  const mayBeNonFinite = hasNonFinite(format);
  const { width, decode } = wordCodec(format);
  return {
    faultFree: coded.faultFree,
    inject: (mask) => injectCoded(coded, mask),
    countNonFinite: (mask) => (mayBeNonFinite ? countNonFinite(coded, mask) : null),
    faulty(index, flipped) {
      const { laneIndex, slot } = wordPlace(index, width);
      const word = unpackWord(
        onHost<Int32Array>(coded.lanes)[laneIndex]! ^ (flipped << (slot * width)),
        slot,
        width,
      );
      return wordValue(decode(word), onHost(coded.scales)[scaleIndex(index, groups)]!);
    },
    dispose: () => tf.dispose([coded.lanes, coded.scales, coded.faultFree, coded.table ?? []]),
  };
}
