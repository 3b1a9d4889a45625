import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { beforeEach, expect, it, vi } from 'vitest';
import { checkModel, findModel, rememberModel } from '../../core/network/catalog';
import { DEFAULT_SPEC, type ExperimentSpec } from '../../experiment/settings/experimentSpec';
import { browserDatabase } from '../cache/browserDatabase';
import type { OpenDatabase } from '../cache/databaseSchema';
import { browserResults } from '../cache/resultCache';
import { openedNetwork } from '../files/ownNetwork.fake';
import { browserShelf } from './shelf';
import { fakeTabs } from './tabs.fake';

const count = (wrong: number) => ({ wrong, total: 1000, wrongPerClass: [], flips: 0 });
const batch = (...trials: readonly number[]) => ({
  baseline: { float: count(1), quantized: count(2) },
  results: trials.map((trial) => ({ ber: 1e-3, trial, ...count(trial) })),
  fingerprint: 'one',
});

let open: OpenDatabase;
let browser: ReturnType<typeof fakeTabs>;
const resultsOf = () =>
  browserResults(open, (reason) => {
    throw new Error(reason);
  });
const visit = () => {
  const { tabs, locks } = browser();
  return browserShelf(open, resultsOf(), tabs, locks);
};
/** Keeps a run of one batch, measured at a time. */
const keep = (key: string, atMs: number) =>
  resultsOf().add(key, batch(0, 1), { spec: DEFAULT_SPEC, device: 'WASM SIMD', atMs });
const keysOf = async (shelf = visit()) => (await shelf.list()).map(({ key }) => key);

beforeEach(() => {
  globalThis.indexedDB = new IDBFactory();
  open = browserDatabase();
  browser = fakeTabs();
});

it('lists runs newest first, without reading results', async () => {
  await keep('old', 1000);
  await keep('new', 3000);
  await keep('middle', 2000);
  const get = vi.spyOn(IDBObjectStore.prototype, 'getAll');
  expect(await keysOf()).toEqual(['new', 'middle', 'old']);
  expect(get).toHaveBeenCalledTimes(1);
  get.mockRestore();
});

it('lists runs of a network of the reader once it is open, and names it before', async () => {
  const id = 'file-00000000000005e1';
  const data = 'file-00000000000000aa' as const;
  const own: ExperimentSpec = { ...DEFAULT_SPEC, model: id, weights: id, data, preprocessing: 'divide=255' };
  const origin = { spec: own, device: 'WASM SIMD', atMs: 0 };
  await keep('known', 1000);
  await resultsOf().add('own', batch(0), origin);
  expect([await keysOf(), await visit().unopened()]).toEqual([['known'], [id]]);
  rememberModel(openedNetwork(id).description);
  expect([await keysOf(), await visit().unopened()]).toEqual([['known', 'own'], []]);
});

it('lists runs of a network whose file is not open, since their entries describe it', async () => {
  const id = 'file-00000000000005e2';
  const data = 'file-00000000000000aa' as const;
  const own: ExperimentSpec = { ...DEFAULT_SPEC, model: id, weights: id, data, preprocessing: 'divide=255' };
  rememberModel(openedNetwork(id).description);
  await resultsOf().add('own', batch(0), { spec: own, device: 'WASM SIMD', atMs: 0 });
  // The entry of another visit, in which the network was open.
  const unknown = 'file-00000000000005e3';
  const database = await open();
  const entry = JSON.parse(JSON.stringify(await database.get('runs', 'own')).replaceAll(id, unknown));
  await database.put('runs', entry, 'own');
  expect(findModel(unknown)).toBeUndefined();
  const [run] = await visit().list();
  expect(run!.spec).toMatchObject({ model: unknown, layers: ['fc-1', 'fc-2', 'fc-3'] });
  expect(checkModel(unknown)).toMatchObject({ title: 'lenet', file: { name: 'lenet.onnx' }, nodes: [] });
  expect(await visit().unopened()).toEqual([]);
  // An entry with a description that cannot be read is kept and not listed.
  const broken = { ...entry, network: { ...entry.network, id: 'file-00000000000005e4', layers: 'all' } };
  await database.put('runs', { ...broken, spec: { ...entry.spec, model: 'file-00000000000005e4' } }, 'own');
  expect(await keysOf()).toEqual([]);
});

