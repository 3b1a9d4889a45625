import { parseLink } from './link';
import type { Measurement, TrialResult } from './results';

/** A finished sweep that ships with the page, always labelled as stored. */
export interface StoredRun extends Measurement {
  /** Device, versions and date of the run, for people. */
  readonly environment: string;
}

/** A stored run as it ships: compact, written by `npm run store`. */
export interface StoredRunFile {
  /** The experiment, as its link. */
  readonly link: string;
  readonly environment: string;
  /** Wrong predictions without faults, of `images`. */
  readonly baseline: { readonly float: number; readonly quantised: number };
  readonly images: number;
  /** Per rate the wrong predictions and flipped bits of trials 0, 1, 2 … */
  readonly rates: readonly {
    readonly ber: number;
    readonly wrong: readonly number[];
    readonly flips: readonly number[];
  }[];
}

/** The run behind a file: trials carry no class counts, which the file leaves out. */
export function readStoredRun(file: StoredRunFile): StoredRun {
  const count = (wrong: number, flips: number) => ({ wrong, total: file.images, wrongPerClass: [], flips });
  const results = file.rates.flatMap(({ ber, wrong, flips }) =>
    wrong.map((wrongCount, trial): TrialResult => ({ ber, trial, ...count(wrongCount, flips[trial]!) })),
  );
  return {
    spec: parseLink(file.link).spec,
    baseline: { float: count(file.baseline.float, 0), quantized: count(file.baseline.quantised, 0) },
    results,
    environment: file.environment,
  };
}

/** The compact form of complete results: every rate has trials 0 … n - 1. */
export function writeStoredRun(run: StoredRun, link: string): StoredRunFile {
  const bers = [...new Set(run.results.map(({ ber }) => ber))].sort((a, b) => a - b);
  return {
    link,
    environment: run.environment,
    baseline: { float: run.baseline.float.wrong, quantised: run.baseline.quantized.wrong },
    images: run.spec.images,
    rates: bers.map((ber) => {
      const trials = run.results.filter((result) => result.ber === ber).sort((a, b) => a.trial - b.trial);
      return { ber, wrong: trials.map(({ wrong }) => wrong), flips: trials.map(({ flips }) => flips) };
    }),
  };
}
