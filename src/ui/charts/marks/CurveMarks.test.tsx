import type { ComponentProps } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { errorCurve } from '../../../experiment/curve/lossCurve';
import { checkBerGrid } from '../../../experiment/sweep/berGrid';
import type { CurvePoint } from '../../../experiment/sweep/results';
import { chartFrame } from '../frame/chartFrame';
import { CurveMarks } from './CurveMarks';

const FRAME = chartFrame({
  width: 700,
  height: 400,
  domain: { from: 1e-3, to: 1e-1 },
  errorScale: 'linear',
  numSamples: 1000,
});
const POINT = {
  trials: 8,
  std: 0.1,
  meanInterval: null,
  median: 0.2,
  q10: 0.1,
  q90: 0.3,
  expectedFlips: 100,
};
const CURVE: readonly CurvePoint[] = [
  { ...POINT, ber: 1e-3, mean: 0.2 },
  { ...POINT, ber: 1e-2, mean: 0.5, median: 0.5 },
  { ...POINT, ber: 1e-1, mean: 0.85, median: 0.85, trials: 30 },
];

const ORIGIN = { faultFree: 0.1, firstFlip: null };
const GRID = checkBerGrid({ kind: 'list', bers: CURVE.map(({ ber }) => ber) });

/** Draws a curve with a band of one σ. Returns the markup, one element per line. */
function draw(curve: readonly CurvePoint[], given: Partial<ComponentProps<typeof CurveMarks>> = {}) {
  const usual = { frame: FRAME, grid: GRID, origin: ORIGIN, planned: 30, chance: 0.9 };
  const marks = <CurveMarks {...usual} curve={curve} band="sigma" tone="live" {...given} />;
  return renderToStaticMarkup(<svg aria-hidden="true">{marks}</svg>).replaceAll('><', '>\n<');
}

/** Removes the corners between the points of the curve from all paths. */
function atPoints(markup: string) {
  return markup.replace(/L(?!(?:88|331|574),)[\d.]+,[\d.]+/g, '');
}

describe('CurveMarks', () => {
  it('draws band, mean, whiskers and points; hollow until the planned n', () => {
    expect(atPoints(draw(CURVE))).toMatchInlineSnapshot(`
      "<svg aria-hidden="true">
      <g class="curve tone-live">
      <g class="band">
      <path class="band-fill" d="M88,267.4L331,182.8L574,98.2L574,140.5L331,239.2L88,323.8Z">
      </path>
      <path class="band-edge" d="M88,323.8L331,239.2M331,239.2L574,140.5M88,267.4L331,182.8" fill="none">
      </path>
      <path class="band-edge band-cut" d="M331,182.8L574,98.2" fill="none">
      </path>
      </g>
      <path class="mean" d="M88,295.6L331,211L574,112.3" fill="none">
      </path>
      <g class="point">
      <path class="whisker" d="M88 305.6V285.6" fill="none">
      </path>
      <circle cx="88" cy="295.6" r="3.5">
      </circle>
      </g>
      <g class="point">
      <path class="whisker" d="M331 221V201" fill="none">
      </path>
      <circle cx="331" cy="211" r="3.5">
      </circle>
      </g>
      <g class="point point-complete">
      <path class="whisker" d="M574 117.4V107.2" fill="none">
      </path>
      <circle cx="574" cy="112.3" r="3.5">
      </circle>
      </g>
      </g>
      </svg>"
    `);
  });

  it('draws the mean along the curve that values and ticks are read from, within its band', () => {
    const places = (name: string) =>
      new RegExp(`class="${name}" d="M([^"]*?)Z?"`)
        .exec(draw(CURVE))![1]!
        .split('L')
        .map((place) => place.split(',').map(Number)) as [number, number][];
    const mean = places('mean');
    const errorAt = errorCurve(CURVE, ORIGIN);
    // Two pieces of 243 pixels.
    expect(mean.length).toBeGreaterThan(50);
    for (const [x, y] of mean.slice(1, -1))
      expect(Math.abs(FRAME.y(errorAt(FRAME.x.invert(x))!) - y)).toBeLessThan(0.5);
    const middle = mean.find(([x]) => Math.abs(x - 209.5) < 4)!;
    // The chord passes at 253.3.
    expect(middle[1]).toBeGreaterThan(256);
    const band = places('band-fill');
    const upper = band.slice(0, mean.length);
    const lower = band.slice(mean.length).reverse();
    mean.forEach(([, y], index) => {
      expect(upper[index]![1]).toBeLessThan(y);
      expect(lower[index]![1]).toBeGreaterThan(y);
    });
  });

  it('draws points and no line while the fault-free error is not known', () => {
    const markup = draw(CURVE, { origin: null });
    expect(markup.match(/<circle/g)).toHaveLength(3);
    expect(markup).not.toMatch(/band|class="mean" d="M/);
  });

  it('has no band below eight trials', () => {
    expect(draw(CURVE.map((point) => ({ ...point, trials: 7 })))).not.toContain('band');
  });

  it('draws no line and no band over a planned rate that lacks trials', () => {
    const finer = checkBerGrid({ kind: 'span', from: 1e-3, to: 1e-1, perDecade: 2 });
    expect(draw(CURVE, { grid: finer })).not.toMatch(/band|d="M[^"Z]*L/);
    expect(draw(CURVE, { grid: finer, tone: 'ghost' })).not.toMatch(/L/);
    const [low, middle, high] = CURVE as [CurvePoint, CurvePoint, CurvePoint];
    const thin = draw([low, { ...middle, trials: 3 }, high]);
    expect(thin).not.toContain('band');
    expect(atPoints(thin)).toContain('d="M88,295.6L331,211L574,112.3"');
  });

  it('draws the median only where it is far from the mean: a line over neighbours, a dash at a rate alone', () => {
    const skewed = (isFar: readonly boolean[]) =>
      CURVE.map((point, index) => ({ ...point, std: 0.01, median: point.mean - (isFar[index] ? 0.05 : 0) }));
    const median = (...isFar: boolean[]) => /class="median" d="([^"]*)"/.exec(draw(skewed(isFar)))?.[1];
    expect(median(false, false, false)).toBeUndefined();
    expect(median(false, true, true)).toBe('M331,225.1L574,126.4');
    expect(median(true, false, true)).toBe('M82.5,309.7h11M568.5,126.4h11');
  });

  it('draws a ghost as a line only', () => {
    expect(draw(CURVE, { tone: 'ghost' })).not.toMatch(/circle|band|whisker/);
  });
});
