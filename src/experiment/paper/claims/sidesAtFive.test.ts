import { expect, it } from 'vitest';
import type { TickRatio } from '../../ticks/tolerance';
import { sideOf } from './sidesAtFive';

const exact = { value: 2, bound: 'exact' } as const;

it.each<[Pick<TickRatio, 'ratio' | 'interval'>, 'above' | 'below' | null]>([
  [{ ratio: exact, interval: { low: 1.1, high: 3 } }, 'above'],
  [{ ratio: exact, interval: { low: 1.1, high: null } }, 'above'],
  [{ ratio: exact, interval: { low: 0.9, high: 3 } }, null],
  [{ ratio: exact, interval: { low: null, high: 3 } }, null],
  [{ ratio: exact, interval: { low: null, high: 0.9 } }, 'below'],
  [{ ratio: exact, interval: null }, null],
  [{ ratio: null, interval: null }, null],
  [{ ratio: { value: 2, bound: 'atLeast' }, interval: null }, 'above'],
  [{ ratio: { value: 0.5, bound: 'atLeast' }, interval: null }, null],
  [{ ratio: { value: 0.5, bound: 'atMost' }, interval: null }, 'below'],
  [{ ratio: { value: 2, bound: 'atLeast' }, interval: { low: 0.9, high: null } }, null],
])('%j lies on this side of 1: %s', (ratio, side) => expect(sideOf(ratio, 1)).toBe(side));
