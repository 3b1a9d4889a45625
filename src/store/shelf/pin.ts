import type { Baseline } from '../../core/site/injection';
import type { KeptRun } from '../../experiment/shelf/keptRun';
import type { TrialResult } from '../../experiment/sweep/results';

/** A pinned run with its results, drawn beside the curve of every experiment. */
export interface Pin {
  readonly run: KeptRun & { readonly pin: number };
  readonly baseline: Baseline;
  readonly results: readonly TrialResult[];
}
