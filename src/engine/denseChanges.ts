/** What flipped bits change in a dense layer's weights and biases, by output column. */
export interface DenseChanges {
  /** Columns with a changed weight or bias, ascending [c]. */
  readonly columns: Int32Array;
  /** Where the changed weights of each column begin in `rows` and `deltas`, and where the last ones end [c + 1]. */
  readonly starts: Int32Array;
  /** Input of each changed weight. */
  readonly rows: Int32Array;
  /** Faulty less fault-free weight: exact, both are multiples of one step. */
  readonly deltas: Float64Array;
  /** The same of the columns' biases [c]. */
  readonly biasDeltas: Float64Array;
}

/** Weights [inputs · units] and biases [units] of a dense layer. */
export interface DenseWeights {
  readonly kernel: Float32Array;
  readonly bias: Float32Array;
}

/** Compares a struck layer with itself as it is without faults; null when more than `most` weights differ. */
export function denseChanges(
  faultFree: DenseWeights,
  faulty: DenseWeights,
  most: number,
): DenseChanges | null {
  const units = faultFree.bias.length;
  const changed: number[] = [];
  // As integers, which compare four times as fast; no word is -0, which would equal 0.
  const [before, after] = [faultFree.kernel, faulty.kernel].map(
    ({ buffer, byteOffset, length }) => new Int32Array(buffer, byteOffset, length),
  ) as [Int32Array, Int32Array];
  for (let index = 0; index < before.length; index++) {
    if (before[index] === after[index]) continue;
    if (changed.length === most) return null;
    changed.push(index);
  }
  const counts = new Int32Array(units);
  for (const index of changed) counts[index % units]!++;
  const columns = Int32Array.from(
    Array.from(counts.keys()).filter(
      (column) => counts[column]! > 0 || faultFree.bias[column] !== faulty.bias[column],
    ),
  );
  const starts = new Int32Array(columns.length + 1);
  const next = new Int32Array(units);
  for (const [place, column] of columns.entries()) {
    next[column] = starts[place]!;
    starts[place + 1] = starts[place]! + counts[column]!;
  }
  const rows = new Int32Array(changed.length);
  const deltas = new Float64Array(changed.length);
  for (const index of changed) {
    const place = next[index % units]!++;
    rows[place] = Math.floor(index / units);
    deltas[place] = faulty.kernel[index]! - faultFree.kernel[index]!;
  }
  const biasDeltas = Float64Array.from(columns, (column) => faulty.bias[column]! - faultFree.bias[column]!);
  return { columns, starts, rows, deltas, biasDeltas };
}
