import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { deleteDB, type IDBPDatabase, openDB } from 'idb';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { DEFAULT_SPEC } from '../../experiment/settings/experimentSpec';
import { browserDatabase } from './browserDatabase';
import type { OpenDatabase } from './databaseSchema';
import { browserParts } from './downloadCache';
import { browserResults } from './resultCache';
import { browserTicks } from './tickCache';

const URL_OF_WEIGHTS = 'https://example.org/weights.h5';
const count = (wrong: number) => ({ wrong, total: 100, wrongPerClass: [wrong, 0], flips: 3 });
const batch = (trial: number) => ({
  baseline: { float: count(1), quantized: count(2) },
  results: [{ ber: 1e-3, trial, ...count(trial) }],
  fingerprint: 'one',
});
const TICKS = {
  ticks: [
    {
      ...{ loss: 1, thresholdPoints: 1, evaluations: 483, trials: 1778 },
      ...{ ber: { value: 1e-4, bound: 'exact' }, interval: { low: 5e-5, high: null } },
    },
  ],
  fingerprint: 'one',
} as const;
const CHIP = { name: 'one.csv', rows: [{ vdd: 0.7, ber: 0, error: 0.02 }], notes: [] };
const EARLIER = ['ares-explorer-chip', 'ares-explorer-downloads', 'ares-explorer-ticks'];

/** Opens a database of version 1 with one object store, as earlier versions of the page did. */
const earlierDatabase = (name: string, store: string) =>
  openDB(name, 1, { upgrade: (db) => void db.createObjectStore(store) });

async function put(name: string, store: string, records: readonly (readonly [IDBValidKey, unknown])[]) {
  const database = await earlierDatabase(name, store);
  for (const [key, value] of records) await database.put(store, value, key);
  database.close();
}

/** Writes a record to every database of earlier versions. */
async function keepAsBefore() {
  await put('ares-explorer', 'results', [
    ['joined', batch(7)],
    [['joined', 0], batch(8)],
    [['apart', 0], batch(1)],
    [['apart', 1], batch(2)],
  ]);
  await put('ares-explorer-ticks', 'ticks', [['search', TICKS]]);
  await put('ares-explorer-downloads', 'parts', [
    [[URL_OF_WEIGHTS, 0], { part: new Blob(['ab']), total: null }],
    [[URL_OF_WEIGHTS, 1], { part: new Blob(['cde']), total: 9 }],
  ]);
  await put('ares-explorer-chip', 'chip', [['chip', CHIP]]);
}

const fail = (reason: string) => {
  throw new Error(reason);
};
/** Reads the records that `keepAsBefore` wrote. */
async function readAll(open: OpenDatabase) {
  const results = browserResults(open, fail);
  const trialsOf = async (key: string) => (await results.read(key))?.results.map(({ trial }) => trial);
  const { parts, total } = await browserParts(open).read(URL_OF_WEIGHTS);
  return {
    trials: [await trialsOf('joined'), await trialsOf('apart')],
    ticks: await browserTicks(open).read('search'),
    parts: [...(await Promise.all(parts.map((part) => part.text()))), total],
    chip: await (await open()).get('chip', 'chip'),
  };
}
const ALL = {
  trials: [
    [7, 8],
    [1, 2],
  ],
  ticks: TICKS,
  parts: ['ab', 'cde', 9],
  chip: CHIP,
};

const names = async () => (await indexedDB.databases()).map(({ name }) => name).sort();
const versions = async () => (await indexedDB.databases()).map(({ version }) => version);
/** Waits until the earlier databases are gone. */
const removed = () => vi.waitFor(async () => expect(await names()).toEqual(['ares-explorer']));

/** Pages of this test, all closed at its end. */
const pages: OpenDatabase[] = [];
function visit(): OpenDatabase {
  const page = browserDatabase();
  pages.push(page);
  return page;
}

beforeEach(() => {
  globalThis.indexedDB = new IDBFactory();
});
afterEach(async () => {
  vi.restoreAllMocks();
  for (const page of pages.splice(0)) (await page()).close();
});

it('has six object stores in one database of a new browser', async () => {
  const { objectStoreNames, version } = await visit()();
  expect([...objectStoreNames].sort()).toEqual(['chip', 'files', 'parts', 'results', 'runs', 'ticks']);
  expect(version).toBe(4);
  await removed();
});

it('has all that the four earlier databases held, and removes three', async () => {
  await keepAsBefore();
  expect(await readAll(visit())).toEqual(ALL);
  await removed();
  expect(await readAll(visit())).toEqual(ALL);
});

