// @vitest-environment happy-dom
import type { ReactNode } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { afterEach, describe, expect, it } from 'vitest';
import { checkBerGrid } from '../../../experiment/sweep/berGrid';
import { BASELINE } from '../../../experiment/sweep/measurement.fake';
import type { CurvePoint } from '../../../experiment/sweep/results';
import type { Tick } from '../../../experiment/ticks/tick';
import { FIXTURE_BUSY } from '../../fixtures/explorer';
import { mount, unmountAll } from '../../fixtures/mount';
import { chartFrame } from '../frame/chartFrame';
import { rowScale } from '../frame/rowFrame';
import { ChipMarks } from './ChipMarks';
import type { DrawnSeries } from './drawnSeries';
import { RatioBracket } from './RatioBracket';
import { SeriesTicks } from './SeriesTicks';
import { TheoryLine } from './TheoryLine';
import { TrialDots } from './TrialDots';

afterEach(unmountAll);

/** Rates from 1e-3 at 88 px to 1e-1 at 574 px, errors from 0 at 352 px to 100 % at 70 px. */
const FRAME = chartFrame({
  ...{ width: 700, height: 400, errorScale: 'linear', numSamples: 1000 },
  domain: { from: 1e-3, to: 1e-1 },
});
const point = (ber: number, mean: number, trials = 30): CurvePoint => ({
  ...{ ber, mean, trials, std: 0, meanInterval: null, median: mean, q10: mean, q90: mean },
  expectedFlips: 100,
});
const CURVE = [point(1e-3, 0.25), point(1e-2, 0.5), point(1e-1, 0.75)];
const markupOf = (marks: ReactNode) => renderToStaticMarkup(<svg aria-hidden="true">{marks}</svg>);

describe('marks of a chart', () => {
  it('has the ticks of a series in its row, shorter for a larger loss, and arrowheads at the edge that a bound lies beyond', () => {
    const tick = (loss: Tick['loss'], value: number, bound: Tick['ber']['bound']): Tick => ({
      ...{ loss, thresholdPoints: loss === 0 ? 0.1 : loss, ber: { value, bound }, changedTrials: 40 },
      interval: bound === 'exact' ? { low: value / 2, high: 2 * value } : null,
    });
    const ticks = [
      tick(0, 1e-3, 'atMost'),
      tick(1, 1e-2, 'exact'),
      tick(5, 1e-1, 'exact'),
      tick(10, 1e-1, 'atLeast'),
    ];
    const series = (id: string): DrawnSeries => ({
      ...{ id, label: id, look: 'a', curve: CURVE, planned: 30, baseline: BASELINE, origin: null },
      grid: checkBerGrid({ kind: 'list', bers: [1e-3, 1e-2, 1e-1] }),
      tolerance: { ticks, noIncrease: { ber: null, everyRate: false, trials: 30, images: 1000 } },
      ...{ source: 'live', trials: 30, factor: 1, measure: 'top1', limits: { none: null, layers: [] } },
    });
    const markup = markupOf(
      <SeriesTicks frame={FRAME} series={[series('one'), series('other')]} hot={null} />,
    );
    // Rows of 16 px, the last one 2 px over the plot: their middles are 44 and 60 px.
    const lines = [
      ...markup.matchAll(/class="series-tick firm" x1="(\d+)" x2="\1" y1="([\d.]+)" y2="([\d.]+)"/g),
    ];
    expect(lines.map(([, ...places]) => places.map(Number))).toEqual([
      [331, 37.7, 50.3],
      [574, 39.4, 48.6],
      [331, 53.7, 66.3],
      [574, 55.4, 64.6],
    ]);
    const heads = [...markup.matchAll(/class="series-mark firm" d="([^"]*)"/g)].map(([, d]) => d);
    expect(heads).toEqual([44, 60].flatMap((y) => [`M574 ${y}l-8 -4v8z`, `M88 ${y}l8 -4v8z`]));
  });

  it('has each row of a chip at its rate and error, on a line', () => {
    const rows = [
      { vdd: 0.8, ber: 1e-3, error: 0.25 },
      { vdd: 0.7, ber: 1e-2, error: 0.5 },
    ];
    expect(markupOf(<ChipMarks frame={FRAME} rows={rows} />)).toContain('d="M88,281.5L331,211"');
  });

  it('has a dot for each of few trials at its share of wrong images', () => {
    const trial = (ber: number, wrong: number, total: number) => ({ ber, trial: 0, wrong, total });
    const results = [trial(1e-3, 50, 200), trial(1e-2, 500, 1000)];
    const curve = [point(1e-3, 0.25, 2), point(1e-2, 0.5, 8)];
    const markup = markupOf(<TrialDots frame={FRAME} results={results} curve={curve} />);
    expect(markup.match(/<circle[^>]*>/g)).toEqual(['<circle cx="88" cy="281.5" r="2">']);
  });

  it('has the curve of theory at so many times the rates of the measured one', () => {
    const origin = { faultFree: 0.019, firstFlip: null };
    const line = { frame: FRAME, curve: CURVE, origin, ratio: 10, label: 'theory' };
    const [, d] = /theory-line" d="([^"]*)"/.exec(markupOf(<TheoryLine {...line} />))!;
    expect(d).toMatch(/^M331,281\.5L.*L574,211$/);
  });

  it('has a ruler that goes down from one tick and then along to the other', () => {
    const scale = rowScale({ from: 1e-3, to: 1e-1 }, 88, 574);
    const ratio = { value: 3, bound: 'exact' } as const;
    const ends = { from: { x: 331, row: 0 }, to: { x: 200, row: 2 } };
    const { host } = mount(
      <RatioBracket {...ends} ratio={ratio} scale={scale} width={700} rows={3} />,
      FIXTURE_BUSY,
    );
    expect(host.querySelector('path')!.getAttribute('d')).toBe('M331 17V85H200');
  });
});
