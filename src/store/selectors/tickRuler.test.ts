import { expect, it } from 'vitest';
import { DEFAULT_SPEC } from '../../experiment/settings/experimentSpec';
import { gridBers } from '../../experiment/sweep/berGrid';
import { baselineOf } from '../../experiment/sweep/measurement.fake';
import { seriesOf } from '../../experiment/sweep/series';
import type { TickEstimate } from '../../experiment/ticks/search/tickSearch';
import type { CensoredRate } from '../../experiment/ticks/tick';
import type { Tolerance } from '../../experiment/ticks/tolerance';
import { tickSearchKey } from '../runs/tickSearches';
import { DIRECT_DESK } from './directDesk';
import type { MeasuredSeries } from './seriesSelectors';
import { layRuler } from './tickRuler';

const LOSSES = [0, 1, 5, 10] as const;

/** Returns a row with every tick at the same BER. Its counts have no effect here. */
function row(place: number, at: number | null): MeasuredSeries {
  const series = seriesOf('layers', DEFAULT_SPEC, 'blocks')[place]!;
  const ticks = LOSSES.map((loss) => ({
    ...{ loss, thresholdPoints: Math.max(loss, 0.1), changedTrials: 30, interval: null },
    ber: { value: at ?? 0, bound: 'exact' } as const,
  }));
  const noIncrease = { ber: null, everyRate: false, trials: 1, images: 1000 };
  const tolerance: Tolerance | null = at === null ? null : { ticks, noIncrease };
  const bers = gridBers(series.spec.bers);
  return {
    ...{ ...series, tolerance, grid: series.spec.bers, source: 'live', trials: 8, complete: true, curve: [] },
    baseline: baselineOf(8, 10),
    results: bers.map((ber) => ({ ber, trial: 0, wrong: ber > 1e-3 ? 900 : 10, total: 1000 })),
  };
}

const found = (value: number, bound: CensoredRate['bound'] = 'exact'): readonly TickEstimate[] =>
  LOSSES.map((loss) => ({
    ...{ loss, thresholdPoints: Math.max(loss, 0.1), evaluations: 400, trials: 900 },
    ...{ ber: { value, bound }, interval: null },
  }));

const [A, B] = [row(0, 1e-3), row(1, 1e-4)];
const [KEY_A, KEY_B] = [tickSearchKey(A.spec), tickSearchKey(B.spec)];

it('lies between the ticks of the curves where nothing was found', () => {
  const ruler = layRuler([B, A], {}, 1, 'points', DIRECT_DESK)!;
  expect([ruler.more.series, ruler.less.series]).toEqual([A, B]);
  expect([ruler.more.isFound, ruler.less.isFound]).toEqual([false, false]);
});

it('takes a found tick in place of the curve’s, and the rows in the order that it gives', () => {
  const ruler = layRuler([A, B], { [KEY_B]: found(2e-3) }, 1, 'points', DIRECT_DESK)!;
  expect([ruler.more.series, ruler.less.series]).toEqual([B, A]);
  expect([ruler.more.isFound, ruler.less.isFound]).toEqual([true, false]);
  expect(ruler.ratio!.ratio!.value).toBeCloseTo(2, 9);
});

it('keeps the curve’s tick where a search found a bound alone, or reads another unit of loss', () => {
  expect(
    layRuler([A, B], { [KEY_A]: found(1e-1, 'atLeast') }, 1, 'points', DIRECT_DESK)!.more.ber.value,
  ).toBe(1e-3);
  expect(layRuler([A, B], { [KEY_A]: found(5e-2) }, 1, 'relative', DIRECT_DESK)!.more.isFound).toBe(false);
});

it('gives no ratio while a curve that it reads has fewer than 8 trials', () => {
  const early = { ...B, trials: 7 };
  const lay = (found: Parameters<typeof layRuler>[1]) =>
    layRuler([A, early], found, 1, 'points', DIRECT_DESK)!;
  expect(lay({})).toMatchObject({ trials: 7, ratio: null });
  expect(lay({ [KEY_A]: found(1e-3) })).toMatchObject({ trials: 7, ratio: null });
  expect(lay({ [KEY_B]: found(1e-4) }).ratio!.ratio!.value).toBeCloseTo(10, 9);
});

it('needs no curve where a search has been, and both ticks in any case', () => {
  const bare = row(1, null);
  expect(layRuler([A, bare], {}, 1, 'points', DIRECT_DESK)).toBeNull();
  expect(layRuler([A, bare], { [KEY_B]: found(1e-1, 'atLeast') }, 5, 'points', DIRECT_DESK)!.ratio).toEqual({
    loss: 5,
    ratio: { value: 100, bound: 'atLeast' },
    interval: null,
  });
  // A running search has not reached the last loss yet.
  expect(layRuler([A, bare], { [KEY_B]: found(1e-2).slice(0, 2) }, 10, 'points', DIRECT_DESK)).toBeNull();
});
