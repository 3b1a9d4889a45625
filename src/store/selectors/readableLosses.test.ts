import { expect, it } from 'vitest';
import { baselineOf } from '../../experiment/sweep/measurement.fake';
import { lossThresholds, TICK_LOSSES } from '../../experiment/ticks/tickLoss';
import { nearestLoss, readableLosses } from './readableLosses';
import type { MeasuredSeries } from './seriesSelectors';

/**
 * Returns a series with relative losses and a given number of wrong answers at its quantised
 * baseline, half as many in float. Its BERs have no effect here.
 */
function series(wrong: number, unit: 'points' | 'relative' = 'relative'): MeasuredSeries {
  const thresholds = lossThresholds(baselineOf(Math.floor(wrong / 2), wrong), unit);
  const ticks = TICK_LOSSES.map((loss, index) => ({ loss, thresholdPoints: thresholds[index] }));
  return { tolerance: { ticks } } as unknown as MeasuredSeries;
}

it('takes the losses that no series reads as no loss', () => {
  expect(readableLosses([series(20, 'points'), series(1, 'points')])).toEqual([0, 1, 5, 10]);
  expect(readableLosses([series(500)])).toEqual([0, 1, 5, 10]);
  expect(readableLosses([series(500), series(30)])).toEqual([0, 5, 10]);
  expect(readableLosses([series(16)])).toEqual([0, 10]);
  expect(readableLosses([series(5)])).toEqual([0]);
  expect(readableLosses([])).toEqual([0, 1, 5, 10]);
});

it('takes the smallest loss that is no smaller than the wanted one, else the greatest', () => {
  expect(nearestLoss(1, [0, 1, 5, 10])).toBe(1);
  expect(nearestLoss(1, [0, 10])).toBe(10);
  expect(nearestLoss(0, [0, 10])).toBe(0);
  expect(nearestLoss(5, [0])).toBe(0);
});
