import { expect, it, vi } from 'vitest';
import { experimentKey } from '../../experiment/settings/experimentKey';
import { seriesOf } from '../../experiment/sweep/series';
import type { TickEstimate } from '../../experiment/ticks/search/tickSearch';
import { WRONG_OF_WEIGHTS } from '../../worker/engine.fake';
import { memoryResults } from '../cache/resultCache';
import { memoryTicks } from '../cache/tickCache';
import { engineAtRest, fakeExplorer, finished, openExplorer, SMALL, setUpWorkers } from '../explorer.fake';
import { selectOwn } from '../selectors/measured';
import { selectActivity } from '../selectors/selectActivity';
import { selectIsLoading } from '../selectors/selectors';
import { expectedMs } from './expectedMs';
import { tickSearchKey } from './tickSearches';

const TICK: TickEstimate = {
  ...{ loss: 0, thresholdPoints: 0.1, evaluations: 483, trials: 1778 },
  ...{ ber: { value: 1e-4, bound: 'exact' }, interval: { low: 5e-5, high: null } },
};

const workers = setUpWorkers();

it('never joins results of other weights, however fast they change', async () => {
  const store = await openExplorer('#/x?v=1&n=20&b=1e-4,1e-2', workers);
  workers[0]!.hold = true;
  store.getState().setSettings({ weights: 'mnist' });
  await vi.waitFor(() => expect(workers[0]!.requests.filter(({ name }) => name === 'load')).toHaveLength(2));
  store.getState().setSettings({ weights: 'generated' });
  workers[0]!.release();
  await finished(store);
  const own = WRONG_OF_WEIGHTS.generated!;
  for (const { wrong } of selectOwn(store.getState()).results)
    expect(Math.floor(wrong / 100) * 100).toBe(own);
  expect(selectOwn(store.getState()).results.length).toBeGreaterThanOrEqual(40);
});

it('stops without losing or doubling a trial, and runs on', async () => {
  // A clock that advances with every call, since the fake engine answers immediately.
  let ticks = 0;
  const now = () => (ticks += 5);
  const store = await openExplorer('#/x?v=1&n=400&b=1e-4,1e-2', workers, { now });
  await new Promise<void>((resolve) => {
    const leave = store.subscribe((state) => {
      if (selectOwn(state).results.length === 0) return;
      leave();
      store.getState().stop();
      resolve();
    });
  });
  const kept = selectOwn(store.getState()).results.length;
  expect(kept).toBeLessThan(808);
  expect(store.getState().progress).toMatchObject({ running: false });
  await engineAtRest(workers);
  expect(selectOwn(store.getState()).results).toHaveLength(kept);
  store.getState().run();
  await finished(store);
  const named = selectOwn(store.getState()).results.map(({ ber, trial }) => `${ber} ${trial}`);
  expect(new Set(named).size).toBe(named.length);
  // 400 trials at both BERs and 8 at the cursor.
  expect(named).toHaveLength(808);
});

it('has nothing to stop once every trial is there: what is opened next runs', async () => {
  const stopMemory = { read: () => false, write: vi.fn() };
  const store = await openExplorer(SMALL, workers, { stopMemory });
  await finished(store);
  store.getState().stop();
  expect(stopMemory.write).not.toHaveBeenCalled();
  store.getState().setSettings({ trials: 3 });
  await vi.waitFor(() => expect(selectOwn(store.getState()).results).toHaveLength(9));
  store.getState().setView({ tab: 'structures' });
  await vi.waitFor(() => expect(store.getState().progress).toMatchObject({ done: 18, total: 18 }));
});

it('shows no samples of an experiment whose files could not be fetched, until Run has them', async () => {
  const store = await openExplorer(SMALL, workers);
  await finished(store);
  vi.stubGlobal('fetch', () => Promise.reject(new TypeError('offline')));
  store.getState().setSettings({ weights: 'mnist' });
  expect(selectActivity(store.getState())).toBe('loading');
  await vi.waitFor(() => expect(selectActivity(store.getState())).toBe('unloaded'));
  vi.stubGlobal('fetch', async () => new Response(''));
  store.getState().run();
  await finished(store);
  expect(selectActivity(store.getState())).toBe('live');
});

