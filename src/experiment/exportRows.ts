import type { DeviceReport } from '../core/device';
import type { ErrorCount } from '../core/injection';
import { formatQFormat } from '../core/qformat';
import { formatBerGrid, gridBers } from './berGrid';
import { makeCurve } from './curve';
import type { CompleteMeasurement, CurvePoint, TrialResult } from './results';
import { formatPlanes } from './spec/checkPlanes';
import type { ExperimentSpec } from './spec/experimentSpec';
import { type NoIncrease, type Tick, tolerance } from './tolerance';

/** What an export says beside the measurement. */
export interface ExportContext {
  /** Address of the experiment: a whole one on the page, a hash in the command line. */
  readonly link: string;
  /** Device, versions and date, as text or as named facts. */
  readonly environment: string | Readonly<Record<string, unknown>>;
  readonly elapsedMs: number;
}

interface ExportedCount {
  /** Share of images in [0, 1]. */
  readonly error: number;
  readonly wrong: number;
  readonly total: number;
}

/** A spec as people write it: format `Q2.6`, grid `1e-6:1e-1:4`, and the grid's rates. */
type ReadableSpec = Omit<ExperimentSpec, 'format' | 'activationFormat' | 'bers' | 'planes'> & {
  readonly format: string;
  readonly activationFormat: string;
  /** `all`, or positions from 0, the top bit. */
  readonly planes: string;
  readonly bers: string;
  readonly rates: readonly number[];
};

/** The JSON document of the page's export and of the command line. Errors are shares in [0, 1], losses percentage points. */
export interface ExportDocument {
  readonly spec: ReadableSpec;
  readonly link: string;
  readonly environment: ExportContext['environment'];
  readonly baseline: { readonly float: ExportedCount; readonly quantised: ExportedCount };
  readonly points: readonly CurvePoint[];
  readonly trials: readonly {
    readonly ber: number;
    readonly trial: number;
    readonly wrong: number;
    readonly total: number;
    readonly flips: number;
  }[];
  readonly ticks: readonly Tick[];
  readonly noIncrease: NoIncrease | null;
  readonly elapsedMs: number;
}

/** Everything that is known about a measurement, in a form that people read and other programs parse. */
export function exportDocument(measurement: CompleteMeasurement, context: ExportContext): ExportDocument {
  const { spec, baseline } = measurement;
  const measured = tolerance(measurement);
  return {
    spec: readableSpec(measurement),
    link: context.link,
    environment: context.environment,
    baseline: { float: exportCount(baseline.float), quantised: exportCount(baseline.quantized) },
    points: makeCurve(spec, baseline, measurement.results).points,
    trials: sortedResults(measurement).map(({ ber, trial, wrong, total, flips }) => ({
      ber,
      trial,
      wrong,
      total,
      flips,
    })),
    ticks: measured?.ticks ?? [],
    noIncrease: measured?.noIncrease ?? null,
    elapsedMs: context.elapsedMs,
  };
}

/**
 * One row per trial, never only aggregates, each complete in itself: spec, device and link stand in columns, so that files of
 * several experiments can be joined. Comma separated, quoted as in RFC 4180, lines end in LF, the first holds the names.
 */
export function exportCsv(
  measurement: CompleteMeasurement,
  link: string,
  { device, adapter, workers, reason }: DeviceReport,
): string {
  const { baseline } = measurement;
  const { layers, structures, rates: _, ...settings } = readableSpec(measurement);
  const common = {
    ...settings,
    structures: structures.join(' '),
    layers: layers.join(' '),
    baselineFloatWrong: baseline.float.wrong,
    baselineQuantisedWrong: baseline.quantized.wrong,
    ...{ device, adapter, workers, reason, link },
  };
  const names = ['ber', 'trial', 'wrong', 'total', 'error', 'flips', ...Object.keys(common)];
  const tail = Object.values(common);
  const rows = sortedResults(measurement).map(({ ber, trial, wrong, total, flips }) =>
    [ber, trial, wrong, total, wrong / total, flips, ...tail].map(csvCell).join(','),
  );
  return [names.join(','), ...rows, ''].join('\n');
}

function readableSpec({ spec }: CompleteMeasurement): ReadableSpec {
  return {
    ...spec,
    format: formatQFormat(spec.format),
    activationFormat: formatQFormat(spec.activationFormat),
    planes: formatPlanes(spec.planes),
    bers: formatBerGrid(spec.bers),
    rates: gridBers(spec.bers),
  };
}

function exportCount({ wrong, total }: ErrorCount): ExportedCount {
  return { error: wrong / total, wrong, total };
}

function sortedResults({ results }: CompleteMeasurement): readonly TrialResult[] {
  return [...results].sort((a, b) => a.ber - b.ber || a.trial - b.trial);
}

function csvCell(value: string | number): string {
  const text = String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
