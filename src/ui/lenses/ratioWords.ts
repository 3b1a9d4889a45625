import type { LossUnit } from '../../experiment/tickFit';
import type { Bounded, TickRatio } from '../../experiment/tolerance';
import type { SeriesRatio } from '../../store/seriesRatio';
import { MIN_BAND_TRIALS } from '../charts/bandOf';
import { multiple } from '../format';

const SIGNS = { exact: '', atLeast: '≥\u00a0', atMost: '≤\u00a0' } as const;

/** `3.2×`, `≥ 300×`; why there is none. */
export function ratioText(ratio: Bounded | null): string {
  return ratio === null ? 'not known' : `${SIGNS[ratio.bound]}${times(ratio.value)}`;
}

/** `2.9 to 3.6×`, or that there is none. */
export function ratioIntervalText({ ratio, interval }: TickRatio): string {
  if (ratio === null || ratio.bound !== 'exact') return 'outside the tested rates';
  if (interval === null) return 'not resolved';
  const { low, high } = interval;
  if (low === null || high === null) return 'beyond the grid';
  return `${multiple(low)} to ${times(high)}`;
}

/** `4×`. */
export function times(value: number): string {
  return `${multiple(value)}×`;
}

const LOST: Record<LossUnit, string> = { points: '5 points', relative: '5 % of the fault-free error' };

/**
 * What the 5-point ticks of two series say in a sentence: `Activations tolerate 3.2× the bit error rate that weights do …`. With
 * fewer than 8 `trials` at some rate of either it states no multiple that has no interval.
 */
export function ratioSentence(
  a: string,
  b: string,
  { ticks, arePaired, unit }: SeriesRatio,
  trials: number,
): string {
  const tick = ticks.find(({ loss }) => loss === 5)!;
  const lost = LOST[unit];
  const name = a[0]!.toUpperCase() + a.slice(1);
  if (tick.ratio === null)
    return `How ${a} and ${b} compare is not known: both lose ${lost} outside the tested rates.`;
  if (tick.interval === null && trials < MIN_BAND_TRIALS)
    return `How ${a} and ${b} compare is not resolved yet: some rates have fewer than ${MIN_BAND_TRIALS} trials.`;
  const verb = { exact: '', atLeast: 'at least ', atMost: 'at most ' }[tick.ratio.bound];
  const sure =
    tick.ratio.bound !== 'exact'
      ? 'one of the ticks lies outside the tested rates'
      : tick.interval === null
        ? 'the interval is not resolved'
        : `95 % interval ${ratioIntervalText(tick)}`;
  return `${name} tolerate${/s$/.test(a) ? '' : 's'} ${verb}${times(tick.ratio.value)} the bit error rate that ${b} ${/s$/.test(b) ? 'do' : 'does'} (tick at ${lost}; ${sure}${arePaired && tick.interval !== null ? ', trials paired' : ''}).`;
}
