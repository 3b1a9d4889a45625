import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { Injection } from '../../core/site/injection';
import { FakeEngineWorker } from '../../worker/engine.fake';
import { EnginePool } from '../../worker/pool';
import { memoryResults, type ResultCache } from '../cache/resultCache';
import { fakeExplorer } from '../explorer.fake';
import type { StopMemory } from './stopMemory';

const MAIN = '#/x?v=1&n=40&b=1e-4,1e-2';

let cache: ResultCache;
let isStopped: boolean;
const stopMemory: StopMemory = {
  read: () => isStopped,
  write(stopped) {
    isStopped = stopped;
  },
};

/**
 * Opens a page whose engine answers a given number of batches and then stays silent. Its clock
 * stands still, so none of them is drawn.
 */
async function openPage(hash: string, batchesLeft: number) {
  const worker = new FakeEngineWorker();
  worker.batchesLeft = batchesLeft;
  const store = fakeExplorer(hash, [], {
    startPool: (preference, events) =>
      EnginePool.start({ spawn: () => worker, preference, maxWorkers: 1, ...events }),
    cache,
    stopMemory,
    now: () => 0,
  });
  await store.start();
  return { store, worker };
}

const batchesOf = ({ requests }: FakeEngineWorker) =>
  requests.filter(({ name }) => name === 'evaluate').map(({ argument }) => argument as readonly Injection[]);

beforeEach(() => {
  cache = memoryResults();
  isStopped = false;
  vi.stubGlobal('fetch', async () => new Response(''));
});
afterEach(() => {
  vi.unstubAllGlobals();
});

it.each(['', '&tab=layers&group=layers', '&tab=structures'])(
  'has every batch that was back when the page died (%s)',
  async (tab) => {
    const { worker } = await openPage(MAIN + tab, 7);
    // Seven batches are back and the eighth is requested. The page then stays idle.
    await vi.waitFor(() => expect(batchesOf(worker).length).toBeGreaterThan(7));
    const answered = batchesOf(worker).slice(0, 7).flat();

    const next = await openPage(MAIN + tab, 0);
    await vi.waitFor(() => expect(next.store.getState().progress).toMatchObject({ done: answered.length }));
    await vi.waitFor(() => expect(batchesOf(next.worker).length).toBeGreaterThan(0));
    const named = (injections: readonly Injection[]) =>
      injections.map(({ site, ber, trial }) => `${site.structures} ${site.layers} ${ber} ${trial}`);
    const again = named(batchesOf(next.worker).flat()).filter((name) => named(answered).includes(name));
    expect(again).toEqual([]);
  },
);

it.each(['', '&tab=layers'])('stays stopped over a reload, with what it has, until Run (%s)', async (tab) => {
  const first = await openPage(MAIN + tab, 5);
  await vi.waitFor(() => expect(batchesOf(first.worker).length).toBeGreaterThan(5));
  first.store.getState().stop();
  const { done, total } = first.store.getState().progress!;

  const next = await openPage(MAIN + tab, Number.POSITIVE_INFINITY);
  await vi.waitFor(() =>
    expect(next.store.getState().progress).toMatchObject({ done, total, running: false }),
  );
  expect(batchesOf(next.worker)).toEqual([]);
  next.store.getState().run();
  await vi.waitFor(() =>
    expect(next.store.getState().progress).toMatchObject({ running: false, done: total }),
  );
  expect(isStopped).toBe(false);
});
