import { afterEach, beforeEach, expect, vi } from 'vitest';
import { FakeEngineWorker } from '../worker/engine.fake';
import { EnginePool } from '../worker/pool';
import { memoryCaches } from './cache/memoryCaches';
import type { ExplorerCaches } from './engine/engineServices';
import { createExplorer, type ExplorerOptions, type ExplorerStore } from './explorer';
import { DIRECT_DESK } from './selectors/directDesk';

/** Link to two trials at two BERs. Two trials at the default cursor run first. */
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
 * Creates a store without recorded runs, whose engine uses one fake worker at a time. Adds each
 * worker to `workers`.
 */
export function fakeExplorer(
  hash: string,
  workers: FakeEngineWorker[],
  given: Partial<ExplorerOptions & ExplorerCaches> = {},
): ExplorerStore {
  const spawn = () => {
    const worker = new FakeEngineWorker();
    workers.push(worker);
    return worker;
  };
  const caches = { ...memoryCaches(), ...given };
  return createExplorer({
    hash,
    storedRuns: [],
    startPool: (preference, events) => EnginePool.start({ spawn, preference, maxWorkers: 1, ...events }),
    openTickDesk: () => DIRECT_DESK,
    assetBase: 'https://example.org/',
    openCaches: async () => caches,
    now: () => performance.now(),
    ...given,
  });
}

/** Creates a store as `fakeExplorer` does and starts its engine. */
export async function openExplorer(...options: Parameters<typeof fakeExplorer>): Promise<ExplorerStore> {
  const store = fakeExplorer(...options);
  await store.start();
  return store;
}

/** Returns the texts of all notices. */
export const noticeTexts = (store: ExplorerStore) => store.getState().notices.map(({ text }) => text);

/**
 * Waits until the fake engine has answered every request and no answer leads to another. Both use
 * microtasks only, so nothing more can happen after that.
 */
export async function engineAtRest(workers: readonly FakeEngineWorker[]): Promise<void> {
  const numAsked = () => workers.reduce((sum, { requests }) => sum + requests.length, 0);
  let before = -1;
  while (before !== numAsked()) {
    before = numAsked();
    await new Promise((resolve) => setTimeout(resolve, 0));
  }
}

/** Waits until every planned trial has run. */
export const finished = (store: ExplorerStore) =>
  vi.waitFor(() => {
    const { progress } = store.getState();
    expect(progress?.running).toBe(false);
    expect(progress?.done).toBe(progress?.total);
  });
