import { expect, it } from 'vitest';
import { comparedRows, tickRow } from './comparedRows';

const ROWS = ['fc-1', 'fc-2', 'fc-3'];

it('are the first and the last row until their reader ticks others', () => {
  expect(comparedRows(ROWS, null)).toEqual({ ids: ['fc-1', 'fc-3'], isDefault: true });
  expect(comparedRows(ROWS, ['fc-2', 'fc-1'])).toEqual({ ids: ['fc-2', 'fc-1'], isDefault: false });
  expect(comparedRows(['fc-1'], null)).toEqual({ ids: [], isDefault: true });
});

it('are none or one where the reader ticked no more, and the default where the ticked ones are not on show', () => {
  expect(comparedRows(ROWS, [])).toEqual({ ids: [], isDefault: false });
  expect(comparedRows(ROWS, ['lb-1', 'fc-2'])).toEqual({ ids: ['fc-2'], isDefault: false });
  expect(comparedRows(ROWS, ['lb-1', 'lb-2'])).toEqual({ ids: ['fc-1', 'fc-3'], isDefault: true });
});

it('change with a tick: one goes, one comes, and a third takes the place of the oldest', () => {
  expect(tickRow(comparedRows(ROWS, null), 'fc-1')).toEqual(['fc-3']);
  expect(tickRow(comparedRows(ROWS, ['fc-3']), 'fc-2')).toEqual(['fc-3', 'fc-2']);
  expect(tickRow(comparedRows(ROWS, ['fc-3', 'fc-2']), 'fc-1')).toEqual(['fc-2', 'fc-1']);
});
