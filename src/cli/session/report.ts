import { checkModel } from '../../core/network/catalog';
import { sampleNoun } from '../../core/network/sampleNoun';
import { formatBer } from '../../core/pattern/ber';
import type { Measure } from '../../core/samples/measure';
import { type Baseline, errorOf } from '../../core/site/injection';
import { classSummaries, classTrials, type RateOfClassTrials } from '../../experiment/classes/classTrials';
import { summarizeClassVariance } from '../../experiment/classes/classVariance';
import { makeCurve } from '../../experiment/curve/curve';
import { decimalsOf, evidenceOf, provisionalNote } from '../../experiment/curve/evidence';
import { dataTitle } from '../../experiment/settings/dataId';
import { drawRule } from '../../experiment/settings/drawRule';
import type { ExperimentSpec } from '../../experiment/settings/experimentSpec';
import { formatSeed } from '../../experiment/settings/seed';
import { siteTitle } from '../../experiment/settings/siteTitle';
import { type CompleteMeasurement, completeTrials } from '../../experiment/sweep/results';
import { correlationText, skewText } from '../../experiment/text/classWords';
import { errorCell, errorIntervalCell } from '../../experiment/text/errorCells';
import { isPercent, spreadText } from '../../experiment/text/errorWords';
import { lossText } from '../../experiment/text/lossWords';
import { errorClause, errorTitle } from '../../experiment/text/measureWords';
import { countOf } from '../../experiment/text/numberWords';
import { percentOf } from '../../experiment/text/percentWords';
import { tickText } from '../../experiment/text/rateWords';
import { finding, noIncreaseText } from '../../experiment/ticks/finding';
import { whyUnresolved } from '../../experiment/ticks/tick';
import { tolerance } from '../../experiment/ticks/tolerance';
import type { Session } from './session';

/** Formats an error with two decimals of per cent, or as a perplexity. */
function errorText(error: number, measure: Measure): string {
  return isPercent(measure) ? percentOf(error, 2) : errorCell(error, measure);
}

/**
 * Describes the experiment, its device and the reason for that device; `without` is as in
 * `describeSpec`.
 */
export function describeSession({ spec, pool }: Session, without: readonly string[] = []): string {
  const { device, adapter, workers, reason } = pool.report;
  const parallel = countOf(workers, 'worker');
  return `${describeSpec(spec, without)}\nDevice: ${device} (${adapter}), ${parallel}: ${reason}`;
}

/**
 * Describes an experiment in one line. `without` names settings that have no effect; `trials` can
 * be left out.
 */
export function describeSpec(spec: ExperimentSpec, without: readonly string[] = []): string {
  const { title, layers, dataKind } = checkModel(spec.model);
  const site = spec.layers.length === layers.length ? '' : ` of ${spec.layers.join(', ')}`;
  const parts = {
    data: `${title} on ${dataTitle(spec.data, dataKind)}`,
    site: `${siteTitle(spec)}${site}`,
    images: countOf(spec.numSamples, sampleNoun(dataKind)),
    measure: errorClause(spec.measure),
    trials: `${countOf(spec.trials, 'trial')} per rate`,
    seed: `seed ${spec.seed} (0x${formatSeed(spec.seed)})`,
    draw: drawRule([spec]),
  };
  const shown = Object.entries(parts).filter(([name, text]) => text !== '' && !without.includes(name));
  return shown.map(([, text]) => text).join(', ');
}

/**
 * Formats results as a table with ticks, finding and class statistics below. `images` [numClasses]
 * are those counted.
 */
export function describeMeasurement(
  measurement: CompleteMeasurement,
  link: string,
  images: readonly number[],
): string {
  const { spec, baseline, results } = measurement;
  const noun = sampleNoun(checkModel(spec.model).dataKind);
  const { measure } = spec;
  const text = (error: number) => errorText(error, measure);
  const curve = makeCurve(spec, baseline, results);
  const measured = tolerance(measurement);
  const fewest = completeTrials(measurement);
  const hasDue = curve.points.some(({ due }) => due !== undefined);
  const rows = curve.points.map(
    ({ ber, trials, mean, meanInterval, std, median, q10, q90, due = 0, expectedFlips }) =>
      [
        formatBer(ber).padStart(8),
        expectedFlips.toPrecision(4).padStart(10),
        String(trials).padStart(6),
        text(mean).padStart(9),
        errorIntervalCell(meanInterval, measure).padStart(16),
        // A single trial has no deviation.
        (trials === 1 ? '–' : isPercent(measure) ? text(std) : spreadText(std, measure)).padStart(9),
        ...[...[median, q10, q90].map(text), ...(hasDue ? [percentOf(due, 2)] : [])].map((cell) =>
          cell.padStart(9),
        ),
      ].join('  '),
  );
  const header = [
    'BER',
    'flips',
    'trials',
    'mean',
    '95 % of the mean',
    'std',
    'median',
    'q10',
    'q90',
    ...(hasDue ? ['overflow'] : []),
  ];
  const widths = [8, 10, 6, 9, 16, 9, 9, 9, 9, 9];
  const ticks = (measured?.ticks ?? []).map(
    (tick) => `  ${lossText(tick)}: ${tickText(tick, whyUnresolved(tick), decimalsOf(fewest))}`,
  );
  return [
    describeBaseline(baseline, noun, spec.measure),
    header.map((name, index) => name.padStart(widths[index]!)).join('  '),
    ...rows,
    ...(ticks.length > 0
      ? [`Highest bit error rate that costs at most${provisionalNote(fewest)}`, ...ticks]
      : []),
    ...(measured === null || evidenceOf(fewest) === 'early'
      ? []
      : [noIncreaseText(measured.noIncrease, spec.bers, noun)]),
    finding(spec, baseline, results, measured),
    ...describeClasses(measurement, images),
    `Link: ${link}`,
    '',
  ].join('\n');
}

/**
 * Formats the fault-free errors, for samples called `noun`: `Baseline: float 1.80 %, quantised 1.90
 * % of 1,000 images`.
 */
export function describeBaseline({ float, quantized }: Baseline, noun: string, measure: Measure): string {
  return (
    `${measure === 'top1' ? 'Baseline' : `${errorTitle(measure)}, baseline`}: float ${errorText(errorOf(float), measure)}, ` +
    `quantised ${errorText(errorOf(quantized), measure)} of ${countOf(quantized.total, noun)}`
  );
}

/**
 * Describes the correlation of error and class variance (Ares, Sec. 4.2), over all trials and at
 * the rate of the largest skew.
 */
function describeClasses({ results }: CompleteMeasurement, images: readonly number[]): readonly string[] {
  const trials = classTrials(results, images);
  const all = summarizeClassVariance(trials);
  if (all === null) return [];
  const skewOf = ({ summary: { mean, median } }: RateOfClassTrials) => Math.abs(mean - median);
  const rates = classSummaries(trials);
  const { ber, summary } = rates.reduce((widest, rate) => (skewOf(rate) > skewOf(widest) ? rate : widest));
  const isOne = rates.length === 1;
  return [
    ...(isOne ? [] : [correlationText(all, 'all')]),
    `${isOne ? '' : `Mean and median are farthest apart at ${formatBer(ber)}. `}${skewText(summary)}`,
    correlationText(summary, 'rate'),
  ];
}