it('recalls what was measured before, but not what other weights or another engine measured', async () => {
  const cache = memoryResults();
  const store = await openExplorer(SMALL, workers, { cache });
  await finished(store);
  const again = await openExplorer(SMALL, workers, { cache });
  await finished(again);
  expect(selectOwn(again.getState()).results).toHaveLength(6);
  expect(workers[1]!.requests.some(({ name }) => name === 'evaluate')).toBe(false);

  const key = experimentKey(store.getState().spec);
  const { spec } = store.getState();
  const origin = { spec, device: 'WASM SIMD', atMs: 0 };
  await cache.add(key, { ...(await cache.read(key))!, fingerprint: 'another' }, origin);
  const anew = await openExplorer(SMALL, workers, { cache });
  await finished(anew);
  expect(workers[2]!.requests.some(({ name }) => name === 'evaluate')).toBe(true);
});

it('opens assets to their end whatever comes meanwhile, and runs where there was nothing to stop', async () => {
  const stopMemory = { read: () => false, write: vi.fn() };
  let ticks = 0;
  const given = { stopMemory, now: () => (ticks += 200) };
  const store = await openExplorer('#/x?v=1&n=2&b=1e-4,1e-2', workers, given);
  await finished(store);
  workers[0]!.hold = true;
  store.getState().setSettings({ weights: 'mnist' });
  await vi.waitFor(() => expect(store.getState().download).not.toBeNull());
  store.getState().stop();
  expect(stopMemory.write).not.toHaveBeenCalled();
  workers[0]!.release();
  await vi.waitFor(() => expect(selectOwn(store.getState()).results).toHaveLength(6));
  expect(store.getState().download).toBeNull();
});

it('opens what a page shows that was stopped before its reload, seen or not', async () => {
  const stopMemory = { read: () => true, write: vi.fn() };
  const store = fakeExplorer(SMALL, workers, { stopMemory });
  const started = store.start();
  await vi.waitFor(() => expect(workers).toHaveLength(1));
  workers[0]!.hold = true;
  await vi.waitFor(() => expect(workers[0]!.requests.some(({ name }) => name === 'load')).toBe(true));
  store.setVisible(false);
  workers[0]!.release();
  await started;
  store.setVisible(true);
  const { data, progress } = store.getState();
  expect(data).not.toBeNull();
  const remainingMs = expectedMs(store.getState(), 6)!;
  expect(remainingMs).toBeGreaterThan(0);
  expect(progress).toEqual({ done: 0, total: 6, remainingMs, running: false });
  expect(selectOwn(store.getState()).results).toEqual([]);
});

it('runs a link that is opened after a stop, as a reload of it does', async () => {
  const stopMemory = { read: () => true, write: vi.fn() };
  const store = await openExplorer(SMALL, workers, { stopMemory });
  store.getState().setSettings({ trials: 3 });
  await vi.waitFor(() => expect(store.getState().progress).toMatchObject({ running: false, total: 9 }));
  store.openLink('#/x?v=1&n=4&b=1e-4,1e-2');
  await vi.waitFor(() => expect(selectOwn(store.getState()).results).toHaveLength(12));
  expect(stopMemory.write).toHaveBeenCalledExactlyOnceWith(false);
});

it('pauses while nobody sees the page', async () => {
  const store = await openExplorer('#/x?v=1&n=400&b=1e-4,1e-2', workers);
  store.setVisible(false);
  const kept = selectOwn(store.getState()).results.length;
  await engineAtRest(workers);
  expect(selectOwn(store.getState()).results).toHaveLength(kept);
  store.setVisible(true);
  await finished(store);
});

it('takes back the ticks of an earlier visit in the tab of layers, but not those of another engine or other weights', async () => {
  const [cache, ticks] = [memoryResults(), memoryTicks()];
  const store = await openExplorer(SMALL, workers, { cache, ticks });
  await finished(store);
  const { spec } = store.getState();
  const { fingerprint } = (await cache.read(experimentKey(spec)))!;
  const [fc1, fc2] = seriesOf('layers', spec, 'blocks').map((series) => tickSearchKey(series.spec));
  await ticks.write(fc1!, { ticks: [TICK], fingerprint });
  await ticks.write(fc2!, { ticks: [TICK], fingerprint: 'another' });
  const found = () => store.getState().tickSearches.found;
  store.getState().setSettings({ trials: 3 });
  await finished(store);
  expect(found()).toEqual({});
  store.getState().setView({ tab: 'layers' });
  await vi.waitFor(() => expect(found()).toEqual({ [fc1!]: [TICK] }));
});

/** Time for twelve searches, which take minutes on a busy machine. */
const SEARCHES_MS = 600_000;

