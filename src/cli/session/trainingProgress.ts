import type { TrainedBatch } from '../../train/trainer';

/** Milliseconds between two lines: the first in a log, the second on a terminal. */
const LOG_MS = 60_000;
const TERMINAL_MS = 1000;

/**
 * Returns a callback for each batch. It reports the mean loss of the epoch so far and the time
 * left, regularly and at the end of each epoch.
 */
export function trainingProgress(
  epochs: number,
  report: (line: string, passing: boolean) => void,
): (batch: TrainedBatch) => void {
  const startedMs = performance.now();
  let reportedMs = startedMs;
  let loggedMs = startedMs;
  let batchesDone = 0;
  let mean = { epoch: -1, sum: 0, count: 0 };
  return ({ epoch, batch, numBatches, loss }) => {
    if (mean.epoch !== epoch) mean = { epoch, sum: 0, count: 0 };
    mean.sum += loss;
    mean.count += 1;
    batchesDone += 1;
    const nowMs = performance.now();
    const isLast = batch + 1 === numBatches;
    const isLogged = isLast || nowMs - loggedMs > LOG_MS;
    if (!isLogged && nowMs - reportedMs < TERMINAL_MS) return;
    reportedMs = nowMs;
    if (isLogged) loggedMs = nowMs;
    const batchesLeft = numBatches * (epochs - epoch) - (batch + 1);
    const secondsLeft = ((nowMs - startedMs) / batchesDone / 1000) * batchesLeft;
    report(
      `Epoch ${epoch + 1}/${epochs}, batch ${batch + 1}/${numBatches}: loss ${(mean.sum / mean.count).toFixed(4)}, ` +
        `${Math.ceil(secondsLeft)} s left`,
      !isLogged,
    );
  };
}
