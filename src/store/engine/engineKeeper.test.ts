import { expect, it, vi } from 'vitest';
import type { ExplorerStore } from '../explorer';
import { finished, noticeTexts, openExplorer, setUpWorkers } from '../explorer.fake';
import { selectOwn } from '../selectors/measured';

const workers = setUpWorkers();

/** Opens a page with an imported weight file. */
async function openImported(): Promise<ExplorerStore> {
  const store = await openExplorer('#/x?v=1&n=2&b=1e-2', workers);
  store.getState().openFiles([new File([new Uint8Array([0x89, 0x48, 0x44, 0x46])], 'w.h5')]);
  await vi.waitFor(() => expect(store.getState().spec.weights).toBe('file-fedcba9876543210'));
  await finished(store);
  return store;
}

it('resumes once after a lost device, then says that it stopped and starts anew on Run', async () => {
  const store = await openExplorer('#/x?v=1&n=2000&b=1e-4,1e-2', workers);
  workers[0]!.lose();
  await vi.waitFor(() => expect(workers).toHaveLength(2));
  expect(noticeTexts(store)[0]).toContain('All results are kept');
  await vi.waitFor(() => expect(workers[1]!.requests.some(({ name }) => name === 'evaluate')).toBe(true));
  workers[1]!.lose();
  await vi.waitFor(() => expect(store.getState().engine.kind).toBe('failed'));
  const kept = selectOwn(store.getState()).results.length;
  store.getState().run();
  await vi.waitFor(() => expect(store.getState().engine.kind).toBe('ready'));
  await finished(store);
  expect(selectOwn(store.getState()).results.length).toBeGreaterThanOrEqual(Math.max(kept, 4000));
});

it('has the files of the reader after two quick changes of device, and ends the engine that came too late', async () => {
  const store = await openImported();
  store.getState().setView({ device: 'wasm' });
  const late = vi.spyOn(workers[1]!, 'terminate');
  store.getState().setView({ device: 'auto' });
  const used = vi.spyOn(workers[2]!, 'terminate');
  await vi.waitFor(() => expect(store.getState().engine.kind).toBe('ready'));
  store.getState().setSettings({ seed: 8 });
  await vi.waitFor(() => expect(selectOwn(store.getState()).results).toHaveLength(4));
  expect(store.getState()).toMatchObject({
    missingWeights: null,
    spec: { weights: 'file-fedcba9876543210' },
  });
  expect([late.mock.calls.length, used.mock.calls.length]).toEqual([1, 0]);
});

it('has the files of the reader after a device was lost for good', async () => {
  const store = await openImported();
  workers[0]!.lose();
  store.getState().setSettings({ seed: 8 });
  await vi.waitFor(() => expect(selectOwn(store.getState()).results).toHaveLength(4));
  workers[1]!.lose();
  await vi.waitFor(() => expect(store.getState().engine.kind).toBe('failed'));
  store.getState().setSettings({ seed: 9 });
  store.getState().run();
  await vi.waitFor(() => expect(selectOwn(store.getState()).results).toHaveLength(4));
  expect(store.getState().missingWeights).toBeNull();
});

it('forgets the fault masks of a device when another one starts', async () => {
  const store = await openExplorer('#/x?v=1&n=2&b=1e-2', workers);
  store.getState().readOrigin();
  await vi.waitFor(() => expect(store.getState().origin).not.toBeNull());
  store.getState().setView({ device: 'cpu' });
  expect(store.getState().origin).toBeNull();
});

it('tells of no download that a change of device cut off', async () => {
  let ticks = 0;
  const store = await openExplorer('#/x?v=1&n=2&b=1e-2', workers, { now: () => (ticks += 200) });
  await finished(store);
  workers[0]!.hold = true;
  store.getState().setSettings({ weights: 'mnist' });
  await vi.waitFor(() => expect(store.getState().download).not.toBeNull());
  store.getState().setView({ device: 'wasm' });
  expect(store.getState().download).toBeNull();
});
