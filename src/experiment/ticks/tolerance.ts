import { hasTicks } from '../../core/samples/measure';
import { type ErrorCount, errorOf } from '../../core/site/injection';
import { isDynamic } from '../../core/site/siteTensors';
import { expectedFlipsOf } from '../curve/curve';
import { mayGuess } from '../curve/guessing';
import type { ExperimentSpec } from '../settings/experimentSpec';
import { groupByBer, type Measurement, type ScoredTrial } from '../sweep/results';
import { bootstrapReaches } from './bootstrap';
import { mapResampling } from './resampling';
import { type CensoredRate, type Interval, MIN_CHANGED_TRIALS, type Tick, type Unresolved } from './tick';
import {
  type Bracket,
  type CrossingRange,
  type RateSample,
  rateSamples,
  sampleMeans,
  tickBrackets,
  tickReaches,
} from './tickFit';
import { intervalOf } from './tickInterval';
import { type LossUnit, lossThresholds, TICK_LOSSES, type TickLoss } from './tickLoss';

/**
 * Least `effectiveTrials` of an interval. With fewer, intervals miss the tick more often than
 * stated.
 */
const MIN_EFFECTIVE_TRIALS = 10;
/**
 * Flips that all trials together must be expected to have in weights and biases at the tick's rate
 * before an interval is printed.
 *
 * Few of these bits cause the loss. With fewer flips, a sample that contains hardly any of those
 * bits still passes the other rules, and its tick is too high. The rule does not apply to
 * activations and hidden state, where nearly every flip changes the count.
 */
const MIN_FLIPS = 100;
/**
 * Largest distance of the two rates around a tick, in decades, with room for rounding. Beyond it
 * the fit between them is a guess that no interval over trials covers.
 */
const MAX_BRACKET_DECADES = 1 + 1e-9;

/**
 * The paper's "no measured increase". It depends on trials, images and grid, so all three are
 * printed beside it.
 */
export interface NoIncrease {
  /**
   * Highest tested rate at which, and below which, every mean is at most the baseline; null if the
   * lowest exceeds it.
   */
  readonly ber: number | null;
  /** True when no tested rate shows an increase. */
  readonly everyRate: boolean;
  /** Fewest trials at the rates that the result depends on. */
  readonly trials: number;
  readonly images: number;
}

export interface Tolerance {
  readonly ticks: readonly Tick[];
  readonly noIncrease: NoIncrease;
}

/** Ratio of the bit error rates that `a` and `b` tolerate, at one loss. */
export interface TickRatio {
  readonly loss: TickLoss;
  /** Null when both ticks lie outside the tested rates on the same side. */
  readonly ratio: CensoredRate | null;
  /** Null unless both ticks are resolved. */
  readonly interval: Interval | null;
  /** Reasons of the ticks that leave a ratio inside the tested rates without an interval. */
  readonly unresolved?: { readonly a?: Unresolved; readonly b?: Unresolved };
}

/**
 * Returns the ticks of a measurement (Fig. 5) and its highest rate without an increase. Null
 * without trials, for a measure without ticks, and for a network that may guess without any fault
 * (`judgeGuessing`).
 *
 * tick(x) is the rate at which the non-decreasing least-squares fit of the mean increase, weighted
 * by trials, crosses max(x, 0.1) percentage points. Between rates it follows `rateOfLoss`. Where
 * the count rule flips nothing, the fit is 0 up to the first flip.
 *
 * This departs from the paper, which reads its 0 % points off the means: those depend on the number
 * of trials and need not be monotonic.
 */
export function tolerance(measurement: Measurement, unit: LossUnit = 'points'): Tolerance | null {
  const samples = rateSamples(measurement);
  if (samples.length === 0 || !hasTicks(measurement.spec.measure) || mayGuess(measurement)) return null;
  const thresholds = lossThresholds(measurement.baseline, unit);
  const reaches = measuredReaches(samples, thresholds);
  const brackets = tickBrackets(samples, thresholds);
  const { spec } = measurement;
  const reasons = brackets.map((bracket, index) => unresolved(bracket, spec, reaches[index]!));
  const resampling = reasons.includes(null) ? bootstrapReaches([{ spec, samples, thresholds }]) : null;
  const intervalAt = (index: number) =>
    intervalOf(
      mapResampling(resampling!, ([ticks]) => ticks![index]!),
      brackets[index]!.trials,
    );
  const ticks = TICK_LOSSES.map((loss, index): Tick => {
    const ber = bounded(reaches[index]!, samples)!;
    const reason = reasons[index]!;
    return {
      loss,
      thresholdPoints: thresholds[index]!,
      ber,
      changedTrials: brackets[index]!.changedTrials,
      interval: reason === null ? intervalAt(index) : null,
      ...(ber.bound === 'exact' && reason !== null && { unresolved: reason }),
    };
  });
  return { ticks, noIncrease: noIncrease(measurement) };
}