it('has all that version 2 held, with runs beside it', async () => {
  const second = await openDB('ares-explorer', 2, {
    upgrade(db) {
      for (const store of ['results', 'ticks', 'parts', 'chip']) db.createObjectStore(store);
    },
  });
  await second.put('results', batch(7), 'joined');
  await second.put('results', batch(8), ['joined', 0]);
  await second.put('chip', CHIP, 'chip');
  second.close();
  const open = visit();
  expect((await browserResults(open, fail).read('joined'))?.results.map(({ trial }) => trial)).toEqual([
    7, 8,
  ]);
  expect(await (await open()).get('chip', 'chip')).toEqual(CHIP);
  expect(await (await open()).getAll('runs')).toEqual([]);
});

it('has what an earlier version kept that wrote no results', async () => {
  await put('ares-explorer-chip', 'chip', [['chip', CHIP]]);
  expect(await (await visit()()).get('chip', 'chip')).toEqual(CHIP);
  await removed();
});

it('has everything in each of two tabs that open at once', async () => {
  await keepAsBefore();
  expect(await Promise.all([visit(), visit()].map(readAll))).toEqual([ALL, ALL]);
  await removed();
  expect(await readAll(visit())).toEqual(ALL);
});

it('refuses while a tab of an earlier version is open, then has what that tab wrote last too', async () => {
  await keepAsBefore();
  const old = await earlierDatabase('ares-explorer', 'results');
  const open = visit();
  await expect(open()).rejects.toThrow('another tab');
  await expect(open()).rejects.toThrow('another tab');
  expect(await names()).toEqual(['ares-explorer', ...EARLIER]);
  await put('ares-explorer-ticks', 'ticks', [['late', TICKS]]);
  await old.put('results', batch(3), ['apart', 2]);
  old.close();
  await vi.waitFor(open);
  expect(await readAll(open)).toEqual({
    ...ALL,
    trials: [
      [7, 8],
      [1, 2, 3],
    ],
  });
  expect(await browserTicks(open).read('late')).toEqual(TICKS);
  await removed();
});

it('keeps what a page measures while it is refused as long as that page, beside what was kept', async () => {
  await keepAsBefore();
  const old = await earlierDatabase('ares-explorer', 'results');
  const open = visit();
  const reasons: string[] = [];
  const results = browserResults(open, (reason) => reasons.push(reason));
  await results.add('apart', batch(5), { spec: DEFAULT_SPEC, device: '', atMs: 0 });
  expect(reasons).toEqual([expect.stringContaining('another tab')]);
  old.close();
  await vi.waitFor(open);
  expect((await results.read('apart'))?.results.map(({ trial }) => trial)).toEqual([1, 2, 5]);
});

it.each([
  ['throws', () => fail('disk full')],
  [
    'is refused later',
    function (this: IDBObjectStore, value: unknown) {
      // A second record with the same key is refused.
      this.add(value, 'twice');
      return this.add(value, 'twice');
    },
  ],
])('loses nothing where a copy %s, and copies at the next call', async (_, putting) => {
  await keepAsBefore();
  const open = visit();
  const mocked = vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(putting);
  await expect(open()).rejects.toThrow();
  expect(mocked).toHaveBeenCalled();
  expect(await names()).toEqual(['ares-explorer', ...EARLIER]);
  expect(await versions()).toEqual([1, 1, 1, 1]);
  mocked.mockRestore();
  expect(await readAll(open)).toEqual(ALL);
  await removed();
});

it('removes at the next visit what the last could not, and leaves what is newer', async () => {
  await keepAsBefore();
  const remove = indexedDB.deleteDatabase.bind(indexedDB);
  const removing = vi.spyOn(indexedDB, 'deleteDatabase').mockImplementation(() => remove('another'));
  const first = visit();
  expect(await readAll(first)).toEqual(ALL);
  await (await first()).put('chip', { ...CHIP, name: 'two.csv' }, 'chip');
  expect(await names()).toEqual(['ares-explorer', ...EARLIER]);
  removing.mockRestore();
  expect(await readAll(visit())).toEqual({ ...ALL, chip: { ...CHIP, name: 'two.csv' } });
  await removed();
});

it('lets go of the database for a newer version, and opens again after a deletion', async () => {
  const open = visit();
  const first: IDBPDatabase<never> = (await open()) as never;
  const blocked = vi.fn();
  const newer = await openDB('ares-explorer', 5, { blocked });
  expect(blocked).not.toHaveBeenCalled();
  expect(() => first.transaction('ticks' as never)).toThrow();
  await expect(open()).rejects.toThrow();
  newer.close();
  await deleteDB('ares-explorer');
  expect((await open()).version).toBe(4);
});
