import type { DeviceReport } from '../../core/device';
import type { ErrorCount } from '../../core/site/injection';
import { classTrials } from '../classes/classTrials';
import { makeCurve } from '../curve/curve';
import { type ReadableSpec, readableSpec } from '../settings/readableSpec';
import type { CompleteMeasurement, CurvePoint, TrialResult } from '../sweep/results';
import type { Tick } from '../ticks/tick';
import { type NoIncrease, tolerance } from '../ticks/tolerance';
import { csvText } from './csvText';

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
  /** Share of images in [0, 1]. */
  readonly error: number;
  readonly wrong: number;
  readonly total: number;
  /** Wrong images whose values left float32's range: detected unrecoverable errors. */
  readonly due: number;
}

/**
 * JSON document of the page's export and of the command line. Errors are shares in [0, 1], losses
 * percentage points.
 */
export interface ExportDocument {
  readonly spec: ReadableSpec;
  readonly link: string;
  readonly environment: ExportContext['environment'];
  readonly baseline: { readonly float: ExportedCount; readonly quantised: ExportedCount };
  readonly points: readonly CurvePoint[];
  readonly imagesPerClass: readonly number[];
  readonly trials: readonly {
    readonly ber: number;
    readonly trial: number;
    readonly wrong: number;
    readonly total: number;
    readonly flips: number;
    /** Wrong images whose values left float32's range; absent from files older than this count. */
    readonly due: number;
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

/** Makes the document of a measurement, for people and for other programs. */
export function exportDocument(measurement: CompleteMeasurement, context: ExportContext): ExportDocument {
  const { spec, baseline } = measurement;
  const measured = tolerance(measurement);
  return {
    spec: readableSpec(spec),
    link: context.link,
    environment: context.environment,
    baseline: { float: exportCount(baseline.float), quantised: exportCount(baseline.quantized) },
    points: makeCurve(spec, baseline, measurement.results).points,
    imagesPerClass: context.imagesPerClass,
    trials: sortedResults(measurement).map(({ ber, trial, wrong, total, flips, due = 0, wrongPerClass }) => ({
      ...{ ber, trial, wrong, total, flips, due },
      ...(wrongPerClass.length > 0 && { wrongPerClass }),
    })),
    ticks: measured?.ticks ?? [],
    noIncrease: measured?.noIncrease ?? null,
    elapsedMs: context.elapsedMs,
  };
}

/**
 * Writes one self-contained CSV row per trial: spec, device and link are columns, so that files of
 * several experiments can be joined. Class variances (Ares, Sec. 4.2) follow from `images`
 * [numClasses] and are empty where a trial has no counts by class.
 */
export function exportCsv(
  measurement: CompleteMeasurement,
  link: string,
  { device, adapter, workers, reason }: DeviceReport,
  images: readonly number[],
): string {
  const { baseline } = measurement;
  const { layers, structures, rates: _, ...settings } = readableSpec(measurement.spec);
  const common = {
    ...settings,
    structures: structures.join(' '),
    layers: layers.join(' '),
    baselineFloatWrong: baseline.float.wrong,
    baselineQuantisedWrong: baseline.quantized.wrong,
    ...{ device, adapter, workers, reason, link },
  };
  const ofClasses = new Map(classTrials(measurement.results, images).map((trial) => [trial.result, trial]));
  const names = [
    'ber',
    'trial',
    'wrong',
    'total',
    'error',
    'flips',
    'due',
    'classVariance',
    'classVarianceNormalised',
  ];
  const tail = Object.values(common);
  const rows = sortedResults(measurement).map((result) => {
    const { ber, trial, wrong, total, flips, due = 0 } = result;
    const { variance, normalized } = ofClasses.get(result) ?? {};
    const counts = [ber, trial, wrong, total, wrong / total, flips, due];
    return [...counts, variance ?? null, normalized ?? null, ...tail];
  });
  return csvText([...names, ...Object.keys(common)], rows);
}

function exportCount({ wrong, total, due = 0 }: ErrorCount): ExportedCount {
  return { error: wrong / total, wrong, total, due };
}

function sortedResults({ results }: CompleteMeasurement): readonly TrialResult[] {
  return [...results].sort((a, b) => a.ber - b.ber || a.trial - b.trial);
}
