import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import type { CensoredRate, Tick } from '../../../experiment/ticks/tick';
import type { MeasuredTolerance } from '../../../store/selectors/selectors';
import { chartFrame } from '../frame/chartFrame';
import { LossTicks } from './LossTicks';

const bound = (text: CensoredRate['bound']) => (value: number) => ({ value, bound: text });
const [exact, atMost, atLeast] = [bound('exact'), bound('atMost'), bound('atLeast')];

/** Makes ticks of 0, 1, 5 and 10 points at these rates, with intervals if `resolved` is true. */
function measured(bers: readonly CensoredRate[], resolved = true): MeasuredTolerance {
  const ticks = bers.map(
    (ber, index): Tick => ({
      loss: ([0, 1, 5, 10] as const)[index]!,
      thresholdPoints: [0.1, 1, 5, 10][index]!,
      ber,
      changedTrials: resolved ? 40 : 3,
      interval: resolved && ber.bound === 'exact' ? { low: ber.value / 2, high: ber.value * 2 } : null,
    }),
  );
  return {
    ticks,
    noIncrease: { ber: 1e-5, everyRate: false, trials: 30, images: 1000 },
    source: 'live',
    trials: 30,
    images: 1000,
    noun: 'image',
    grid: { kind: 'span', from: 1e-6, to: 1e-1, perDecade: 4 },
  };
}

function frameOf(width: number) {
  return chartFrame({
    width,
    height: 360,
    domain: { from: 1e-6, to: 1e-1 },
    errorScale: 'linear',
    numSamples: 1000,
  });
}

function draw(tolerance: MeasuredTolerance, width = 840): string {
  return renderToStaticMarkup(<LossTicks frame={frameOf(width)} tolerance={tolerance} />);
}

const texts = (markup: string) => Array.from(markup.matchAll(/<text[^>]*>([^<]*)</g), ([, text]) => text);

describe('LossTicks', () => {
  const INSIDE = measured([exact(1.78e-5), exact(2e-4), exact(1e-3), exact(4e-3)]);

  it('label the flag with threshold, trials and images as far as there is space', () => {
    const full = 'No accuracy lost up to 1.78 × 10⁻⁵ (less than 0.1 points, n = 30, N = 1,000 images)';
    expect(texts(draw(INSIDE))).toContain(full);
    expect(texts(draw(INSIDE, 400)).at(-1)).toBe('No loss up to 1.78 × 10⁻⁵');
    expect(texts(draw(INSIDE, 240)).at(-1)).toBe('No loss up to here');
  });

  it('have no label that would touch the next tick or the label of a bound', () => {
    // A decade has 125.2 pixels, so that +5 is 21 pixels after +1. "+1" needs 29.2.
    const close = measured([exact(1.78e-5), exact(1e-3), exact(1e-3 * 10 ** (21 / 125.2)), exact(4e-3)]);
    expect(texts(draw(close)).slice(0, 2)).toEqual(['+5', '+10 points']);
    // The label of the bound is 112 pixels wide and ends 12 before its end of the axis.
    const beyond = measured([exact(1.78e-5), exact(2e-4), exact(8e-3), atLeast(1e-1)]);
    expect(texts(draw(beyond))).toEqual(expect.arrayContaining(['+1', '+10 ≥ 1.00 × 10⁻¹']));
    expect(texts(draw(beyond))).not.toContain('+5');
  });

  it('stand at the rates of their ticks', () => {
    const { x } = frameOf(840);
    const lines = Array.from(draw(INSIDE).matchAll(/<line x1="([^"]*)" x2="([^"]*)"/g), ([, from, to]) => {
      expect(to).toBe(from);
      return Number(from);
    });
    // Ticks of 1, 5 and 10 points, then the flag of no loss.
    for (const [index, ber] of [2e-4, 1e-3, 4e-3, 1.78e-5].entries())
      expect(lines[index]).toBeCloseTo(x(ber), 0);
    expect(lines).toHaveLength(4);
  });

  it('are bounds with a common label at the edge if outside the tested rates', () => {
    const markup = draw(measured([exact(1e-3), exact(1e-2), atLeast(0.1), atLeast(0.1)]));
    expect(texts(markup)).toContain('+5, +10 ≥ 1.00 × 10⁻¹');
    expect(markup.match(/class="loss-bound"/g)).toHaveLength(1);
    const none = texts(draw(measured([atLeast(0.1), atLeast(0.1), atLeast(0.1), atLeast(0.1)])));
    expect(none).toEqual(['no loss, +1, +5, +10 ≥ 1.00 × 10⁻¹ (less than 0.1 points, n = 30, N = 1,000)']);
    const below = texts(draw(measured([atMost(1e-6), atMost(1e-6), exact(1e-3), atLeast(0.1)])));
    expect(below).toContain('no loss, +1 ≤ 1.00 × 10⁻⁶ (less than 0.1 points, n = 30, N = 1,000)');
    expect(below).toContain('+10 ≥ 1.00 × 10⁻¹');
  });

  it('are dashed without an interval', () => {
    expect(draw(INSIDE)).not.toContain('unresolved');
    const thin = draw(measured([exact(1.78e-5), exact(2e-4), exact(1e-3), exact(4e-3)], false));
    expect(thin.match(/unresolved/g)).toHaveLength(4);
    expect(thin).toContain('+5 points at 1.00 × 10⁻³, not resolved');
    expect(draw(INSIDE)).toContain('+5 points at 1.00 × 10⁻³, 95 % within 5.00 × 10⁻⁴ to 2.00 × 10⁻³');
  });
});
