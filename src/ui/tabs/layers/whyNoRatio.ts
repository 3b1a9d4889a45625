import { t } from '../../../core/language/t';
import { hasTicks } from '../../../core/samples/measure';
import { evidenceOf } from '../../../experiment/curve/evidence';
import { mayGuess } from '../../../experiment/curve/guessing';
import { capitalized } from '../../../experiment/text/capitalized';
import { whyNoTicks } from '../../../experiment/text/measureWords';
import { tooEarlyToCompare } from '../../../experiment/text/ratioWords';
import type { MeasuredSeries } from '../../../store/selectors/seriesSelectors';

/** Explains why two series have no ratio, or have none yet. */
export function whyNoRatio(a: MeasuredSeries, b: MeasuredSeries): string {
  const both = [a, b];
  if (!both.every(({ spec }) => hasTicks(spec.measure))) return `${capitalized(whyNoTicks())}.`;
  if (both.some(mayGuess))
    return t`The ratio of ${a.label} to ${b.label} is not known: without faults the network may not be better than guessing.`;
  const trials = Math.min(a.trials, b.trials);
  return evidenceOf(trials) === 'early'
    ? tooEarlyToCompare(a.label, b.label, trials)
    : t`The ratio of ${a.label} to ${b.label} is being calculated.`;
}
