import { describe, expect, it } from 'vitest';
import { sliderPosition, stepByKey, stopAtPosition, stopsFor } from './berSteps';

const DOMAIN = { from: 1e-6, to: 1e-1 };
const STOPS = stopsFor(DOMAIN, [3e-4]);

describe('the stops of the rate slider', () => {
  it('are 0, eight per decade, and all other rates of the sweep', () => {
    expect(STOPS.length).toBe(1 + 5 * 8 + 1 + 1);
    expect(STOPS.slice(0, 3)).toEqual([0, 1e-6, 1.33e-6]);
    expect(STOPS).toContain(3e-4);
  });

  it('are returned at their own positions', () => {
    for (const stop of STOPS) expect(stopAtPosition(sliderPosition(stop, DOMAIN), DOMAIN, STOPS)).toBe(stop);
  });

  it('leave the left half of the gap to 0', () => {
    expect(stopAtPosition(2.9, DOMAIN, STOPS)).toBe(0);
    expect(stopAtPosition(3.1, DOMAIN, STOPS)).toBe(1e-6);
  });
});

describe('stepByKey', () => {
  it.each([
    ['ArrowRight', false, 1e-3, 1.33e-3],
    ['ArrowLeft', false, 1e-3, 7.5e-4],
    ['ArrowUp', true, 1e-3, 1e-2],
    ['PageDown', false, 1e-3, 1e-4],
    ['PageDown', false, 1e-6, 0],
    ['ArrowRight', false, 0, 1e-6],
    ['PageUp', false, 0, 1e-6],
    ['ArrowLeft', false, 1e-6, 0],
    ['ArrowLeft', false, 0, 0],
    ['PageUp', false, 5.62e-2, 1e-1],
    ['Home', false, 1e-3, 0],
    ['End', false, 1e-3, 1e-1],
    ['ArrowRight', false, 2.9e-4, 3e-4],
  ])('%s (shift %s) leads from %d to %d', (key, shift, from, to) => {
    expect(stepByKey(key, shift, from, STOPS)).toBe(to);
  });

  it('ignores other keys', () => {
    expect(stepByKey('t', false, 1e-3, STOPS)).toBeUndefined();
  });
});
