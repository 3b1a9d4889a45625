import { expect, it } from 'vitest';
import { initialState } from '../initialState';
import { DIRECT_DESK } from './directDesk';
import { selectSeries } from './seriesSelectors';

it('a store keeps what it derived, whatever another store derives in between', () => {
  const one = initialState('#/x?v=1&tab=layers', [], DIRECT_DESK);
  const other = initialState('#/x?v=1&n=9&tab=layers', [], DIRECT_DESK);
  const before = selectSeries(one);
  expect(selectSeries(other)).not.toBe(before);
  expect(selectSeries({ ...one, notices: [] })).toBe(before);
});