/**
 * Returns the ratios of the ticks of two measurements, a to b; null while one has no trials, and
 * for a measure without ticks.
 *
 * Measurements that share their streams (`isPaired`) are paired by trial number. Their trials are
 * resampled jointly, which makes the interval much narrower.
 */
export function tickRatio(
  a: Measurement,
  b: Measurement,
  unit: LossUnit = 'points',
): readonly TickRatio[] | null {
  const sampled = [a, b].map((measurement) => ({
    spec: measurement.spec,
    samples: rateSamples(measurement),
    thresholds: lossThresholds(measurement.baseline, unit),
  }));
  if (sampled.some(({ spec, samples }) => samples.length === 0 || !hasTicks(spec.measure))) return null;
  const reaches = sampled.map(({ samples, thresholds }) => measuredReaches(samples, thresholds));
  const brackets = sampled.map(({ samples, thresholds }) => tickBrackets(samples, thresholds));
  const reasons = TICK_LOSSES.map((_, index) =>
    sampled.map(({ spec }, side) => unresolved(brackets[side]![index]!, spec, reaches[side]![index]!)),
  );
  const resolved = reasons.map(([ofA, ofB]) => ofA === null && ofB === null);
  const resampling = resolved.includes(true) ? bootstrapReaches(sampled) : null;
  return TICK_LOSSES.map((loss, index) => {
    const ratioOf = ([ticksA, ticksB]: readonly (readonly CrossingRange[])[]) =>
      quotient(ticksA![index]!, ticksB![index]!);
    const trials = Math.min(...brackets.map((ticks) => ticks[index]!.trials));
    const ratio = bounded(quotient(reaches[0]![index]!, reaches[1]![index]!));
    if (resolved[index]!)
      return { loss, ratio, interval: intervalOf(mapResampling(resampling!, ratioOf), trials) };
    const [ofA, ofB] = reasons[index]!;
    const why = { ...(ofA && { a: ofA }), ...(ofB && { b: ofB }) };
    return { loss, ratio, interval: null, ...(ratio?.bound === 'exact' && { unresolved: why }) };
  });
}

function unresolved(
  { trials, changedTrials, effectiveTrials, decades }: Bracket,
  spec: ExperimentSpec,
  tick: CrossingRange,
): Unresolved | null {
  if (changedTrials < MIN_CHANGED_TRIALS) return 'changed';
  const isTrained = !spec.structures.some(isDynamic);
  if (isTrained && trials * expectedFlipsOf(spec, 10 ** tick.low) < MIN_FLIPS) return 'flips';
  if (effectiveTrials < MIN_EFFECTIVE_TRIALS) return 'heavy';
  return decades > MAX_BRACKET_DECADES ? 'apart' : null;
}

/**
 * Compares sums of integers, or of differences that are 0 for a trial without an effect, so that no
 * rounding of a mean can create or hide an increase.
 */
function noIncrease({ baseline: { quantized }, results, spec }: Measurement): NoIncrease {
  let ber: number | null = null;
  let trials = Number.POSITIVE_INFINITY;
  for (const [rate, group] of groupByBer(results)) {
    if (rate === 0) continue;
    const increase = group.reduce((sum, result) => sum + increaseOf(result, quantized), 0);
    const increased = increase > 0;
    if (!increased || ber === null) trials = Math.min(trials, group.length);
    if (increased) return { ber, everyRate: false, trials, images: spec.numSamples };
    ber = rate;
  }
  return { ber, everyRate: true, trials, images: spec.numSamples };
}

/** Increase of one trial, times a positive number that is equal for all trials of a measurement. */
function increaseOf({ wrong, total, value }: ScoredTrial, faultFree: ErrorCount): number {
  return value === undefined ? wrong * faultFree.total - faultFree.wrong * total : value - errorOf(faultFree);
}

function measuredReaches(
  samples: readonly RateSample[],
  thresholds: readonly number[],
): readonly CrossingRange[] {
  const { means, weights } = sampleMeans(samples);
  return tickReaches(
    samples.map(({ logBer }) => logBer),
    means,
    weights,
    thresholds,
  );
}

function quotient(a: CrossingRange, b: CrossingRange): CrossingRange {
  return { low: a.low - b.high, high: a.high - b.low };
}

/**
 * Converts a range to a rate; null when neither side is known. A bound is the tested rate itself,
 * not the power of its logarithm.
 */
function bounded({ low, high }: CrossingRange, samples?: readonly RateSample[]): CensoredRate | null {
  if (low === high) return { value: 10 ** low, bound: 'exact' };
  const hasLow = Number.isFinite(low);
  const hasHigh = Number.isFinite(high);
  if (hasLow) return hasHigh ? null : { value: samples?.at(-1)?.ber ?? 10 ** low, bound: 'atLeast' };
  return hasHigh ? { value: samples?.[0]?.ber ?? 10 ** high, bound: 'atMost' } : null;
}
