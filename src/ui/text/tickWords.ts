import { t } from '../../core/language/t';
import { hasTicks } from '../../core/samples/measure';
import { firstFlip } from '../../experiment/curve/curve';
import { decimalsOf, evidenceOf } from '../../experiment/curve/evidence';
import { mayGuess } from '../../experiment/curve/guessing';
import { gridBers } from '../../experiment/sweep/berGrid';
import { boundText } from '../../experiment/text/boundWords';
import { lossLabel, readAtNoLoss } from '../../experiment/text/lossWords';
import { whyNoTicks } from '../../experiment/text/measureWords';
import { grouped } from '../../experiment/text/numberWords';
import { type CensoredRate, type Tick, whyUnresolved } from '../../experiment/ticks/tick';
import { isReadAtNoLoss, type LossUnit } from '../../experiment/ticks/tickLoss';
import type { MeasuredSeries } from '../../store/selectors/seriesSelectors';
import { countLimitSentence } from '../charts/marks/countLimits';
import { scientific } from './format';

/** Formats the rate of a tick: `3.16 × 10⁻⁴`, `≥ 1.00 × 10⁻¹, not reached`, `≤ 1.00 × 10⁻⁶`. */
export function tickRate(rate: CensoredRate, decimals = 2): string {
  const text = boundText(rate, (value) => scientific(value, decimals));
  return rate.bound === 'atLeast' ? t`${text}, not reached` : text;
}

/**
 * Returns the decimals of a tick's rate. A search always runs enough trials for two; a curve of
 * `trials` trials may not.
 */
export function tickDecimals({ isFound }: Tick, trials: number): number {
  return isFound ? 2 : decimalsOf(trials);
}

/**
 * Describes all four ticks of a series in sentences: their rates, their evidence and the limits of
 * the sampling rule.
 */
export function tickSentence(series: MeasuredSeries, unit: LossUnit): string {
  const { label, tolerance, trials } = series;
  if (tolerance === null) return `${label}: ${pendingWords(series)}.`;
  const ticks = tolerance.ticks.map((tick) => {
    const { loss, ber, interval } = tick;
    if (isReadAtNoLoss(tick)) return `${lossLabel(loss, unit)} ${readAtNoLoss()}`;
    const sure = ber.bound === 'exact' && interval === null ? ` (${whyUnresolved(tick)})` : '';
    const how = tick.isFound ? ` (${t`adaptive search`})` : '';
    const label = lossLabel(loss, unit);
    const rate = tickRate(ber, tickDecimals(tick, trials));
    return `${ber.bound === 'exact' ? t`${label} at ${rate}` : `${label} ${rate}`}${how}${sure}`;
  });
  const limits = countLimitSentence(series.spec);
  const provisional = evidenceOf(trials) === 'firm' ? '' : `, ${t`provisional`}`;
  return `${label}: ${ticks.join('; ')}. ${evidence(series)}${provisional}.${limits === '' ? '' : ` ${limits}`}`;
}

/**
 * Names the series whose tick at `loss` only shows where the count rule flips the first bit,
 * because it flips none at any lower tested rate. The sentence starts with a space; empty if there
 * is no such series.
 */
export function ruleSentence(series: readonly MeasuredSeries[], loss: Tick['loss']): string {
  const set = series.filter(({ spec, grid, tolerance }) => {
    const first = firstFlip(spec);
    const ber = tolerance?.ticks.find((tick) => tick.loss === loss)?.ber;
    if (first === null || ber?.bound !== 'exact') return false;
    // A tick at a tested rate may differ from it by rounding.
    return gridBers(grid).every((rate) => rate < first || rate > ber.value * (1 - 1e-9));
  });
  if (set.length === 0) return '';
  const labels = set.map(({ label }) => label).reduce((all, one) => t`${all} and ${one}`);
  return ` ${t`With a fixed count, no bit of ${labels} flips at a tested rate below its tick: the tick shows where the first bit flips.`}`;
}

/** Texts for series without trials, by their source. */
export const UNMEASURED: Readonly<Partial<Record<MeasuredSeries['source'], string>>> = {
  get none() {
    return t`not run yet`;
  },
  get loading() {
    return t`loading`;
  },
};

/** Explains why a series has no ticks, or has none yet. */
export function pendingWords(series: MeasuredSeries): string {
  const { source, ticksAwaited } = series;
  const unmeasured = UNMEASURED[source];
  if (unmeasured !== undefined) return unmeasured;
  if (ticksAwaited) return t`being calculated`;
  if (!hasTicks(series.spec.measure)) return whyNoTicks();
  return mayGuess(series)
    ? t`no ticks: the network may not be better than guessing`
    : t`no trial at every rate yet`;
}

/**
 * Formats the number of trials and their source: `n = 30, live`, `n = 8 of 30, live`, `first
 * trials, live`.
 */
export function evidence({ source, trials, complete, spec }: MeasuredSeries): string {
  const unmeasured = UNMEASURED[source];
  if (unmeasured !== undefined) return unmeasured;
  const from = source === 'stored' ? t`stored` : t`live`;
  if (trials === 0) return t`first trials, ${from}`;
  const n = grouped(trials);
  return complete ? `n = ${n}, ${from}` : t`n = ${n} of ${grouped(spec.trials)}, ${from}`;
}

/** Formats a tail in decades: `1.8`, `≥ 2.1`, a dash if it is not known. */
export function tailText(tail: CensoredRate | null): string {
  return tail === null ? '–' : boundText(tail, (value) => value.toFixed(1));
}
