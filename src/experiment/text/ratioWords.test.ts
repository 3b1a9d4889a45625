import { expect, it } from 'vitest';
import type { TickRatio } from '../ticks/tolerance';
import { ratioIntervalText, ratioSentence, ratioText, ratioWithInterval } from './ratioWords';

const tick: TickRatio = {
  loss: 5,
  ratio: { value: 3.24, bound: 'exact' },
  interval: { low: 2.9, high: 123.4 },
};
const atLeast = { value: 300, bound: 'atLeast' } as const;
const evidence = { unit: 'points' } as const;

it('prints ratios as whole numbers from 100 on, in two digits below, and bounds as bounds', () => {
  expect(ratioText({ value: 2781.4, bound: 'exact' })).toBe('2,781×');
  expect(ratioText(tick.ratio)).toBe('3.2×');
  expect(ratioText(atLeast)).toBe('≥ 300×');
  expect(ratioText(null)).toBe('not known');
});

it('prints no interval that is not resolved', () => {
  const text = (change: Partial<TickRatio> = {}) => ratioIntervalText('FC-3', 'FC-1', { ...tick, ...change });
  expect(text()).toBe('2.9 to 123×');
  expect(text({ interval: { low: 2, high: null } })).toBe('2× to beyond the grid');
  expect(text({ interval: null, unresolved: { b: 'heavy' } })).toBe(
    'the tick of FC-1 is not resolved, because a few trials carry the loss',
  );
  expect(text({ interval: null, unresolved: { a: 'flips', b: 'changed' } })).toBe(
    'the tick of FC-3 is not resolved, because too few bits flip at that rate; the tick of FC-1 is not resolved, because fewer than 30 trials near it change the error count',
  );
  expect(text({ interval: null })).toBe('one of the ticks is not resolved');
  expect(text({ ratio: { value: 3, bound: 'atMost' } })).toBe('outside the tested rates');
});

it('follows a ratio with its interval, or says that it is not resolved', () => {
  expect(ratioWithInterval(tick)).toBe('3.2× (95 %: 2.9 to 123)');
  expect(ratioWithInterval({ ratio: atLeast, interval: null })).toBe('≥ 300× (interval not resolved)');
  expect(ratioWithInterval({ ratio: null, interval: null })).toBe('not known');
});

it('claims no more than the ticks allow', () => {
  const say = (change: Partial<TickRatio>) => ratioSentence('FC-3', 'FC-1', { ...tick, ...change }, evidence);
  expect(say({})).toBe(
    'FC-3 survives 3.2× as many bit errors per bit as FC-1 before 5 points are lost (95 % interval 2.9 to 123×).',
  );
  expect(say({ interval: null, unresolved: { a: 'apart' } })).toBe(
    'FC-3 survives about 3.2× as many bit errors per bit as FC-1 before 5 points are lost. There is no interval: the tick of FC-3 is not resolved, because the tested rates around it are more than a decade apart.',
  );
  const apart = (low: number | null, high: number | null) => say({ interval: { low, high } });
  expect(apart(0.9, 3.5)).toBe(
    'FC-3 and FC-1 cannot be told apart at a loss of 5 points: the 95 % interval of their ratio, 0.9 to 3.5×, contains 1.',
  );
  expect(apart(null, 4)).toContain('cannot be told apart');
  expect(apart(1.1, null)).toMatch(/^FC-3 survives 3\.2×/);
  expect(say({ ratio: null })).toBe(
    'How FC-3 and FC-1 compare at a loss of 5 points is not known: both lie outside the tested rates.',
  );
  expect(ratioSentence('activations', 'weights', { ...tick, ratio: atLeast, interval: null }, evidence)).toBe(
    'Activations survive at least 300× as many bit errors per bit as weights before 5 points are lost (one of them lies outside the tested rates).',
  );
  expect(ratioSentence('activations', 'weights', tick, { unit: 'relative', arePaired: true })).toMatch(
    /before 5 % of the fault-free error are lost \(95 % interval 2\.9 to 123×, trials paired\)\.$/,
  );
});
