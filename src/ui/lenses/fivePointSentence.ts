import type { SeriesRatio } from '../../store/seriesRatio';
import type { MeasuredSeries } from '../../store/seriesSelectors';
import { ratioSentence } from '../charts/ratioWords';
import { ruleSentence } from '../charts/tickWords';

/** What the ticks of two series at a loss of 5 say of each other. */
export function fivePointSentence(
  a: MeasuredSeries,
  b: MeasuredSeries,
  { ticks, unit, arePaired }: SeriesRatio,
): string {
  const tick = ticks.find(({ loss }) => loss === 5)!;
  const evidence = { unit, arePaired, trials: Math.min(a.trials, b.trials) };
  return `${ratioSentence(a.label, b.label, tick, evidence)}${ruleSentence([a, b], 5)}`;
}
