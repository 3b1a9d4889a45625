import { expect, it } from 'vitest';
import { numLanes, packWord, wordPlace } from '../../core/words/packing';
import { parseQFormat, wordLayout } from '../../core/words/qformat';
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

const Q2_2 = parseQFormat('Q2.2');

it('lists changed weights by column, and changed biases', () => {
  const masks = { kernel: maskOf([0, 0b0010, 0, 0, 0, 0b1000, 0b0001, 0]), bias: maskOf([0, 0, 0, 0b1010]) };
  expect(denseChanges(faultFree, masks, wordLayout(Q2_2, 'twosComplement'))).toEqual({
    columns: Int32Array.of(1, 2, 3),
    starts: Int32Array.of(0, 2, 3, 3),
    rows: Int32Array.of(0, 1, 1),
    // 0.5 loses its bit; -0.5 is 1110, which becomes 0110; 1 gets a last bit. The bias 0010 becomes
    // 1000.
    deltas: Float32Array.of(-0.5, 2, 0.25),
    biasDeltas: Float32Array.of(0, 0, -2.5),
  });
  expect(denseChanges(faultFree, masks, wordLayout(Q2_2, 'signMagnitude')).deltas[1]).toBe(1);
});

it('finds nothing where nothing flips', () => {
  const layout = wordLayout(Q2_2, 'twosComplement');
  expect(
    denseChanges(faultFree, { kernel: maskOf(Array(8).fill(0)), bias: null }, layout).columns,
  ).toHaveLength(0);
  expect(denseChanges(faultFree, { kernel: null, bias: null }, layout).rows).toHaveLength(0);
});
