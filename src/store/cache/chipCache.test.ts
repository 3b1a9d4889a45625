import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { beforeEach, expect, it, vi } from 'vitest';
import type { ChipTable } from '../../experiment/chip/chipTable';
import { fakeExplorer, SMALL } from '../explorer.fake';
import { browserDatabase } from './browserDatabase';
import { cacheChip } from './chipCache';

const chipOf = (name: string): ChipTable => ({ name, rows: [{ vdd: 0.7, ber: 0, error: 0.02 }], notes: [] });

/** Opens a new page in this browser. */
const visit = () => fakeExplorer(SMALL, []);
const nextChip = async () => {
  const store = visit();
  await cacheChip(store, browserDatabase());
  return store.getState().chip;
};

beforeEach(() => {
  globalThis.indexedDB = new IDBFactory();
});

it('brings the chip of the last visit back until the reader removes it', async () => {
  const store = visit();
  await cacheChip(store, browserDatabase());
  expect(store.getState().chip).toBeNull();
  store.setState({ chip: chipOf('one.csv') });
  store.setState({ chip: chipOf('two.csv') });
  expect(await nextChip()).toEqual(chipOf('two.csv'));
  store.getState().closeChip();
  expect(await nextChip()).toBeNull();
});

it('leaves a chip that the reader imported meanwhile', async () => {
  const first = visit();
  await cacheChip(first, browserDatabase());
  first.setState({ chip: chipOf('old.csv') });
  const store = visit();
  const reading = cacheChip(store, browserDatabase());
  store.setState({ chip: chipOf('new.csv') });
  await reading;
  expect(store.getState().chip?.name).toBe('new.csv');
  expect((await nextChip())?.name).toBe('new.csv');
});

it('throws nothing where the browser refuses', async () => {
  vi.spyOn(indexedDB, 'open').mockImplementation(() => {
    throw new Error('private window');
  });
  const store = visit();
  await cacheChip(store, browserDatabase());
  store.setState({ chip: chipOf('one.csv') });
  expect(store.getState().chip?.name).toBe('one.csv');
});
