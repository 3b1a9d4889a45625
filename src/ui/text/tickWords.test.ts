import { expect, it } from 'vitest';
import type { CensoredRate } from '../../experiment/ticks/tick';
import { tailText, tickRate } from './tickWords';

const bounded = (value: number, bound: CensoredRate['bound'] = 'exact'): CensoredRate => ({ value, bound });

it('has words for censored ticks and tails', () => {
  expect(tickRate(bounded(0.1, 'atLeast'))).toBe('≥ 1.00 × 10⁻¹, not reached');
  expect(tickRate(bounded(1e-6, 'atMost'))).toBe('≤ 1.00 × 10⁻⁶');
  expect([tailText(bounded(1.84)), tailText(bounded(4, 'atLeast')), tailText(null)]).toEqual([
    '1.8',
    '≥ 4.0',
    '–',
  ]);
});
