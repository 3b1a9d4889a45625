import { expect, it } from 'vitest';
import { DEFAULT_SPEC } from '../../experiment/settings/experimentSpec';
import { seriesOf } from '../../experiment/sweep/series';
import type { TickEstimate } from '../../experiment/ticks/search/tickSearch';
import { initialState } from '../initialState';
import { tickSearchKey } from '../runs/tickSearches';
import { DIRECT_DESK } from './directDesk';
import { selectSearch } from './selectSearch';

const STATE = initialState('', [], DIRECT_DESK);
const [FIRST, SECOND] = seriesOf('layers', DEFAULT_SPEC, STATE.view.grouping).map(({ spec }) =>
  tickSearchKey(spec),
);
const tick = { loss: 0 } as TickEstimate;

it('counts the ticks of all rows while one of them is searched', () => {
  const found = { [FIRST!]: [tick, tick, tick, tick], [SECOND!]: [tick], other: [tick] };
  const searching = { ...STATE, tickSearches: { found, running: SECOND! } };
  expect(selectSearch(searching)).toEqual({ kind: 'ticks', done: 5, total: 12 });
  expect(selectSearch(searching)).toBe(selectSearch({ ...searching }));
  expect(selectSearch({ ...STATE, tickSearches: { found, running: null } })).toBeNull();
});

it('tells how far a search for types is', () => {
  const weights = { structure: 'weights', map: null, done: 3, total: 40, running: true } as const;
  expect(selectSearch({ ...STATE, typeSearches: { weights } })).toEqual({
    kind: 'types',
    done: 3,
    total: 40,
  });
  expect(selectSearch({ ...STATE, typeSearches: { weights: { ...weights, running: false } } })).toBeNull();
});
