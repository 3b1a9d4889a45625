import { expect, it } from 'vitest';
import type { Bounded, TickRatio } from '../../experiment/tolerance';
import { lossWords, ratioSentence, tailText, tickRate, timesText } from './tickWords';

const bounded = (value: number, bound: Bounded['bound'] = 'exact'): Bounded => ({ value, bound });
const ratio = (change: Partial<TickRatio>): TickRatio => ({
  loss: 1,
  ratio: bounded(2781),
  interval: { low: 1200, high: 3500 },
  ...change,
});

it('prints ratios as whole numbers from 100 on, in two digits below, and bounds as bounds', () => {
  expect(timesText(bounded(2781.4))).toBe('2,781×');
  expect(timesText(bounded(2.84))).toBe('2.8×');
  expect(timesText(bounded(300, 'atLeast'))).toBe('≥ 300×');
});

it('says how far two rows are apart and how sure that is', () => {
  expect(ratioSentence('FC-3', 'FC-1', ratio({}), 'points')).toBe(
    'FC-3 takes 2,781× the bit error rate of FC-1 at a loss of 1 point (95 % interval 1,200× to 3,500×).',
  );
  expect(ratioSentence('FC-3', 'FC-1', ratio({ interval: null }), 'relative')).toMatch(
    /at a loss of 1 % of the baseline error \(not resolved by these patterns\)\.$/,
  );
  expect(
    ratioSentence('FC-3', 'FC-1', ratio({ ratio: bounded(300, 'atLeast'), interval: null }), 'points'),
  ).toMatch(/^FC-3 takes ≥ 300× .* \(a bound, since one of them lies outside the tested rates\)\.$/);
  expect(ratioSentence('FC-3', 'FC-1', ratio({ ratio: null, interval: null }), 'points')).toBe(
    'FC-3 and FC-1 both lie outside the tested rates at a loss of 1 point: no ratio.',
  );
  expect(ratioSentence('FC-3', 'FC-1', ratio({ interval: { low: 2, high: null } }), 'points')).toContain(
    '2× to beyond the grid',
  );
});

it('has words for losses, censored ticks and tails', () => {
  expect([lossWords(0, 'points'), lossWords(5, 'points')]).toEqual(['no loss', 'a loss of 5 points']);
  expect(tickRate(bounded(0.1, 'atLeast'))).toBe('≥ 1.00 × 10⁻¹, not reached');
  expect(tickRate(bounded(1e-6, 'atMost'))).toBe('≤ 1.00 × 10⁻⁶');
  expect([tailText(bounded(1.84)), tailText(bounded(4, 'atLeast')), tailText(null)]).toEqual([
    '1.8',
    '≥ 4.0',
    '–',
  ]);
});
