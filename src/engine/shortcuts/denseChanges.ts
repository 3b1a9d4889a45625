import { unpackWord, wordsPerLane } from '../../core/words/packing';

/** Effect of flipped bits on a dense layer's weights and biases, by output column. */
export interface DenseChanges {
  /** Columns with a changed weight or bias, ascending [c]. */
  readonly columns: Int32Array;
  /**
   * Index of each column's first changed weight in `rows` and `deltas`, and at the end the number
   * of changed weights [c + 1].
   */
  readonly starts: Int32Array;
  /** Input row of each changed weight. */
  readonly rows: Int32Array;
  /** Each changed weight with its faults. */
  readonly weights: Float32Array;
  /** Faulty minus fault-free weight, rounded to float32. Exact for fixed-point words. */
  readonly deltas: Float32Array;
  /** Bias of each column with its faults [c]. */
  readonly biases: Float32Array;
  /** Faulty minus fault-free bias of each column [c], rounded likewise. */
  readonly biasDeltas: Float32Array;
}

/** Changes alone, without the values that they lead to. */
export type DenseDeltas = Omit<DenseChanges, 'weights' | 'biases'>;

/** Weights [inputs · units] and biases [units] of a dense layer. */
export interface DenseWeights {
  readonly kernel: Float32Array;
  readonly bias: Float32Array;
}

/** Faults in a tensor of a dense layer. */
export interface WordFaults {
  /** Lanes to XOR with the words. */
  readonly mask: Int32Array;
  /** Bits of a word. */
  readonly width: number;
  /** Returns the value of a word with some bits flipped. Null: Infinity or NaN. */
  readonly faulty: (index: number, flipped: number) => number | null;
}

/** Faults in the tensors of a dense layer. Null if a tensor is not in the site. */
interface DenseFaults {
  readonly kernel: WordFaults | null;
  readonly bias: WordFaults | null;
}

/**
 * Computes the effect of faults on fault-free weights and biases. Null if one of them becomes
 * Infinity or NaN.
 */
export function denseChanges(faultFree: DenseWeights, faults: DenseFaults): DenseChanges | null {
  const units = faultFree.bias.length;
  const [ofKernel, ofBias] = [
    changedWords(faultFree.kernel, faults.kernel),
    changedWords(faultFree.bias, faults.bias),
  ];
  if (ofKernel === null || ofBias === null) return null;
  const bias = faultFree.bias.slice();
  for (const [place, column] of ofBias.indices.entries()) bias[column] = ofBias.values[place]!;
  const counts = new Int32Array(units);
  for (const index of ofKernel.indices) counts[index % units]!++;
  const columns = Int32Array.from(
    Array.from(counts.keys()).filter(
      (column) => counts[column]! > 0 || bias[column] !== faultFree.bias[column],
    ),
  );
  const starts = new Int32Array(columns.length + 1);
  const next = new Int32Array(units);
  for (const [place, column] of columns.entries()) {
    next[column] = starts[place]!;
    starts[place + 1] = starts[place]! + counts[column]!;
  }
  const numChanges = ofKernel.indices.length;
  const rows = new Int32Array(numChanges);
  const [weights, deltas] = [new Float32Array(numChanges), new Float32Array(numChanges)];
  for (const [place, index] of ofKernel.indices.entries()) {
    const at = next[index % units]!++;
    rows[at] = Math.floor(index / units);
    weights[at] = ofKernel.values[place]!;
    deltas[at] = ofKernel.values[place]! - faultFree.kernel[index]!;
  }
  const biases = Float32Array.from(columns, (column) => bias[column]!);
  const biasDeltas = biases.map((faulty, place) => faulty - faultFree.bias[columns[place]!]!);
  return { columns, starts, rows, weights, deltas, biases, biasDeltas };
}

/**
 * Returns the indices of faulty words, ascending, and the value of each. Null if one is Infinity or
 * NaN.
 */
function changedWords(faultFree: Float32Array, faults: WordFaults | null) {
  const indices: number[] = [];
  const values: number[] = [];
  if (faults === null) return { indices, values };
  const { mask, width, faulty } = faults;
  const perLane = wordsPerLane(width);
  for (let laneIndex = 0; laneIndex < mask.length; laneIndex++) {
    const lane = mask[laneIndex]!;
    if (lane === 0) continue;
    for (let slot = 0; slot < perLane; slot++) {
      const flipped = unpackWord(lane, slot, width);
      if (flipped === 0) continue;
      const index = laneIndex * perLane + slot;
      const value = faulty(index, flipped);
      if (value === null) return null;
      // A flipped sign of 0 changes nothing.
      if (value === faultFree[index]) continue;
      indices.push(index);
      values.push(value);
    }
  }
  return { indices, values };
}
