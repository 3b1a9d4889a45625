import type { Quantization, QuantizedStructure } from '../../core/site/quantization';
import type { QFormat } from '../../core/words/qformat';
import { type FormatCell, type FormatMap, formatMap } from './formatMap';

/** Runs a network with one structure quantised: the engine behind a worker, or a fake in tests. */
export interface FormatEvaluator {
  /**
   * Returns 1 for each of the first `numSamples` images that is classified right, else 0. A
   * `quantization` of null is the float network.
   */
  correct(quantization: Quantization | null, numSamples: number, signal: AbortSignal): Promise<Uint8Array>;
  /** Number of calls that can run at the same time, at least 1. */
  readonly parallel: number;
}

/** Search for the format of one structure with the fewest bits. */
interface FormatSearch {
  readonly structure: QuantizedStructure;
  /** Formats to test, in this order: `testedFormats`. */
  readonly formats: readonly QFormat[];
  readonly images: number;
}

/**
 * Runs the network in float and in every format of the search, and calls `onCell` as each format
 * finishes. Formats run in parallel, so they may finish in another order.
 *
 * Rejects with the signal's reason on abort, or with the first failure of the evaluator, and starts
 * nothing after either.
 */
export async function searchFormats(
  evaluator: FormatEvaluator,
  { structure, formats, images }: FormatSearch,
  signal: AbortSignal,
  onCell: (cell: FormatCell, floatWrong: number) => void,
): Promise<FormatMap> {
  const inFloat = await evaluator.correct(null, images, signal);
  const floatWrong = numWrong(inFloat);
  const cells: FormatCell[] = [];
  const waiting = formats.values();
  let failed = false;
  const work = async () => {
    for (const format of waiting) {
      signal.throwIfAborted();
      if (failed) return;
      const quantized = await evaluator.correct({ structure, format }, images, signal);
      signal.throwIfAborted();
      const cell = { format, ...compare(inFloat, quantized) };
      cells.push(cell);
      onCell(cell, floatWrong);
    }
  };
  // One waits beside those that run, so that no worker is idle while a cell is drawn.
  const workers = Array.from({ length: evaluator.parallel + 1 }, work);
  try {
    await Promise.all(workers);
  } catch (error) {
    failed = true;
    throw error;
  }
  return formatMap(structure, images, floatWrong, cells);
}

function compare(inFloat: Uint8Array, quantized: Uint8Array): Omit<FormatCell, 'format'> {
  if (quantized.length !== inFloat.length) {
    throw new RangeError(`Evaluator judged ${quantized.length} images: expected ${inFloat.length}`);
  }
  let lost = 0;
  let gained = 0;
  for (let image = 0; image < inFloat.length; image++) {
    if (inFloat[image] === quantized[image]) continue;
    if (inFloat[image] === 1) lost++;
    else gained++;
  }
  return { wrong: numWrong(quantized), lost, gained };
}

function numWrong(correct: Uint8Array): number {
  return correct.reduce((wrong, isRight) => wrong + (1 - isRight), 0);
}
