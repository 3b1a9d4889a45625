import { t } from '../../core/language/t';
import { checkModel } from '../../core/network/catalog';
import { samplesWord } from '../../core/network/sampleNoun';
import { hasTicks } from '../../core/samples/measure';
import { errorOf } from '../../core/site/injection';
import { dataTitle } from '../settings/dataId';
import { flipRule, rateRule } from '../settings/drawRule';
import type { ExperimentSpec } from '../settings/experimentSpec';
import { formatSeed } from '../settings/seed';
import { groupByBer, type ScoredTrial } from '../sweep/results';
import { grouped } from '../text/numberWords';
import { hasInterval, studentReach } from './statistics';

/** Spec and trials of one of two runs. */
export interface PairedRun {
  readonly spec: ExperimentSpec;
  readonly results: readonly ScoredTrial[];
}

/** Difference of two runs at one rate, over the trials that both have. */
interface DifferencePoint {
  readonly ber: number;
  readonly pairs: number;
  /** Mean of error minus error of the other run, a share in [-1, 1]. */
  readonly mean: number;
  /** 95 % interval of the mean. Null where too few pairs differ. */
  readonly interval: { readonly low: number; readonly high: number } | null;
}

/** Points ascending by rate, or the reason why trials cannot be paired. */
export type Difference =
  | { readonly kind: 'paired'; readonly points: readonly DifferencePoint[] }
  | { readonly kind: 'refused'; readonly reason: string };

/**
 * Subtracts the error of `other` from that of `run`, trial by trial. Trials with equal rate and
 * number are pairs: the seed gives both the same random numbers, so what both have in common
 * cancels, and the interval is narrower than that of two separate means. Refused if the runs have
 * other networks, test images, seeds or rules, or no trial in common.
 */
export function difference(run: PairedRun, other: PairedRun): Difference {
  const reason = whyUnpaired(run.spec, other.spec);
  if (reason !== null) return { kind: 'refused', reason };
  const others = groupByBer(other.results);
  const points = [...groupByBer(run.results)].flatMap(([ber, trials]) => {
    const byTrial = new Map(others.get(ber)?.map((result) => [result.trial, result]));
    const differences = trials.flatMap((result) => {
      const subtracted = byTrial.get(result.trial);
      return subtracted === undefined ? [] : minus(result, subtracted);
    });
    return differences.length === 0 ? [] : pointOf(ber, differences, trials[0]!.value === undefined);
  });
  if (points.length === 0) {
    return {
      kind: 'refused',
      reason: t`Cannot subtract runs without a trial in common: expected equal rates`,
    };
  }
  return { kind: 'paired', points };
}

/** Subtracts errors. Counts of wrong images are subtracted as integers. */
function minus(a: ScoredTrial, b: ScoredTrial): number {
  return a.value === undefined ? (a.wrong - b.wrong) / a.total : a.value - errorOf(b);
}

function pointOf(ber: number, differences: readonly number[], areShares: boolean): DifferencePoint {
  const pairs = differences.length;
  const mean = differences.reduce((sum, value) => sum + value, 0) / pairs;
  const squares = differences.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  const times = new Map<number, number>();
  for (const value of differences) times.set(value, (times.get(value) ?? 0) + 1);
  if (!hasInterval(pairs, Math.max(...times.values()))) return { ber, pairs, mean, interval: null };
  const reach = studentReach(Math.sqrt(squares / (pairs - 1)), pairs);
  return {
    ber,
    pairs,
    mean,
    interval: areShares
      ? { low: Math.max(-1, mean - reach), high: Math.min(1, mean + reach) }
      : { low: mean - reach, high: mean + reach },
  };
}

/** Returns the reason why trials of two specs are no pairs, or null. */
function whyUnpaired(spec: ExperimentSpec, other: ExperimentSpec): string | null {
  if (!hasTicks(spec.measure) && spec.measure === other.measure)
    return t`Cannot subtract perplexities in points: expected a measure in per cent`;
  const { dataKind } = checkModel(spec.model);
  const compared: readonly (readonly [
    read: (one: ExperimentSpec) => string,
    refuse: (found: string, other: string) => string,
  ])[] = [
    [
      ({ model }) => checkModel(model).title,
      (a, b) => t`Cannot pair trials of other networks: found ${a} and ${b}, expected equal ones`,
    ],
    [
      ({ data, model }) => dataTitle(data, checkModel(model).dataKind),
      (a, b) => t`Cannot pair trials of other test sets: found ${a} and ${b}, expected equal ones`,
    ],
    [
      ({ numSamples }) => grouped(numSamples),
      (a, b) =>
        t`Cannot pair trials of other numbers of ${samplesWord(dataKind)}: found ${a} and ${b}, expected equal ones`,
    ],
    [
      ({ measure }) => measure,
      (a, b) => t`Cannot pair trials of other measures: found ${a} and ${b}, expected equal ones`,
    ],
    [
      ({ seed }) => formatSeed(seed),
      (a, b) => t`Cannot pair trials of other seeds: found ${a} and ${b}, expected equal ones`,
    ],
    [
      (one) => rateRule([one]),
      (a, b) => t`Cannot pair trials of other rules for rates: found ${a} and ${b}, expected equal ones`,
    ],
    [
      (one) => flipRule([one]),
      (a, b) => t`Cannot pair trials of other rules for flips: found ${a} and ${b}, expected equal ones`,
    ],
  ];
  for (const [read, refuse] of compared) {
    const [found, wanted] = [read(spec), read(other)];
    if (found !== wanted) return refuse(found, wanted);
  }
  return null;
}
