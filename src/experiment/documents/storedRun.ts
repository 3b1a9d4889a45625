import { t } from '../../core/language/t';
import { parseLink } from '../link/link';
import { type PackedRate, packTrials, unpackRate } from '../sweep/packedTrials';
import type { Measurement } from '../sweep/results';
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
  if (isFrozen) return t`frozen results`;
  return importedFrom === undefined ? t`recorded run` : t`imported run`;
}

/** Link of the experiment. */
export interface StoredRunFile {
  /** The experiment, as its link. */
  readonly link: string;
  readonly environment: string;
  /** Fault-free wrong predictions of `images`. */
  readonly baseline: { readonly float: number; readonly quantised: number };
  readonly images: number;
  readonly rates: readonly PackedRate[];
  readonly tolerance: Tolerance;
}

/** Reads a recorded run from its file form. */
export function readStoredRun(file: StoredRunFile): StoredRun {
  const { images: total, baseline, environment, tolerance } = file;
  const faultFree = (wrong: number) => ({ wrong, total, wrongPerClass: [], flips: 0 });
  return {
    spec: parseLink(file.link).spec,
    baseline: { float: faultFree(baseline.float), quantized: faultFree(baseline.quantised) },
    results: file.rates.flatMap((rate) => unpackRate(rate, total)),
    tolerance,
    environment,
  };
}

/** Writes complete results in the compact form. Every rate has trials 0 … n - 1. */
export function writeStoredRun(run: StoredRun, link: string): StoredRunFile {
  return {
    link,
    environment: run.environment,
    baseline: { float: run.baseline.float.wrong, quantised: run.baseline.quantized.wrong },
    images: run.spec.numSamples,
    rates: packTrials(run.results),
    tolerance: run.tolerance,
  };
}
