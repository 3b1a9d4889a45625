import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { DEFAULT_SPEC } from '../../../experiment/settings/experimentSpec';
import { seriesOf } from '../../../experiment/sweep/series';
import type { Tick } from '../../../experiment/ticks/tick';
import type { MeasuredSeries } from '../../../store/selectors/seriesSelectors';
import { rowScale } from '../frame/rowFrame';
import { TickBar } from './TickBar';

/** Axis with 100 pixels per decade: 1e-5 is at 140 px, 1e-4 at 240 px, 1e-3 at 340 px. */
const SCALE = rowScale({ from: 1e-6, to: 1e-1 }, 40, 540);

const TICKS: readonly Tick[] = [
  tick(0, 1e-5, { low: null, high: 1e-4 }),
  tick(1, 1e-4, { low: 1e-5, high: 1e-3 }),
  tick(5, 1e-3, null),
  { ...tick(10, 1e-1, null), ber: { value: 1e-1, bound: 'atLeast' } },
];

function tick(loss: Tick['loss'], value: number, interval: Tick['interval']): Tick {
  return {
    ...{ loss, thresholdPoints: Math.max(loss, 0.1), changedTrials: interval === null ? 3 : 40, interval },
    ber: { value, bound: 'exact' },
  };
}

function draw(ticks: readonly Tick[] | null, trials = 40, active = false): string {
  const [first] = seriesOf('layers', DEFAULT_SPEC, 'blocks');
  const noIncrease = { ber: null, everyRate: false, trials, images: 1000 };
  const series: MeasuredSeries = {
    ...{ ...first!, trials, grid: DEFAULT_SPEC.bers, results: [], curve: [], baseline: null },
    ...{ complete: true, source: trials === 0 ? 'none' : 'live' },
    tolerance: ticks === null ? null : { ticks, noIncrease },
  };
  return renderToStaticMarkup(
    <TickBar series={series} scale={SCALE} width={560} unit="points" whiskers active={active} />,
  );
}

/**
 * Returns the class and the numbers of each mark of a class, in the order in which they are drawn.
 * Numbers are rounded to 0.001.
 */
function marks(markup: string, tag: string, name: string) {
  return [...markup.matchAll(new RegExp(`<${tag} class="(${name}[^"]*)"([^>]*)>`, 'g'))].map(
    ([, className, rest]) => {
      const numbers = [...rest!.matchAll(/"([\d.]+)"/g)].map(([, value]) => Number(Number(value).toFixed(3)));
      return [className, ...numbers];
    },
  );
}

describe('TickBar', () => {
  it('places each tick at its rate, lower for a greater loss, dashed where it is not resolved', () => {
    // Heights of 24, 19.2 and 14.4 px around the middle, 17 px.
    expect(marks(draw(TICKS), 'line', 'tick-mark')).toEqual([
      ['tick-mark firm', 140, 140, 5, 29],
      ['tick-mark firm', 240, 240, 7.4, 26.6],
      ['tick-mark firm unresolved', 340, 340, 9.8, 24.2],
    ]);
  });

  it('draws the bar from the edge to the tick without loss', () => {
    expect(marks(draw(TICKS), 'rect', 'tick-neutral')).toEqual([['tick-neutral firm', 40, 12, 100, 10]]);
  });

  it('draws each interval from end to end at the foot of its tick; an open end runs to the edge without a cap', () => {
    const whiskers = [...draw(TICKS).matchAll(/class="tick-whisker" d="([^"]*)"/g)];
    expect(whiskers.map(([, d]) => d)).toEqual([
      'M40 29H240M240 26.5v5',
      'M140 26.6H340M140 24.1v5M340 24.1v5',
    ]);
  });

  it('has an arrowhead at the edge for ticks beyond the tested rates, with words', () => {
    const markup = draw(TICKS);
    expect(markup).toContain('<g class="tick-bound firm"><path d="M540 17l-8 -5v10z">');
    expect(markup).toContain('+10 not reached');
    const below = TICKS.map(
      (one): Tick => ({ ...one, ber: { value: 1e-6, bound: 'atMost' }, interval: null }),
    );
    expect(draw(below)).toContain('<g class="tick-bound firm"><path d="M40 17l8 -5v10z">');
    expect(marks(draw(below), 'rect', 'tick-neutral')).toEqual([]);
  });

  it('is pale with few trials', () => {
    const classes = (trials: number) => marks(draw(TICKS, trials), 'line', 'tick-mark')[0]![0];
    expect([7, 29, 30].map(classes)).toEqual([
      ...['tick-mark early', 'tick-mark provisional', 'tick-mark firm'],
    ]);
  });

  it('labels its ticks while it is pointed at', () => {
    const names = [...draw(TICKS, 40, true).matchAll(/<text x="([\d.]+)" y="11"[^>]*>([^<]*)</g)];
    expect(names.map(([, x, name]) => [x, name])).toEqual([
      ['144', '0'],
      ['244', '+1'],
      ['344', '+5'],
    ]);
  });

  it('has a text instead of marks before the first trials', () => {
    expect(draw(null, 0)).toContain('not run yet');
    expect(draw(null, 0)).not.toMatch(/tick-mark|tick-neutral/);
  });
});
