import * as tf from '@tensorflow/tfjs-core';
import { dueField, type ErrorCount } from '../../core/site/injection';
import { addAll, joinAll } from '../kernels/integerKernels';

/**
 * One run's counts as a row [numClasses + 1 + flips.length] on the device: those of `countWrong`,
 * summed over batches, then flipped bits as they were counted, [1] each. They are summed on the
 * host: fresh faults in all images of a large set may be more than 2^31. Call inside `tf.tidy`.
 */
export function countRow(counts: readonly tf.Tensor[], flips: readonly tf.Tensor[]): tf.Tensor {
  return joinAll([addAll(counts), ...flips]);
}

/**
 * The counts of the rows that `fill` adds, read back in one transfer. Rows are freed whatever
 * happens.
 */
export async function readCountRows(
  numClasses: number,
  numImages: number,
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
      return { wrong: sum(wrongPerClass), total: numImages, wrongPerClass, flips, ...dueField(due) };
    });
  } finally {
    tf.dispose([joined ?? [], rows]);
  }
}

/** The sum of counts, in doubles: it may be more than an int32 holds. */
export function sum(counts: ArrayLike<number>): number {
  return Array.from(counts).reduce((total, count) => total + count, 0);
}
