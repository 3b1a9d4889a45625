import * as tf from '@tensorflow/tfjs-core';
import { dueField, type ErrorCount } from '../../core/site/injection';
import { addAll, joinAll } from '../kernels/integerKernels';

/**
 * Joins the counts of one run into a row [numClasses + 1 + flips.length] on the device: the results
 * of `countWrong`, summed over batches, then the flip counts [1] each. The host sums the flips,
 * because transient faults in a large set may exceed 2^31. Call inside `tf.tidy`.
 */
export function countRow(counts: readonly tf.Tensor[], flips: readonly tf.Tensor[]): tf.Tensor {
  return joinAll([addAll(counts), ...flips]);
}

/**
 * Reads back the counts of all rows that `fill` adds, in one transfer. Disposes the rows, also if
 * it throws.
 */
export async function readCountRows(
  numClasses: number,
  numSamples: number,
  fill: (rows: tf.Tensor[]) => void,
): Promise<ErrorCount[]> {
  const rows: tf.Tensor[] = [];
  let joined: tf.Tensor | undefined;
  try {
    fill(rows);
    joined = tf.tidy(() => joinAll(rows));
    const values = await joined.data<'int32'>();
    let end = 0;
    return rows.map(({ size }) => {
      const row = values.subarray(end, end + size);
      end += size;
      const wrongPerClass = [...row.subarray(0, numClasses)];
      const due = row[numClasses]!;
      const flips = sum(row.subarray(numClasses + 1));
      return { wrong: sum(wrongPerClass), total: numSamples, wrongPerClass, flips, ...dueField(due) };
    });
  } finally {
    tf.dispose([joined ?? [], rows]);
  }
}

/** Adds counts as doubles, because the sum may exceed an int32. */
export function sum(counts: ArrayLike<number>): number {
  return Array.from(counts).reduce((total, count) => total + count, 0);
}
