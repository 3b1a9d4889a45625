import type { DeviceReport } from '../../core/device';
import { checkModel } from '../../core/network/catalog';
import { perplexity } from '../../core/samples/crossEntropy';
import { isCount } from '../../core/samples/measure';
import { errorOf } from '../../core/site/injection';
import { classTrials } from '../classes/classTrials';
import { makeCurve } from '../curve/curve';
import { readableSpec } from '../settings/readableSpec';
import type { TrialResult } from '../sweep/results';
import { csvText } from './csvText';
import { type ExportedMeasurement, sortedResults } from './exportRows';

/** Curve of a figure with the trials that it is made of. */
export interface ExportedSeries {
  /** Name in the figure, such as a layer. */
  readonly label: string;
  readonly source: 'live' | 'recorded' | 'imported';
  readonly measurement: ExportedMeasurement;
}

/** Columns that every row of a CSV file repeats. */
export interface CsvContext {
  readonly link: string;
  /** Device of the live trials. Null if none ran. */
  readonly device: DeviceReport | null;
  /** Images counted of each class [numClasses]. */
  readonly imagesPerClass: readonly number[];
}

const TRIAL_NAMES = 'ber trial wrong total error flips due classVariance classVarianceNormalised'.split(' ');

/** Cells by the name of their column. */
type Row = Readonly<Record<string, string | number | null>>;

/**
 * Writes one self-contained CSV row per trial: spec, device and link are columns, so that files of
 * several experiments can be joined. Class variances (Ares, Sec. 4.2) follow from `imagesPerClass`
 * and are empty where a trial has no counts by class. Errors of a perplexity are cross entropies in
 * bits; the column `perplexity` has their power of 2.
 */
export function exportCsv(measurement: ExportedMeasurement, context: CsvContext): string {
  const own = Object.keys(perplexityCell(measurement, 0));
  const names = [...TRIAL_NAMES, ...own, ...Object.keys(commonCells(measurement, context, 'live'))];
  return writeRows(trialRows(measurement, context), names);
}

/** Writes one row per series, rate and trial, with the columns of `exportCsv` after two others. */
export function trialsCsv(all: readonly ExportedSeries[], context: CsvContext): string {
  return writeRows(
    all.flatMap(({ label, source, measurement }) =>
      trialRows(measurement, context, source).map((row) => ({ series: label, source, ...row })),
    ),
  );
}

/** Writes one row per series and rate: statistics over trials, as shares in [0, 1] or bits. */
export function pointsCsv(all: readonly ExportedSeries[], context: CsvContext): string {
  return writeRows(
    all.flatMap(({ label, source, measurement }) => {
      const { spec, baseline, results } = measurement;
      const common = commonCells(measurement, context, source);
      return makeCurve(spec, baseline, results).points.map((point) => ({
        series: label,
        source,
        ber: point.ber,
        expectedFlips: point.expectedFlips,
        trialsDone: point.trials,
        mean: point.mean,
        meanLow: point.meanInterval?.low ?? null,
        meanHigh: point.meanInterval?.high ?? null,
        std: point.std,
        median: point.median,
        q10: point.q10,
        q90: point.q90,
        due: point.due ?? 0,
        ...perplexityCell(measurement, point.mean),
        ...common,
      }));
    }),
  );
}

function trialRows(
  measurement: ExportedMeasurement,
  context: CsvContext,
  source: ExportedSeries['source'] = 'live',
): readonly Row[] {
  const common = commonCells(measurement, context, source);
  const complete = measurement.results.filter(
    (result): result is TrialResult => (result.wrongPerClass?.length ?? 0) > 0,
  );
  const ofClasses = new Map<
    unknown,
    { readonly variance: number | null; readonly normalized: number | null }
  >(classTrials(complete, context.imagesPerClass).map((trial) => [trial.result, trial]));
  return sortedResults(measurement).map((result) => {
    const { ber, trial, wrong, total, flips = null, due = 0 } = result;
    const { variance = null, normalized = null } = ofClasses.get(result) ?? {};
    return {
      ...{ ber, trial, wrong, total, error: errorOf(result), flips, due },
      ...{ classVariance: variance, classVarianceNormalised: normalized },
      ...perplexityCell(measurement, errorOf(result)),
      ...common,
    };
  });
}

/** Returns the perplexity of a cross entropy, for measurements of this measure. */
function perplexityCell({ spec }: ExportedMeasurement, bits: number): Row {
  return spec.measure === 'perplexity' ? { perplexity: perplexity(bits) } : {};
}

function commonCells(
  { spec, baseline }: ExportedMeasurement,
  { link, device }: CsvContext,
  source: ExportedSeries['source'],
): Row {
  const { layers, structures, rates: _, ...settings } = readableSpec(spec);
  const { file } = checkModel(spec.model);
  // A recorded run has been measured elsewhere.
  const report = source === 'live' ? device : null;
  return {
    ...settings,
    ...(file && { networkFile: file.name }),
    structures: structures.join(' '),
    layers: layers.join(' '),
    baselineFloatWrong: baseline.float.wrong,
    baselineQuantisedWrong: baseline.quantized.wrong,
    ...(!isCount(spec.measure) && {
      baselineFloatError: errorOf(baseline.float),
      baselineQuantisedError: errorOf(baseline.quantized),
    }),
    device: report?.device ?? null,
    adapter: report?.adapter ?? null,
    workers: report?.workers ?? null,
    reason: report?.reason ?? null,
    link,
  };
}

function writeRows(rows: readonly Row[], names = Object.keys(rows[0] ?? {})): string {
  return csvText(
    names,
    rows.map((row) => names.map((name) => row[name] ?? null)),
  );
}