it('keeps a note over later batches', async () => {
  await keep('noted', 1000);
  await visit().setNote('noted', 'for the paper');
  await keep('noted', 2000);
  expect((await visit().list())[0]).toMatchObject({ note: 'for the paper', changedMs: 2000 });
});

it('pins four runs at the lowest free places and refuses a fifth', async () => {
  const shelf = visit();
  for (const key of ['a', 'b', 'c', 'd', 'e']) await keep(key, 0);
  for (const key of ['a', 'b', 'c', 'd']) await shelf.pin(key);
  await expect(shelf.pin('e')).rejects.toThrow('Cannot pin a fifth run');
  await shelf.unpin('b');
  await shelf.pin('e');
  await shelf.pin('e');
  const pins = Object.fromEntries((await shelf.list()).map(({ key, pin }) => [key, pin]));
  expect(pins).toEqual({ a: 0, b: null, c: 2, d: 3, e: 1 });
});

it('deletes a run with its results, and brings both back', async () => {
  await open().then((db) => db.put('results', batch(7), 'gone'));
  await keep('gone', 1000);
  await keep('stays', 0);
  const undo = await visit().remove(['gone']);
  expect(await keysOf()).toEqual(['stays']);
  expect(await resultsOf().read('gone')).toBeUndefined();
  await undo();
  expect(await keysOf()).toEqual(['gone', 'stays']);
  expect((await resultsOf().read('gone'))!.results.map(({ trial }) => trial)).toEqual([7, 0, 1]);
});

it('brings a run back beside the trials that ran after its deletion', async () => {
  const shelf = visit();
  await keep('again', 1000);
  await resultsOf().add('again', batch(2), { spec: DEFAULT_SPEC, device: 'WASM SIMD', atMs: 1500 });
  await shelf.setNote('again', 'for the paper');
  const undo = await shelf.remove(['again']);
  await resultsOf().add('again', batch(0, 9), { spec: DEFAULT_SPEC, device: 'CPU', atMs: 2000 });
  await undo();
  const trials = (await resultsOf().read('again'))!.results.map(({ trial }) => trial);
  expect(trials.toSorted((a, b) => a - b)).toEqual([0, 1, 2, 9]);
  const counts = [
    {
      ber: 1e-3,
      trials: [
        [0, 2],
        [9, 9],
      ],
      wrong: 0 + 1 + 2 + 9,
    },
  ];
  expect(await shelf.list()).toMatchObject([
    { changedMs: 2000, device: 'CPU', note: 'for the paper', counts },
  ]);
});

it('brings a run back once, however often it is asked to', async () => {
  const shelf = visit();
  await keep('twice', 0);
  const undo = await shelf.remove(['twice']);
  await resultsOf().add('twice', batch(9), { spec: DEFAULT_SPEC, device: 'CPU', atMs: 2000 });
  await Promise.all([undo(), undo()]);
  await undo();
  const [run] = await shelf.list();
  expect(run!.counts.map(({ trials }) => trials)).toEqual([
    [
      [0, 1],
      [9, 9],
    ],
  ]);
  expect(await open().then((db) => db.count('results'))).toBe(2);
});

it('brings a pinned run back at another place if its own is taken, and unpinned if all are', async () => {
  const shelf = visit();
  for (const key of ['a', 'b', 'c', 'd', 'e', 'f']) await keep(key, 0);
  for (const key of ['a', 'b', 'c']) await shelf.pin(key);
  const undo = await shelf.remove(['a', 'b']);
  for (const key of ['d', 'e']) await shelf.pin(key);
  await undo();
  const pins = Object.fromEntries((await shelf.list()).map(({ key, pin }) => [key, pin]));
  expect(pins).toEqual({ a: 3, b: null, c: 2, d: 0, e: 1, f: null });
});

it('tells its own listeners and the other tabs what changed, until they leave', async () => {
  await keep('a', 0);
  const [first, second] = [visit(), visit()];
  const heard: string[] = [];
  first.onChange(({ kind }) => heard.push(`own ${kind}`));
  const leave = second.onChange(({ kind }) => heard.push(`other ${kind}`));
  await (await first.remove(['a']))();
  expect(heard.sort()).toEqual(['other changed', 'other removed', 'own changed', 'own removed']);
  leave();
  await first.setNote('a', 'one');
  expect(heard.filter((one) => one.startsWith('other'))).toHaveLength(2);
});
