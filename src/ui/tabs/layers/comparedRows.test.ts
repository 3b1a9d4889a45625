import { expect, it } from 'vitest';
import { comparedRows, toggleRow } from './comparedRows';

const ROWS = ['fc-1', 'fc-2', 'fc-3'];

it('are the first and the last row until the reader selects others', () => {
  expect(comparedRows(ROWS, null)).toEqual({ ids: ['fc-1', 'fc-3'], isDefault: true });
  expect(comparedRows(ROWS, ['fc-2', 'fc-1'])).toEqual({ ids: ['fc-2', 'fc-1'], isDefault: false });
  expect(comparedRows(['fc-1'], null)).toEqual({ ids: [], isDefault: true });
});

it('are none or one where the reader selected no more, and the default where no selected row is shown', () => {
  expect(comparedRows(ROWS, [])).toEqual({ ids: [], isDefault: false });
  expect(comparedRows(ROWS, ['lb-1', 'fc-2'])).toEqual({ ids: ['fc-2'], isDefault: false });
  expect(comparedRows(ROWS, ['lb-1', 'lb-2'])).toEqual({ ids: ['fc-1', 'fc-3'], isDefault: true });
});

it('change with a click: a selected row is removed, another is added, and a third replaces the oldest', () => {
  expect(toggleRow(comparedRows(ROWS, null), 'fc-1')).toEqual(['fc-3']);
  expect(toggleRow(comparedRows(ROWS, ['fc-3']), 'fc-2')).toEqual(['fc-3', 'fc-2']);
  expect(toggleRow(comparedRows(ROWS, ['fc-3', 'fc-2']), 'fc-1')).toEqual(['fc-2', 'fc-1']);
});
