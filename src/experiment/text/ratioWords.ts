import { t } from '../../core/language/t';
import { neededTrials, trialsText } from '../curve/evidence';
import { drawRule } from '../settings/drawRule';
import type { ExperimentSpec } from '../settings/experimentSpec';
import { type CensoredRate, type Interval, unresolvedText } from '../ticks/tick';
import type { LossUnit } from '../ticks/tickLoss';
import type { TickRatio } from '../ticks/tolerance';
import { boundText, endsText, intervalNote, intervalOrReason } from './boundWords';
import { capitalized } from './capitalized';
import { atLoss, lostWords } from './lossWords';
import { multiple, times } from './numberWords';

/** Formats a ratio of rates: `2,781×`, `≥ 300×`, `1.4×`, `not known`. */
export function ratioText(ratio: CensoredRate | null): string {
  return ratio === null ? t`not known` : boundText(ratio, times);
}

/** Formats a ratio with its interval: `4.1× (95 %: 3.2 to 5.6)`, `1.4× (interval not resolved)`. */
export function ratioWithInterval({ ratio, interval }: Pick<TickRatio, 'ratio' | 'interval'>): string {
  const note = ratio === null ? '' : intervalNote(interval, multiple, t`interval not resolved`);
  return `${ratioText(ratio)}${note}`;
}

/**
 * Formats the interval of the ratio of `a` to `b` for a column, or states why there is none: `2.9
 * to 3.6×`, `2× to beyond the grid`, `outside the tested rates`.
 */
export function ratioIntervalText(a: string, b: string, tick: TickRatio): string {
  return intervalOrReason(tick.ratio, tick.interval, ratioEnds, whyNoInterval(a, b, tick));
}

/**
 * Names the ticks that leave a ratio without an interval: `the tick of FC-1 is not resolved,
 * because a few trials carry the loss`.
 */
function whyNoInterval(a: string, b: string, { unresolved = {} }: TickRatio): string {
  const reasons = [
    ...(unresolved.a ? [t`the tick of ${a} is ${unresolvedText(unresolved.a)}`] : []),
    ...(unresolved.b ? [t`the tick of ${b} is ${unresolvedText(unresolved.b)}`] : []),
  ];
  return reasons.join('; ') || t`one of the ticks is not resolved`;
}

/** Formats both ends, with the sign × after the last number if both are numbers. */
function ratioEnds(interval: Interval): string {
  if (interval.low === null || interval.high === null) return endsText(interval, times);
  return `${endsText(interval, multiple)}×`;
}

/** Explains why series `a` and `b` of fewer than `MIN_TRIALS` trials have no ratio yet. */
export function tooEarlyToCompare(a: string, b: string, trials: number): string {
  return t`How ${a} and ${b} compare is not known yet: ${neededTrials(trials)}.`;
}

/** Evidence for a sentence about a ratio. */
interface RatioEvidence {
  readonly unit: LossUnit;
  /** True if trials of equal numbers drew from equal random streams. */
  readonly arePaired?: boolean;
}

/**
 * Compares the ticks of series `a` and `b` in one sentence: `FC-3 survives 3.2× as many bit errors
 * per bit as FC-1 before 5 points are lost (95 % interval 2.9 to 3.6×).` `ratioRule` adds how many
 * trials there are and whether the ratio is provisional.
 */
export function ratioSentence(
  a: string,
  b: string,
  tick: TickRatio,
  { unit, arePaired = false }: RatioEvidence,
): string {
  const { loss, ratio, interval } = tick;
  const at = atLoss(loss, unit);
  if (ratio === null)
    return t`How ${a} and ${b} compare ${at} is not known: both lie outside the tested rates.`;
  const ends = interval === null ? '' : ratioEnds(interval);
  const evidence = arePaired ? t`${ends}, trials paired` : ends;
  const first = capitalized(a);
  if (interval !== null && (interval.low ?? 0) <= 1 && (interval.high ?? Number.POSITIVE_INFINITY) >= 1)
    return t`${first} and ${b} cannot be told apart ${at}: the 95 % interval of their ratio, ${evidence}, contains 1.`;
  const factor = factorText(ratio, interval === null);
  const event = lostWords(loss, unit);
  const start = /s$/.test(a)
    ? t`${first} survive ${factor} as many bit errors per bit as ${b} before ${event}`
    : t`${first} survives ${factor} as many bit errors per bit as ${b} before ${event}`;
  if (interval !== null) return t`${start} (95 % interval ${evidence}).`;
  return ratio.bound === 'exact'
    ? t`${start}. There is no interval: ${whyNoInterval(a, b, tick)}.`
    : t`${start} (one of them lies outside the tested rates).`;
}

/** Formats a ratio for a sentence: `3.2×`, `about 3.2×`, `at least 300×`. */
function factorText({ value, bound }: CensoredRate, isRough: boolean): string {
  const factor = times(value);
  if (bound === 'exact') return isRough ? t`about ${factor}` : factor;
  return bound === 'atLeast' ? t`at least ${factor}` : t`at most ${factor}`;
}

/** Settings and number of trials of a series: the fewest at any rate. */
interface CountedSeries {
  readonly spec: ExperimentSpec;
  readonly trials: number;
}

/**
 * Describes how the flips behind a ratio were drawn and how many trials there are, in one sentence.
 * Ratios under different sampling rules differ.
 */
export function ratioRule(a: CountedSeries, b: CountedSeries): string {
  return `${capitalized(drawRule([a.spec, b.spec]))}; ${trialsText(Math.min(a.trials, b.trials))}.`;
}
