import { type Baseline, type ErrorCount, errorOf } from '../../core/site/injection';
import { makeCurve } from '../curve/curve';
import { type ReadableSpec, readableSpec } from '../settings/readableSpec';
import type { CurvePoint, Measurement, ScoredTrial, TrialResult } from '../sweep/results';
import type { Tick } from '../ticks/tick';
import { type NoIncrease, type Tolerance, tolerance } from '../ticks/tolerance';
import { type NetworkRecord, networkRecord } from './networkRecord';

/** Trial of an export. Recorded runs hold neither flips nor counts by class. */
export interface ExportedTrial extends ScoredTrial, Partial<Pick<TrialResult, 'flips' | 'wrongPerClass'>> {}

/** Measurement of an export: a complete one, or a recorded run. */
export interface ExportedMeasurement extends Measurement {
  readonly results: readonly ExportedTrial[];
}

/** Context of an export beside the measurement. */
export interface ExportContext {
  /** Address of the experiment: a full URL on the page, a hash on the command line. */
  readonly link: string;
  /** Device, versions and date, as text or as named facts. */
  readonly environment: string | Readonly<Record<string, unknown>>;
  readonly elapsedMs: number;
  /** Images counted of each class [numClasses]. */
  readonly imagesPerClass: readonly number[];
}

interface ExportedCount {
  /** Share of images in [0, 1], relative deviation, or cross entropy in bits. */
  readonly error: number;
  readonly wrong: number;
  readonly total: number;
  /** Wrong images whose values left float32's range: detected unrecoverable errors. */
  readonly due: number;
}

/**
 * JSON document of the page's export and of the command line. Errors are shares in [0, 1], losses
 * percentage points. Those of a perplexity are cross entropies in bits, without ticks.
 */
export interface ExportDocument {
  readonly spec: ReadableSpec;
  /** Absent for networks of the catalogue. */
  readonly network?: NetworkRecord;
  readonly link: string;
  readonly environment: ExportContext['environment'];
  readonly baseline: {
    readonly float: ExportedCount;
    readonly quantised: ExportedCount;
    /** Present if the float network gives all images one answer (`Baseline`). */
    readonly hasOneAnswer?: true;
  };
  readonly points: readonly CurvePoint[];
  readonly imagesPerClass: readonly number[];
  readonly trials: readonly {
    readonly ber: number;
    readonly trial: number;
    readonly wrong: number;
    readonly total: number;
    /** Absent from recorded runs. */
    readonly flips?: number;
    /** Wrong images whose values left float32's range; absent from files older than this count. */
    readonly due: number;
    /** Relative deviation, or cross entropy in bits; absent from counts. */
    readonly value?: number;
    /**
     * Misclassified images of each true class [numClasses]; absent if the result has no counts by
     * class.
     */
    readonly wrongPerClass?: readonly number[];
  }[];
  readonly ticks: readonly Tick[];
  readonly noIncrease: NoIncrease | null;
  readonly elapsedMs: number;
}

/**
 * Makes the document of a measurement, for people and for other programs. `measured` are its ticks;
 * left out: they are computed, which takes a tenth of a second or more.
 */
export function exportDocument(
  measurement: ExportedMeasurement,
  context: ExportContext,
  measured: Tolerance | null = tolerance(measurement),
): ExportDocument {
  const { spec, baseline } = measurement;
  const network = networkRecord(spec.model);
  return {
    spec: readableSpec(spec),
    ...(network && { network }),
    link: context.link,
    environment: context.environment,
    baseline: exportBaseline(baseline),
    points: makeCurve(spec, baseline, measurement.results).points,
    imagesPerClass: context.imagesPerClass,
    trials: sortedResults(measurement).map(
      ({ ber, trial, wrong, total, flips, due = 0, value, wrongPerClass = [] }) => ({
        ...{ ber, trial, wrong, total },
        ...(flips !== undefined && { flips }),
        due,
        ...(value !== undefined && { value }),
        ...(wrongPerClass.length > 0 && { wrongPerClass }),
      }),
    ),
    ticks: measured?.ticks ?? [],
    noIncrease: measured?.noIncrease ?? null,
    elapsedMs: context.elapsedMs,
  };
}

/** Returns fault-free counts as documents have them. */
export function exportBaseline({ float, quantized, hasOneAnswer }: Baseline): ExportDocument['baseline'] {
  const counts = { float: exportCount(float), quantised: exportCount(quantized) };
  return { ...counts, ...(hasOneAnswer && { hasOneAnswer }) };
}

/** Returns a count with its error, as documents have it. */
function exportCount(count: ErrorCount): ExportedCount {
  const { wrong, total, due = 0 } = count;
  return { error: errorOf(count), wrong, total, due };
}

/** Returns the trials by rate, then by number. */
export function sortedResults({ results }: ExportedMeasurement): readonly ExportedTrial[] {
  return [...results].sort((a, b) => a.ber - b.ber || a.trial - b.trial);
}