it('finds ticks one layer after the other, keeps them after a stop, and goes on with the sweep', {
  timeout: SEARCHES_MS,
}, async () => {
  const ticks = memoryTicks();
  const store = await openExplorer('#/x?v=1&n=30&b=1e-4,1e-2&i=100&l=fc-3', workers, { ticks });
  await finished(store);
  const numFound = () => Object.values(store.getState().tickSearches.found).map((ticks) => ticks.length);
  workers[0]!.hold = true;
  store.getState().setView({ tab: 'layers' });
  await vi.waitFor(() => expect(store.getState().progress?.running).toBe(true));
  store.getState().searchTicks();
  expect(store.getState().progress).toMatchObject({ running: false });
  const { done, total } = store.getState().progress!;
  expect(done).toBeLessThan(total);
  const aTick = new Promise((resolve) =>
    store.subscribe(({ tickSearches }) => {
      if (Object.keys(tickSearches.found).length > 0) resolve(tickSearches);
    }),
  );
  workers[0]!.release();
  await aTick;
  expect(store.getState().tickSearches.running).not.toBeNull();
  expect(store.getState().progress).toMatchObject({ running: false, done });
  store.getState().stopSearch();
  const kept = numFound();
  expect(kept.reduce((sum, length) => sum + length)).toBeLessThan(12);
  await finished(store);
  expect(numFound()).toEqual(kept);
  expect(store.getState().tickSearches.running).toBeNull();

  // The next search continues after the first one, and a change of tabs keeps its ticks.
  store.getState().searchTicks();
  await vi.waitFor(() => expect(store.getState().tickSearches.running).toBeNull(), SEARCHES_MS);
  await finished(store);
  expect(numFound()).toEqual([4, 4, 4]);
  for (const [key, own] of Object.entries(store.getState().tickSearches.found))
    expect((await ticks.read(key))?.ticks).toEqual(own);
  store.getState().setView({ tab: 'explore' });
  store.getState().setSettings({ rateCoupling: 'independent' });
  expect(numFound()).toEqual([4, 4, 4]);
  store.getState().setSettings({ numSamples: 50 });
  expect(numFound()).toEqual([]);
});

it('goes on with a search while nobody sees the page, and with the sweep only once somebody does', async () => {
  const store = await openExplorer('#/x?v=1&n=400&b=1e-4,1e-2', workers);
  store.getState().searchTypes('weights');
  expect(store.getState().progress).toMatchObject({ running: false });
  const { done } = store.getState().progress!;
  store.setVisible(false);
  store.setVisible(true);
  expect(store.getState().typeSearches.weights?.running).toBe(true);
  store.setVisible(false);
  await vi.waitFor(() => expect(store.getState().typeSearches.weights?.running).toBe(false));
  const { done: numTypes, total } = store.getState().typeSearches.weights!;
  expect([numTypes, total > 0]).toEqual([total, true]);
  await engineAtRest(workers);
  expect(store.getState().progress).toMatchObject({ running: false, done });
  store.setVisible(true);
  await finished(store);
});

it('says that it loads until what was measured before is here, and from then on no more', async () => {
  const cache = memoryResults();
  await finished(await openExplorer(SMALL, workers, { cache }));
  const stopMemory = { read: () => true, write: vi.fn() };
  const store = fakeExplorer(SMALL, workers, { cache, stopMemory });
  /** Number of results at each change of `isLoading`. */
  const told: string[] = [];
  store.subscribe((state) => {
    const now = `${selectIsLoading(state) ? 'loading' : 'here'} ${selectOwn(state).results.length}`;
    if (told.at(-1) !== now) told.push(now);
  });
  expect(selectIsLoading(store.getState())).toBe(true);
  await store.start();
  await finished(store);
  expect(told[0]).toBe('loading 0');
  expect(told.at(-1)).toBe('here 6');
  told.length = 0;
  store.getState().run();
  await finished(store);
  expect(told.filter((state) => state.startsWith('loading'))).toEqual([]);
});

it('loads no more where files are missing or cannot be fetched', async () => {
  const store = await openExplorer('#/x?v=1&n=1&b=1e-2&m=vgg16', workers);
  expect(store.getState().missingData).not.toBeNull();
  expect(selectIsLoading(store.getState())).toBe(false);
  vi.stubGlobal('fetch', async () => new Response('', { status: 404 }));
  store.getState().chooseModel('vgg16-mini');
  expect(selectIsLoading(store.getState())).toBe(true);
  await vi.waitFor(() => expect(selectIsLoading(store.getState())).toBe(false));
  expect(store.getState().notices.at(-1)).toMatchObject({ id: 'run', action: { title: 'Try again' } });
});
