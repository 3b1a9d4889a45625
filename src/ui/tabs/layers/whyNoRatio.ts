import { evidenceOf } from '../../../experiment/curve/evidence';
import { mayGuess } from '../../../experiment/curve/guessing';
import { tooEarlyToCompare } from '../../../experiment/text/ratioWords';
import type { MeasuredSeries } from '../../../store/selectors/seriesSelectors';

/** Explains why two series have no ratio, or have none yet. */
export function whyNoRatio(a: MeasuredSeries, b: MeasuredSeries): string {
  const both = [a, b];
  const ratio = `The ratio of ${a.label} to ${b.label}`;
  if (both.some(mayGuess))
    return `${ratio} is not known: without faults the network may not be better than guessing.`;
  const trials = Math.min(a.trials, b.trials);
  return evidenceOf(trials) === 'early'
    ? tooEarlyToCompare(a.label, b.label, trials)
    : `${ratio} is being calculated.`;
}
