import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { FakeEngineWorker } from '../worker/engine.fake';
import { finished, noticeTexts, openExplorer } from './explorer.fake';

let workers: FakeEngineWorker[];

beforeEach(() => {
  workers = [];
  vi.stubGlobal('fetch', async () => new Response(''));
});
afterEach(() => {
  vi.unstubAllGlobals();
});

it('resumes once after a lost device, then says that it stopped and starts anew on Run', async () => {
  const store = await openExplorer('#/x?v=1&n=2000&b=1e-4,1e-2', workers);
  workers[0]!.lose();
  await vi.waitFor(() => expect(workers).toHaveLength(2));
  expect(noticeTexts(store)[0]).toContain('All results are kept');
  await vi.waitFor(() => expect(workers[1]!.requests.some(({ name }) => name === 'evaluate')).toBe(true));
  workers[1]!.lose();
  await vi.waitFor(() => expect(store.getState().engine.kind).toBe('failed'));
  const kept = store.getState().results.length;
  store.getState().run();
  await vi.waitFor(() => expect(store.getState().engine.kind).toBe('ready'));
  await finished(store);
  expect(store.getState().results.length).toBeGreaterThanOrEqual(Math.max(kept, 4000));
});
