import { evidenceOf, neededTrials, trialsText } from '../../experiment/curve/evidence';
import { drawRule } from '../../experiment/settings/drawRule';
import { boundText, endsText } from '../../experiment/text/boundWords';
import { times } from '../../experiment/text/numberWords';
import type { CensoredRate, Interval } from '../../experiment/ticks/tick';
import type { LossUnit } from '../../experiment/ticks/tickLoss';
import type { TickRatio } from '../../experiment/ticks/tolerance';
import { searchedSpec } from '../../store/runs/tickSearches';
import type { MeasuredSeries } from '../../store/selectors/seriesSelectors';
import { capitalized, multiple } from './format';
import { lossWords, lostWords } from './tickWords';

/** `2,781×`, `≥ 300×`, `1.4×`; why there is none. */
export function ratioText(ratio: CensoredRate | null): string {
  return ratio === null ? 'not known' : boundText(ratio, times);
}

/** `2.9 to 3.6×`, `2× to beyond the grid`, or why there is no interval. */
export function ratioIntervalText({ ratio, interval }: TickRatio): string {
  if (ratio === null || ratio.bound !== 'exact') return 'outside the tested rates';
  return interval === null ? 'not resolved' : intervalText(interval);
}

/** The unit follows the last number alone. */
function intervalText(interval: Interval): string {
  if (interval.low === null || interval.high === null) return endsText(interval, times);
  return `${endsText(interval, multiple)}×`;
}

/** How sure a sentence about a ratio may be. */
interface RatioEvidence {
  readonly unit: LossUnit;
  /** Equal trials drew from equal streams. */
  readonly arePaired?: boolean;
  /** Fewest trials at a rate of either: few of them state no multiple. */
  readonly trials: number;
}

/**
 * `FC-3 survives 3.2× as many bit errors per bit as FC-1 before 5 points are lost (95 % interval 2.9 to 3.6×).` The rule that
 * follows it says whether that is provisional.
 */
export function ratioSentence(
  a: string,
  b: string,
  { loss, ratio, interval }: TickRatio,
  { unit, arePaired = false, trials }: RatioEvidence,
): string {
  if (evidenceOf(trials) === 'early')
    return `How ${a} and ${b} compare is not known yet: ${neededTrials(trials)}.`;
  const at = `at ${lossWords(loss, unit)}`;
  if (ratio === null)
    return `How ${a} and ${b} compare ${at} is not known: both lie outside the tested rates.`;
  const paired = arePaired ? ', trials paired' : '';
  if (interval !== null && (interval.low ?? 0) <= 1 && (interval.high ?? Number.POSITIVE_INFINITY) >= 1)
    return `${capitalized(a)} and ${b} cannot be told apart ${at}: the 95 % interval of their ratio, ${intervalText(interval)}${paired}, contains 1.`;
  const verb = /s$/.test(a) ? 'survive' : 'survives';
  const bound = { exact: interval === null ? 'about ' : '', atLeast: 'at least ', atMost: 'at most ' }[
    ratio.bound
  ];
  const sure =
    interval !== null
      ? ` (95 % interval ${intervalText(interval)}${paired}).`
      : ratio.bound === 'exact'
        ? '. Too few trials or rates so far for an interval.'
        : ' (one of them lies outside the tested rates).';
  const multiple = `${capitalized(a)} ${verb} ${bound}${times(ratio.value)}`;
  return `${multiple} as many bit errors per bit as ${b} before ${lostWords(loss, unit)}${sure}`;
}

/**
 * The rule that a ratio of two series holds for: how flips were drawn and from how many patterns, provisional where these are
 * few. Another tab may have another rule and so another ratio.
 */
export function ratioRule(a: MeasuredSeries, b: MeasuredSeries): string {
  return `${capitalized(drawRule([a.spec, b.spec]))}; ${trialsText(Math.min(a.trials, b.trials))}.`;
}

/** The same of two ticks that an adaptive search found: it draws each rate's flips anew, and as many patterns as it needs. */
export function foundRatioRule(a: MeasuredSeries, b: MeasuredSeries): string {
  return `${capitalized(drawRule([a.spec, b.spec].map(searchedSpec)))}.`;
}
