import { describe, expect, it } from 'vitest';
import { DEFAULT_SPEC, type ExperimentSpec } from '../../../experiment/settings/experimentSpec';
import { spreadLabels } from '../marks/spreadLabels';
import { stackDots, stackPath } from '../marks/stackDots';
import { berDomain, isOnAxis, makeBerScale } from './berScale';
import { chartFrame } from './chartFrame';
import { logFloor, makeErrorScale } from './errorScale';
import { flipTicks } from './flipTicks';

const SPAN = { kind: 'span', from: 1e-6, to: 1e-1, perDecade: 4 } as const;

describe('berScale', () => {
  const scale = makeBerScale({ from: 1e-6, to: 1e-1 }, 44, 588);

  it('is logarithmic, with 0 off-axis at the left', () => {
    expect(scale(0)).toBeLessThan(scale.breakX);
    expect(scale.breakX).toBeLessThan(scale(1e-6));
    expect(scale(1e-6)).toBe(88);
    expect(scale(1e-5) - scale(1e-6)).toBeCloseTo(100, 9);
    expect(scale(1e-1)).toBeCloseTo(588, 9);
  });

  it('reads pixels back, 0 in the left strip, and clamps outside', () => {
    expect(scale.invert(60)).toBe(0);
    expect(scale.invert(scale(3.16e-4))).toBeCloseTo(3.16e-4, 12);
    expect(scale.invert(9999)).toBeCloseTo(0.1, 12);
    expect(scale(0.5)).toBe(scale(0.1));
  });

  it('has one tick per decade', () => {
    expect(scale.decades).toEqual([1e-6, 1e-5, 1e-4, 1e-3, 1e-2, 1e-1]);
  });

  it('takes its domain from the grid alone', () => {
    expect(berDomain(SPAN)).toEqual({ from: 1e-6, to: 1e-1 });
    expect(berDomain({ kind: 'list', bers: [2e-5, 3e-3] })).toEqual({ from: 1e-5, to: 1e-2 });
    expect(berDomain({ kind: 'list', bers: [1e-4] })).toEqual({ from: 1e-4, to: 1e-3 });
  });
});

describe('errorScale', () => {
  it('runs from 0 to 100 %, never truncated', () => {
    const scale = makeErrorScale('linear', 1000, 60, 360);
    expect([scale(0), scale(0.5), scale(1)]).toEqual([360, 210, 60]);
  });

  it('draws values above 100 %, which only deviations have, at its end', () => {
    expect(makeErrorScale('linear', 1000, 60, 360)(2.5)).toBe(60);
    expect(makeErrorScale('log', 1000, 60, 360)(2.5)).toBe(60);
  });

  it('has the perplexities of bits on a logarithmic axis from 1 to 2²⁴', () => {
    const scale = makeErrorScale('bits', 1000, 60, 360);
    expect([scale(0), scale(12), scale(24), scale(30)]).toEqual([360, 210, 60, 60]);
    expect(scale.ticks.map(scale.label)).toEqual(['1', '10', '100', '10³', '10⁴', '10⁵', '10⁶', '10⁷']);
    expect(2 ** scale.ticks[2]!).toBeCloseTo(100, 9);
    expect(makeErrorScale('linear', 1000, 60, 360).label(0.2)).toBe('20');
  });

  it('draws values below the logarithmic floor at the floor', () => {
    const scale = makeErrorScale('log', 1000, 60, 360);
    expect(scale(0)).toBe(360);
    expect(scale(0.01)).toBeCloseTo(260, 9);
    expect(logFloor(100)).toBe(0.01);
  });
});

describe('chartFrame', () => {
  const input = {
    height: 420,
    domain: { from: 1e-6, to: 1e-1 },
    errorScale: 'linear',
    numSamples: 1000,
  } as const;

  it('has space for labels at the right only if it is wide', () => {
    expect(chartFrame({ ...input, width: 840 })).toMatchObject({ left: 44, right: 714, compact: false });
    expect(chartFrame({ ...input, width: 358 })).toMatchObject({ left: 34, right: 348, compact: true });
  });

  it('marks powers of ten of the expected flips, fewer of them where they would touch', () => {
    const flips = (width: number, change: Partial<ExperimentSpec> = {}) =>
      flipTicks(chartFrame({ ...input, width }), { ...DEFAULT_SPEC, ...change }).map((tick) => tick.flips);
    expect(flips(840)).toEqual([10, 100, 1e3, 1e4, 1e5]);
    expect(flips(220)).toEqual([10, 1e3, 1e5]);
    expect(flips(840, { layers: ['fc-3'] })).toEqual([0.01, 0.1, 1, 10, 100]);
    // The count rule draws whole bits. There is no tenth of a flip, and the first of 8,000 bits
    // flips at 1/8000.
    const counted = { layers: ['fc-3'], sampling: 'count' } as const;
    expect(flips(840, counted)).toEqual([1, 10, 100]);
    const [one] = flipTicks(chartFrame({ ...input, width: 840 }), { ...DEFAULT_SPEC, ...counted });
    expect(one!.ber).toBe(1 / 8000);
  });
});

describe('labels and dots', () => {
  it('moves labels apart that overlap, and no others', () => {
    expect(spreadLabels([100, 104, 300], 14)).toEqual([95, 109, 300]);
  });

  const ROOM = { radius: 4, floor: 100, ceiling: 20 };

  it('stacks dots of one column', () => {
    const three = stackDots([40, 41, 80], ROOM);
    expect(three.dots).toEqual([
      { x: 40, y: 100 },
      { x: 40, y: 91.5 },
      { x: 80, y: 100 },
    ]);
    expect(stackPath(three, ROOM)).toBe('M40 100h0M40 91.5h0M80 100h0');
  });

  it('shrinks all columns alike under the ceiling, so that they keep their shape', () => {
    const numDots = { 40: 201, 80: 101, 120: 51, 160: 1 };
    const xs = Object.entries(numDots).flatMap(([x, count]) => Array<number>(count).fill(Number(x)));
    const stack = stackDots(xs, ROOM);
    const top = (x: number) => Math.min(...stack.dots.filter((dot) => dot.x === x).map(({ y }) => y));
    expect([40, 80, 120, 160].map(top)).toEqual([20, 60, 80, 100]);
    expect(stackPath(stack, ROOM)).toBe('M40 100V20M80 100V60M120 100V80M160 100V100');
  });

  it('needs no longer path for ten times the dots', () => {
    const length = (numDots: number) => {
      const stack = stackDots(
        Array.from({ length: numDots }, (_, index) => 40 + (index % 97)),
        ROOM,
      );
      return stackPath(stack, ROOM).length;
    };
    expect(length(10_000)).toBeLessThanOrEqual(length(1000) + 20);
  });
});

it.each([
  [0, true],
  [1e-6, true],
  [1e-1, true],
  [1e-9, false],
  [0.3, false],
])('isOnAxis says whether %f has a place on the axis', (ber, expected) => {
  expect(isOnAxis(ber, { from: 1e-6, to: 1e-1 })).toBe(expected);
});
