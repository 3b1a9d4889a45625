import { expect, it } from 'vitest';
import { expectedFlipsOf } from '../../../experiment/curve/curve';
import { DEFAULT_SPEC } from '../../../experiment/settings/experimentSpec';
import { chartFrame } from './chartFrame';
import { flipTicks } from './flipTicks';
import { placedDomain, placedFrame, rateFactor } from './rateAxis';

const SIGN_ONLY = { ...DEFAULT_SPEC, bitPositions: [0] };
const byFlips = { spec: SIGN_ONLY, view: { rateAxis: 'flips' } } as const;
const byRate = { spec: SIGN_ONLY, view: { rateAxis: 'rate' } } as const;

const frameOf = (screen: typeof byFlips | typeof byRate) =>
  chartFrame({
    ...{ width: 900, height: 400, errorScale: 'linear', numSamples: 1000 },
    domain: placedDomain(screen, [DEFAULT_SPEC]),
  });

it('by flips puts equal numbers of flipped bits at one place: 2,662 sign bits beside 2,662 of all', () => {
  const frame = frameOf(byFlips);
  const placed = placedFrame(frame, rateFactor(byFlips, DEFAULT_SPEC));
  const [sign, all] = [1e-2, 1e-2 / 8];
  expect(Math.round(expectedFlipsOf(SIGN_ONLY, sign))).toBe(2662);
  expect(Math.round(expectedFlipsOf(DEFAULT_SPEC, all))).toBe(2662);
  expect(placed.x(all)).toBeCloseTo(frame.x(sign), 6);
  expect(placed.x.invert(frame.x(sign))).toBeCloseTo(all, 10);
});

it('by flips has room for both curves, and labels at their flips', () => {
  const frame = frameOf(byFlips);
  expect(frame.x.domain).toEqual({ from: 1e-6, to: 0.8 });
  const placed = placedFrame(frame, 8);
  expect(placed.x(1e-1)).toBe(frame.right);
  for (const { flips, ber } of flipTicks(frame, SIGN_ONLY))
    expect(expectedFlipsOf(SIGN_ONLY, ber)).toBeCloseTo(flips, 6);
});

it('by rate leaves every curve at its own rates', () => {
  const frame = frameOf(byRate);
  expect(frame.x.domain).toEqual({ from: 1e-6, to: 1e-1 });
  expect(placedFrame(frame, rateFactor(byRate, DEFAULT_SPEC))).toBe(frame);
});
