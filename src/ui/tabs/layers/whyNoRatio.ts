import { mayGuess } from '../../../experiment/curve/guessing';
import type { MeasuredSeries } from '../../../store/selectors/seriesSelectors';

/** Explains why two series have no ratio, or have none yet. */
export function whyNoRatio(a: MeasuredSeries, b: MeasuredSeries): string {
  const both = [a, b];
  const ratio = `The ratio of ${a.label} to ${b.label}`;
  if (both.some(mayGuess))
    return `${ratio} is not known: without faults the network may not be better than guessing.`;
  return both.every(({ tolerance, ticksAwaited }) => tolerance !== null || ticksAwaited)
    ? `${ratio} is being calculated.`
    : `${ratio} is known once both have a trial at every rate.`;
}
