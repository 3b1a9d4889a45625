import { describe, expect, it } from 'vitest';
import { powerLawCrossing, type RateTotal } from './powerLaw';

const BERS = [1e-4, 1.33e-4, 1.78e-4, 2.37e-4, 3.16e-4];

/** Makes trials whose mean increase is exactly `scale` · (ber / 1.78e-4)^`exponent` points. */
function exactly(scale: number, exponent: number, trials = 400): RateTotal[] {
  return BERS.map((ber) => ({ ber, trials, points: trials * scale * (ber / 1.78e-4) ** exponent }));
}

describe('powerLawCrossing', () => {
  it('finds where an exact power law crosses, inside and outside the measured rates', () => {
    for (const exponent of [0.5, 0.75, 1, 1.25, 1.5]) {
      for (const threshold of [0.1, 1, 1.2, 10]) {
        const found = powerLawCrossing(exactly(1, exponent), 1.78e-4, threshold);
        expect(found).toBeCloseTo(Math.log10(1.78e-4 * threshold ** (1 / exponent)), 9);
      }
    }
  });

  it('does not depend on the center that names the scale', () => {
    const totals = exactly(0.7, 0.75);
    expect(powerLawCrossing(totals, 1e-4, 1)).toBeCloseTo(powerLawCrossing(totals, 3.16e-4, 1), 9);
  });

  it('weighs a rate by its trials', () => {
    const [low, ...rest] = exactly(1, 1);
    const doubled = (trials: number): RateTotal => ({ ...low!, trials, points: 2 * trials * (1 / 1.78) });
    const few = powerLawCrossing([doubled(1), ...rest], 1.78e-4, 1);
    const many = powerLawCrossing([doubled(40_000), ...rest], 1.78e-4, 1);
    expect(few).toBeCloseTo(Math.log10(1.78e-4), 2);
    expect(many).toBeLessThan(few - 0.1);
  });

  it('takes single rates below the baseline, and is infinite when all of them together show no increase', () => {
    const [low, ...rest] = exactly(1, 1);
    const crossing = powerLawCrossing([{ ...low!, points: -5 }, ...rest], 1.78e-4, 1);
    expect(crossing).toBeGreaterThan(powerLawCrossing(exactly(1, 1), 1.78e-4, 1));
    expect(crossing).toBeLessThan(-3);
    const none = BERS.map((ber) => ({ ber, trials: 10, points: 0 }));
    expect(powerLawCrossing(none, 1.78e-4, 1)).toBe(Number.POSITIVE_INFINITY);
  });
});
