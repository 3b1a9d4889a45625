import { afterEach, beforeEach, expect, vi } from 'vitest';
import { FakeEngineWorker } from '../worker/engine.fake';
import { EnginePool } from '../worker/pool';
import { memoryParts } from './cache/downloadCache';
import { memoryResults } from './cache/resultCache';
import { memoryTicks } from './cache/tickCache';
import type { Vaults } from './engine/engineServices';
import { createExplorer, type ExplorerOptions, type ExplorerStore } from './explorer';
import { DIRECT_DESK } from './selectors/directDesk';

/** Two rates of two trials; two more trials come first where the cursor stands by default. */
export const SMALL = '#/x?v=1&n=2&b=1e-4,1e-2';

/**
 * Returns the list of fake workers of the current test, oldest first, which `fakeExplorer` fills.
 * Files that the page fetches are empty.
 */
export function setUpWorkers(): FakeEngineWorker[] {
  const workers: FakeEngineWorker[] = [];
  beforeEach(() => {
    workers.length = 0;
    vi.stubGlobal('fetch', async () => new Response(''));
  });
  afterEach(() => {
    vi.unstubAllGlobals();
  });
  return workers;
}

/**
 * A store for tests: a page without stored runs whose engine runs in one fake worker at a time,
 * each put into `workers`.
 */
export function fakeExplorer(
  hash: string,
  workers: FakeEngineWorker[],
  given: Partial<ExplorerOptions & Vaults> = {},
): ExplorerStore {
  const spawn = () => {
    const worker = new FakeEngineWorker();
    workers.push(worker);
    return worker;
  };
  const caches = { cache: memoryResults(), ticks: memoryTicks(), parts: memoryParts(), ...given };
  return createExplorer({
    hash,
    storedRuns: [],
    startPool: (preference, events) => EnginePool.start({ spawn, preference, maxWorkers: 1, ...events }),
    openTickDesk: () => DIRECT_DESK,
    assetBase: 'https://example.org/',
    openVaults: async () => caches,
    now: () => performance.now(),
    ...given,
  });
}

/** Likewise, with its engine started. */
export async function openExplorer(...options: Parameters<typeof fakeExplorer>): Promise<ExplorerStore> {
  const store = fakeExplorer(...options);
  await store.start();
  return store;
}

/** What its notices say. */
export const noticeTexts = (store: ExplorerStore) => store.getState().notices.map(({ text }) => text);

/**
 * Waits until the fake engine has answered and its answers lead to no further request: both take
 * microtasks only, so all that is going to happen has happened.
 */
export async function engineAtRest(workers: readonly FakeEngineWorker[]): Promise<void> {
  const numAsked = () => workers.reduce((sum, { requests }) => sum + requests.length, 0);
  let before = -1;
  while (before !== numAsked()) {
    before = numAsked();
    await new Promise((resolve) => setTimeout(resolve, 0));
  }
}

/** Waits until all that is planned has run. */
export const finished = (store: ExplorerStore) =>
  vi.waitFor(() => {
    const { progress } = store.getState();
    expect(progress?.running).toBe(false);
    expect(progress?.done).toBe(progress?.total);
  });
