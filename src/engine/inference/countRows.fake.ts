import * as tf from '@tensorflow/tfjs-core';
import { dueField, type ErrorCount } from '../../core/site/injection';
import { countRow, readCountRows, sum } from './countRows';

const NUM_CLASSES = 3;

/**
 * Reads back runs of 1 to 17 batches with at least 2^30 flips each on the current backend. Returns
 * the counts found and expected.
 */
export async function readLargeRows(): Promise<{
  readonly found: readonly ErrorCount[];
  readonly wanted: readonly ErrorCount[];
}> {
  const runs = Array.from({ length: 17 }, (_, run) =>
    Array.from({ length: run + 1 }, (_, batch) => ({
      wrongPerClass: [batch, 1, run],
      due: run % 2,
      flips: 2 ** 30 + 2 * batch + 1,
    })),
  );
  const int32 = (values: readonly number[]) => tf.tensor1d([...values], 'int32');
  const found = await readCountRows(NUM_CLASSES, 1000, (rows) => {
    for (const batches of runs) {
      rows.push(
        tf.tidy(() =>
          countRow(
            batches.map(({ wrongPerClass, due }) => int32([...wrongPerClass, due])),
            batches.map(({ flips }) => int32([flips])),
          ),
        ),
      );
    }
  });
  const wanted = runs.map((batches) => {
    const wrongPerClass = [0, 1, 2].map((index) => sum(batches.map((batch) => batch.wrongPerClass[index]!)));
    const due = sum(batches.map((batch) => batch.due));
    const flips = sum(batches.map((batch) => batch.flips));
    return { wrong: sum(wrongPerClass), total: 1000, wrongPerClass, flips, ...dueField(due) };
  });
  return { found, wanted };
}
