import type { DataKind } from '../../core/network/model';
import type { QuantizedStructure } from '../../core/site/quantization';
import {
  type FormatCell,
  type FormatMap,
  formatMap,
  testedFormats,
} from '../../experiment/formats/formatMap';
import type { FormatEvaluator } from '../../experiment/formats/formatSearch';
import { loadSearch } from './loadSearch';

/** Progress of a search for the fewest bits of one structure. */
export interface TypeSearch {
  readonly structure: QuantizedStructure;
  /**
   * Null until the float network and the first format are evaluated. Its minimal formats are final
   * once all formats are evaluated.
   */
  readonly map: FormatMap | null;
  readonly done: number;
  readonly total: number;
  readonly running: boolean;
}

interface TypeSearchOptions {
  readonly structure: QuantizedStructure;
  readonly dataKind: DataKind;
  /** Number of samples that are evaluated, from the start of the set. */
  readonly images: number;
  readonly now: () => number;
  /** Called at most ten times a second, and at the end. */
  update(search: TypeSearch): void;
  failed(error: unknown): void;
}

const FLUSH_MS = 100;

/**
 * Evaluates every format of a search. Loads the code of the search at the first call. Returns a
 * function that ends the search and keeps its results.
 */
export function startTypeSearch(evaluator: FormatEvaluator, options: TypeSearchOptions): () => void {
  const { structure, dataKind, images, now, update } = options;
  const controller = new AbortController();
  let latest: TypeSearch = { structure, map: null, done: 0, total: 0, running: true };
  const report = (change: Partial<TypeSearch>) => {
    latest = { ...latest, ...change };
    update(latest);
  };
  const follow = async () => {
    const { searchFormats } = await loadSearch(() => import('../../experiment/formats/formatSearch'));
    controller.signal.throwIfAborted();
    const formats = testedFormats(structure, dataKind);
    report({ total: formats.length });
    const cells: FormatCell[] = [];
    let shownMs = now();
    const map = await searchFormats(
      evaluator,
      { structure, formats, images },
      controller.signal,
      (cell, floatWrong) => {
        cells.push(cell);
        if (now() - shownMs < FLUSH_MS) return;
        shownMs = now();
        report({ done: cells.length, map: formatMap(structure, images, floatWrong, [...cells]) });
      },
    );
    report({ done: formats.length, map, running: false });
  };
  report({});
  follow().catch((error: unknown) => {
    if (controller.signal.aborted) return;
    report({ running: false });
    options.failed(error);
  });
  return () => {
    if (controller.signal.aborted || !latest.running) return;
    controller.abort();
    report({ running: false });
  };
}
