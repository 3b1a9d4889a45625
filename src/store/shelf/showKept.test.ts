import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { beforeEach, expect, it, vi } from 'vitest';
import { FakeEngineWorker } from '../../worker/engine.fake';
import { EnginePool } from '../../worker/pool';
import { browserDatabase } from '../cache/browserDatabase';
import { browserResults } from '../cache/resultCache';
import type { ExplorerStore } from '../explorer';
import { fakeExplorer, finished, openExplorer, SMALL, setUpWorkers } from '../explorer.fake';
import { keyOf, selectOwn } from '../selectors/measured';
import { browserShelf } from './shelf';
import { fakeTabs } from './tabs.fake';

const workers = setUpWorkers();

beforeEach(() => {
  globalThis.indexedDB = new IDBFactory();
});

/** Returns what a page of this browser opens with. */
function browser() {
  const { tabs, locks } = fakeTabs()();
  const open = browserDatabase();
  const cache = browserResults(open, (reason) => {
    throw new Error(reason);
  });
  return { cache, tabs, locks, shelf: browserShelf(open, cache, tabs, locks), open };
}

/** Waits until the browser has kept every trial of a page, which takes a while after the last. */
const keptBy = (page: ExplorerStore) =>
  vi.waitFor(async () => {
    const kept = await browser().cache.read(keyOf(page.getState().spec));
    expect(kept?.results).toHaveLength(6);
    return kept!;
  });

/** Keeps a run, and opens a page whose engine never starts. */
async function withoutEngine(link = SMALL) {
  const first = await openExplorer(SMALL, workers, browser());
  await finished(first);
  await keptBy(first);
  const store = fakeExplorer(link, workers, { ...browser(), startPool: () => new Promise(() => {}) });
  void store.start();
  return store;
}

it('shows kept points with their date before the engine runs', async () => {
  const store = await withoutEngine();
  await vi.waitFor(() => expect(selectOwn(store.getState()).results).toHaveLength(6));
  expect(store.getState().kept?.text).toMatch(/^Points kept on \d+ \w+ \d{4}, \d\d:\d\d$/);
  expect(store.getState().engine.kind).toBe('starting');
});

it('drops the points of an experiment that the reader leaves before they are checked', async () => {
  const store = await withoutEngine();
  await vi.waitFor(() => expect(store.getState().kept).not.toBeNull());
  store.getState().setSettings({ seed: 99 });
  await vi.waitFor(() => expect(store.getState().kept).toBeNull());
  expect(store.getState().measured).toEqual({});
});

it.each([
  ['keeps points that the engine counts alike', 'as before', 0],
  ['drops points that the engine counts otherwise', 'another', 1],
])('%s', async (_, fingerprint, numRuns) => {
  const first = await openExplorer(SMALL, workers, browser());
  await finished(first);
  const { spec } = first.getState();
  const { cache } = browser();
  const kept = await keptBy(first);
  if (fingerprint === 'another') {
    const results = kept.results.map((trial) => ({ ...trial, wrong: 999 }));
    await cache.add(keyOf(spec), { ...kept, results, fingerprint }, { spec, device: '', atMs: 0 });
  }
  let start = () => {};
  const shown = new Promise<void>((resolve) => {
    start = resolve;
  });
  const again = fakeExplorer(SMALL, workers, {
    ...browser(),
    startPool: async (preference, events) => {
      await shown;
      const spawn = () => {
        const worker = new FakeEngineWorker();
        workers.push(worker);
        return worker;
      };
      return EnginePool.start({ spawn, preference, maxWorkers: 1, ...events });
    },
  });
  void again.start();
  await vi.waitFor(() => expect(again.getState().kept).not.toBeNull());
  start();
  await finished(again);
  expect(again.getState().kept).toBeNull();
  const { results } = selectOwn(again.getState());
  expect(results).toHaveLength(6);
  expect(results.some(({ wrong }) => wrong === 999)).toBe(false);
  expect(workers[1]!.requests.filter(({ name }) => name === 'evaluate').length > 0).toBe(numRuns > 0);
});
