import { dueField } from '../../core/site/injection';
import { parseLink } from '../link/link';
import type { Measurement, ScoredTrial } from '../sweep/results';
import type { Tolerance } from '../ticks/tolerance';

/** Finished sweep that ships with the page, always labelled as stored. */
export interface StoredRun extends Measurement {
  /**
   * Computed when the run was stored: its bootstrap takes 150 ms, too long before the first paint.
   */
  readonly tolerance: Tolerance;
  /** Device, versions and date of the run, for people. */
  readonly environment: string;
}

/**
 * Run that the page shows without having measured it: a stored one, that of a frozen link, or one
 * that a reader imported.
 */
export interface ShownRun extends Omit<StoredRun, 'tolerance'> {
  /** Null if too few trials ran, or until it is computed. */
  readonly tolerance: Tolerance | null;
  /** True for the results inside a frozen link. They replace others of their experiment. */
  readonly isFrozen?: true;
  /** Name of the file of an imported run. Imported runs replace stored ones. */
  readonly importedFrom?: string;
}

/** Returns what people call a run that the page has not measured. */
export function shownName({
  isFrozen,
  importedFrom,
}: {
  readonly isFrozen?: true | undefined;
  readonly importedFrom?: string | undefined;
}): string {
  if (isFrozen) return 'frozen results';
  return importedFrom === undefined ? 'recorded run' : 'imported run';
}

/** Link of the experiment. */
export interface StoredRunFile {
  /** The experiment, as its link. */
  readonly link: string;
  readonly environment: string;
  /** Fault-free wrong predictions of `images`. */
  readonly baseline: { readonly float: number; readonly quantised: number };
  readonly images: number;
  /** Wrong predictions of trials 0, 1, 2 … at each rate. */
  readonly rates: readonly {
    readonly ber: number;
    readonly wrong: readonly number[];
    /** Number of overflows among the wrong predictions of each trial; absent if there are none. */
    readonly due?: readonly number[];
  }[];
  readonly tolerance: Tolerance;
}

/** Reads a recorded run from its file form. */
export function readStoredRun(file: StoredRunFile): StoredRun {
  const { images: total, baseline, environment, tolerance } = file;
  const faultFree = (wrong: number) => ({ wrong, total, wrongPerClass: [], flips: 0 });
  return {
    spec: parseLink(file.link).spec,
    baseline: { float: faultFree(baseline.float), quantized: faultFree(baseline.quantised) },
    results: file.rates.flatMap(({ ber, wrong: counts, due: overflows = [] }) =>
      counts.map((wrong, trial): ScoredTrial => {
        const due = overflows[trial] ?? 0;
        return { ber, trial, wrong, total, ...dueField(due) };
      }),
    ),
    tolerance,
    environment,
  };
}

/** Writes complete results in the compact form. Every rate has trials 0 … n - 1. */
export function writeStoredRun(run: StoredRun, link: string): StoredRunFile {
  const bers = [...new Set(run.results.map(({ ber }) => ber))].sort((a, b) => a - b);
  return {
    link,
    environment: run.environment,
    baseline: { float: run.baseline.float.wrong, quantised: run.baseline.quantized.wrong },
    images: run.spec.numSamples,
    rates: bers.map((ber) => {
      const trials = run.results.filter((result) => result.ber === ber).sort((a, b) => a.trial - b.trial);
      const due = trials.map((result) => result.due ?? 0);
      const hasDue = due.some((count) => count > 0);
      return { ber, wrong: trials.map(({ wrong }) => wrong), ...(hasDue && { due }) };
    }),
    tolerance: run.tolerance,
  };
}
