// @vitest-environment happy-dom
import { afterEach, expect, it, vi } from 'vitest';
import { checkBerGrid } from '../../experiment/sweep/berGrid';
import { BASELINE } from '../../experiment/sweep/measurement.fake';
import type { CurvePoint } from '../../experiment/sweep/results';
import { FIXTURE_BUSY } from '../fixtures/explorer';
import { mount, spokenAfter, unmountAll } from '../fixtures/mount';
import type { DrawnSeries } from './marks/drawnSeries';
import { SeriesChart } from './SeriesChart';

afterEach(unmountAll);

const BERS = [1e-4, 1e-3, 1e-2];

/**
 * Positions in pixels. Without a measured size the chart is 900 by 380 pixels. The plot lies
 * between x = 44 and 774; its first 44 pixels hold rate 0, so that a decade has 343. Error 0 is at
 * y = 332, 100 % at y = 70.
 */
const X = [88, 431, 774] as const;
const Y = (share: number) => Math.round((332 - 262 * share) * 10) / 10;

function series(id: string, look: DrawnSeries['look'], means: readonly number[]): DrawnSeries {
  const curve = means.map((mean, index): CurvePoint => {
    const none = { std: 0, meanInterval: null, expectedFlips: 100 };
    return { ...none, ber: BERS[index]!, trials: 30, mean, median: mean, q10: mean, q90: mean };
  });
  return {
    ...{ id, label: id, look, curve, grid: checkBerGrid({ kind: 'list', bers: BERS }), planned: 30 },
    ...{ origin: { faultFree: 0.019, firstFlip: null }, baseline: BASELINE, tolerance: null },
    ...{ source: 'live', trials: 30, factor: 1, measure: 'top1', limits: { none: null, layers: [] } },
  };
}

function mountChart(hot: string | null, held: string | null = null, onHold = (_: string | null) => {}) {
  return mount(
    <SeriesChart
      series={[series('weights', 'a', [0.1, 0.2, 0.9]), series('activations', 'b', [0.1, 0.5, 0.8])]}
      stale={[series('before', 'a', [0.3, 0.4, 0.5])]}
      domain={{ from: 1e-4, to: 1e-2 }}
      errorScale="linear"
      band="sigma"
      numSamples={1000}
      chance={0.9}
      measure="top1"
      ber={1e-3}
      hot={hot}
      onHot={() => {}}
      {...{ held, onHold }}
      label="Two curves"
    />,
    { ...FIXTURE_BUSY, view: { ...FIXTURE_BUSY.view, cursorBer: 1e-3 } },
  ).host;
}

function draw(hot: string | null = null): string {
  return mountChart(hot).querySelector('svg[role=img]')!.outerHTML;
}

/** Returns the positions of a line at the tested rates. Between them the line has more corners. */
const atRates = (d: string) =>
  d
    .slice(1)
    .split('L')
    .map((place) => place.split(',').map(Number) as [number, number])
    .filter(([x]) => X.some((tested) => tested === x));
const places = (...shares: readonly number[]) => X.map((x, index) => [x, Y(shares[index]!)]);

it('draws each curve in its own colour, and the previous one as a grey line', () => {
  const curve = /<g class="(series series-[ab])"><g class="curve tone-live"><path class="mean" d="([^"]*)"/g;
  const curves = [...draw().matchAll(curve)].map(([, look, d]) => [look, atRates(d!)]);
  expect(curves).toEqual([
    ['series series-a', places(0.1, 0.2, 0.9)],
    ['series series-b', places(0.1, 0.5, 0.8)],
  ]);
  expect(Y(0.2)).toBe(279.6);
  const ghost = /<path class="mean tone-ghost" d="([^"]*)"/.exec(draw())![1]!;
  expect(atRates(ghost)).toEqual(places(0.3, 0.4, 0.5));
});

it('has a circle at each point of the first series and a triangle at each of the second', () => {
  const markup = draw();
  const circles = [...markup.matchAll(/<circle cx="([\d.]+)" cy="([\d.]+)" r="3\.5"/g)].map(([, x, y]) => [
    x,
    y,
  ]);
  expect(circles).toEqual([
    ['88', '305.8'],
    ['431', '279.6'],
    ['774', '96.2'],
  ]);
  // A triangle's tip lies 1.25 radii above its point.
  const tips = [...markup.matchAll(/<path class="mark" d="M([\d.]+) ([\d.]+)l/g)].map(([, x, y]) => [
    x,
    Number(y),
  ]);
  expect(tips).toEqual([
    ['88', expect.closeTo(305.8 - 4.375, 1)],
    ['431', expect.closeTo(201 - 4.375, 1)],
    ['774', expect.closeTo(122.4 - 4.375, 1)],
  ]);
});

it('draws one line at the error of guessing and one at the quantised fault-free error', () => {
  const lines = [
    ...draw().matchAll(/<g class="reference reference-(\w+)"><line x1="44" x2="774" y1="([\d.]+)"/g),
  ];
  expect(lines.map(([, name, y]) => [name, Number(y)])).toEqual([
    ['chance', expect.closeTo(332 - 262 * 0.9, 9)],
    ['quantized', expect.closeTo(332 - 262 * 0.019, 9)],
  ]);
  expect(draw()).toContain('fault-free 1.90&nbsp;%');
});

it('highlights the series that is pointed at and makes the others faint', () => {
  expect(draw('activations')).toContain('<g class="series series-b series-hot"><g class="curve');
  expect(draw('activations')).toContain('<g class="series series-a series-faint"><g class="curve');
});

it('reads all series at the cursor, and one alone after the keys Down and Up', () => {
  const press = (held: string | null, key: string) => {
    const onHold = vi.fn();
    const slider = mountChart(held, held, onHold).querySelector('[role=slider]')!;
    return [spokenAfter(slider, key), onHold.mock.calls[0]?.[0]];
  };
  const at = '1 times ten to the minus three; ';
  expect(press(null, 'ArrowDown')).toEqual([`${at}weights 20.0\u00a0%, activations 50.0\u00a0%`, 'weights']);
  expect(press('weights', 'ArrowDown')).toEqual([`${at}weights 20.0\u00a0%, 1 of 2`, 'activations']);
  expect(press('activations', 'ArrowDown')).toEqual([`${at}activations 50.0\u00a0%, 2 of 2`, 'activations']);
  expect(press('weights', 'ArrowUp')[1]).toBeNull();
});
