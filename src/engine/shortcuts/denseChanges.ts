import { unpackWord, wordsPerLane } from '../../core/words/packing';
import { dequantizeWord, quantizeWord, type WordLayout } from '../../core/words/qformat';

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
  /** Faulty minus fault-free weight. It is exact: a multiple of the step, less than 2^24 steps. */
  readonly deltas: Float32Array;
  /** Faulty minus fault-free bias of each column [c]. */
  readonly biasDeltas: Float32Array;
}

/** Weights [inputs · units] and biases [units] of a dense layer. */
export interface DenseWeights {
  readonly kernel: Float32Array;
  readonly bias: Float32Array;
}

/** Lanes to XOR with a dense layer's words. Null if a tensor is not in the site. */
interface DenseMasks {
  readonly kernel: Int32Array | null;
  readonly bias: Int32Array | null;
}

/** Computes the effect of masks on fault-free weights and biases, which are words of `layout`. */
export function denseChanges(faultFree: DenseWeights, masks: DenseMasks, layout: WordLayout): DenseChanges {
  const units = faultFree.bias.length;
  const weights = changedWords(faultFree.kernel, masks.kernel, layout);
  const biases = changedWords(faultFree.bias, masks.bias, layout);
  const changed = new Float32Array(units);
  for (const [place, column] of biases.indices.entries()) changed[column] = biases.deltas[place]!;
  const counts = new Int32Array(units);
  for (const index of weights.indices) counts[index % units]!++;
  const columns = Int32Array.from(
    Array.from(counts.keys()).filter((column) => counts[column]! > 0 || changed[column] !== 0),
  );
  const starts = new Int32Array(columns.length + 1);
  const next = new Int32Array(units);
  for (const [place, column] of columns.entries()) {
    next[column] = starts[place]!;
    starts[place + 1] = starts[place]! + counts[column]!;
  }
  const rows = new Int32Array(weights.indices.length);
  const deltas = new Float32Array(weights.indices.length);
  for (const [place, index] of weights.indices.entries()) {
    const at = next[index % units]!++;
    rows[at] = Math.floor(index / units);
    deltas[at] = weights.deltas[place]!;
  }
  const biasDeltas = Float32Array.from(columns, (column) => changed[column]!);
  return { columns, starts, rows, deltas, biasDeltas };
}

/** Returns the indices of faulty words, ascending, and the change of each value. */
function changedWords(values: Float32Array, mask: Int32Array | null, layout: WordLayout) {
  const { width } = layout;
  const perLane = wordsPerLane(width);
  const indices: number[] = [];
  const deltas: number[] = [];
  const numLanes = mask?.length ?? 0;
  for (let laneIndex = 0; laneIndex < numLanes; laneIndex++) {
    const lane = mask![laneIndex]!;
    if (lane === 0) continue;
    for (let slot = 0; slot < perLane; slot++) {
      const flipped = unpackWord(lane, slot, width);
      if (flipped === 0) continue;
      const index = laneIndex * perLane + slot;
      const value = values[index]!;
      indices.push(index);
      deltas.push(dequantizeWord(quantizeWord(value, layout) ^ flipped, layout) - value);
    }
  }
  return { indices, deltas };
}
