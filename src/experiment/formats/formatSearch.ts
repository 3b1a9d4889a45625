import type { Quantization, QuantizedStructure } from '../../core/site/quantization';
import type { QFormat } from '../../core/words/qformat';
import { type FormatCell, type FormatMap, formatMap } from './formatMap';

/** What runs a network with one structure quantised: the engine behind a worker, or a fake in tests. */
export interface FormatEvaluator {
  /** Which of the first `numImages` images come out right, 1 or 0 each; null is the float network. */
  correct(quantization: Quantization | null, numImages: number, signal: AbortSignal): Promise<Uint8Array>;
  /** Calls that can run at the same time, from 1. */
  readonly parallel: number;
}

/** A search for the fewest bits of one structure. */
interface FormatSearch {
  readonly structure: QuantizedStructure;
  /** Types to test, in this order: `testedFormats`. */
  readonly formats: readonly QFormat[];
  readonly images: number;
}

/**
 * Runs the network in float and in every type of the search, and tells `onCell` of each type as it finishes; types run side by
 * side, so they may finish in another order. Rejects with the signal's reason when it aborts, or with the evaluator's first
 * failure, and starts nothing after either.
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
  // One more than run, which waits: a worker never idles while a cell is drawn.
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
