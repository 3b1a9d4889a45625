import * as tf from '@tensorflow/tfjs-core';
import type { ErrorCount } from '../core/injection';
import { sumFlips } from './kernels/faultKernels';
import { addAll, joinAll } from './kernels/integerKernels';

/**
 * One run's counts as a row [numClasses + 2] on the device: those of `countWrong`, summed over batches, then flipped bits. Call
 * inside `tf.tidy`.
 */
export function countRow(counts: readonly tf.Tensor[], flips: readonly tf.Tensor[]): tf.Tensor {
  return joinAll([addAll(counts), sumFlips(flips)]);
}

/** The counts of the rows that `fill` adds, read back in one transfer. Rows are freed whatever happens. */
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
    return rows.map((_, row) => {
      const start = row * (numClasses + 2);
      const [due, flips] = values.subarray(start + numClasses, start + numClasses + 2);
      const wrongPerClass = [...values.subarray(start, start + numClasses)];
      const wrong = wrongPerClass.reduce((sum, count) => sum + count, 0);
      return { wrong, total: numImages, wrongPerClass, flips: flips!, ...(due! > 0 && { due: due! }) };
    });
  } finally {
    tf.dispose([joined ?? [], rows]);
  }
}
