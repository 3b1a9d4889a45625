import { expect, it } from 'vitest';
import { numLanes, packWord, wordPlace } from '../../core/words/packing';
import {
  dequantizeWord,
  parseQFormat,
  quantizeWord,
  type WordEncoding,
  wordLayout,
} from '../../core/words/qformat';
import { denseChanges } from './denseChanges';

const faultFree = {
  kernel: Float32Array.of(1, 0.5, -2, 0, 1.5, -0.5, 1, -1),
  bias: Float32Array.of(0, 1, -1, 0.5),
};

/** Lanes of 4-bit words with these bits set. */
function maskOf(flips: readonly number[]): Int32Array {
  const mask = new Int32Array(numLanes(flips.length, 4));
  for (const [index, flipped] of flips.entries()) {
    const { laneIndex, slot } = wordPlace(index, 4);
    mask[laneIndex] = packWord(mask[laneIndex]!, flipped, slot, 4);
  }
  return mask;
}

/** Faults in 4-bit words of a layer. */
function faultsIn(tensor: 'kernel' | 'bias', flips: readonly number[], encoding: WordEncoding) {
  const layout = wordLayout(parseQFormat('Q2.2'), encoding);
  return {
    mask: maskOf(flips),
    width: 4,
    faulty: (index: number, flipped: number) =>
      dequantizeWord(quantizeWord(faultFree[tensor][index]!, layout) ^ flipped, layout),
  };
}

it('lists changed weights by column, and changed biases', () => {
  const changesIn = (encoding: WordEncoding) =>
    denseChanges(faultFree, {
      kernel: faultsIn('kernel', [0, 0b0010, 0, 0, 0, 0b1000, 0b0001, 0], encoding),
      bias: faultsIn('bias', [0, 0, 0, 0b1010], encoding),
    });
  expect(changesIn('twosComplement')).toEqual({
    columns: Int32Array.of(1, 2, 3),
    starts: Int32Array.of(0, 2, 3, 3),
    rows: Int32Array.of(0, 1, 1),
    // 0.5 loses its bit; -0.5 is 1110, which becomes 0110; 1 gets a last bit. The bias 0010 becomes
    // 1000.
    weights: Float32Array.of(0, 1.5, 1.25),
    deltas: Float32Array.of(-0.5, 2, 0.25),
    biases: Float32Array.of(1, -1, -2),
    biasDeltas: Float32Array.of(0, 0, -2.5),
  });
  expect(changesIn('signMagnitude')!.deltas[1]).toBe(1);
});

it('finds nothing where nothing flips, or where a flip changes no value', () => {
  const none = faultsIn('kernel', Array(8).fill(0), 'twosComplement');
  expect(denseChanges(faultFree, { kernel: none, bias: null })!.columns).toHaveLength(0);
  expect(denseChanges(faultFree, { kernel: null, bias: null })!.rows).toHaveLength(0);
  // The weight of index 3 is 0: with its sign flipped it still reads as 0.
  const sign = faultsIn('kernel', [0, 0, 0, 0b1000, 0, 0, 0, 0], 'signMagnitude');
  expect(denseChanges(faultFree, { kernel: sign, bias: null })!.columns).toHaveLength(0);
});

it('is null if a weight becomes Infinity or NaN', () => {
  const beyond = { ...faultsIn('bias', [0, 1, 0, 0], 'twosComplement'), faulty: () => null };
  expect(denseChanges(faultFree, { kernel: null, bias: beyond })).toBeNull();
});
