import { ratioSentence } from '../../../experiment/text/ratioWords';
import { nearestLoss, readableLosses } from '../../../store/selectors/readableLosses';
import type { SeriesRatio } from '../../../store/selectors/seriesRatio';
import type { MeasuredSeries } from '../../../store/selectors/seriesSelectors';
import { ruleSentence } from '../../text/tickWords';

/**
 * Compares the ticks of two series at a loss of 5, or at the nearest loss that can be read, in
 * sentences.
 */
export function fivePointSentence(
  a: MeasuredSeries,
  b: MeasuredSeries,
  { ticks, unit, arePaired }: SeriesRatio,
): string {
  const at = nearestLoss(5, readableLosses([a, b]));
  const tick = ticks.find(({ loss }) => loss === at)!;
  return `${ratioSentence(a.label, b.label, tick, { unit, arePaired })}${ruleSentence([a, b], at)}`;
}
