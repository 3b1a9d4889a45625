import { beforeEach, describe, expect, it } from 'vitest';
import { CATALOG } from '../../core/network/catalog';
import type { Injection } from '../../core/site/injection';
import { formatText } from '../../core/words/numberFormat';

import { STORED_RUNS } from '../../experiment/documents/storedRuns';
import { experimentKey } from '../../experiment/settings/experimentKey';
import { candidateTypes } from '../../experiment/sweep/candidateTypes';
import { seriesOf } from '../../experiment/sweep/series';
import type { FakeEngineWorker } from '../../worker/engine.fake';
import { memoryResults, type ResultCache } from '../cache/resultCache';
import type { ExplorerStore } from '../explorer';
import { engineAtRest, fakeExplorer, finished, setUpWorkers } from '../explorer.fake';
import { measuredOf, selectOwn } from '../selectors/measured';
import { withOwn } from '../selectors/measured.fake';
import { selectNothingToRun } from '../selectors/selectors';
import { selectStored } from '../selectors/storedRunOf';

/** Three layers, two BERs and three trials. */
const LAYERS = '#/x?v=1&n=3&b=1e-4,1e-2&tab=layers';

const workers = setUpWorkers();
let cache: ResultCache;

async function openStore(hash = LAYERS, now = () => performance.now()): Promise<ExplorerStore> {
  const store = fakeExplorer(hash, workers, { cache, now });
  await store.start();
  return store;
}

/** Returns the trials of each single layer by name. */
function trialsOf(store: ExplorerStore) {
  const state = store.getState();
  return Object.fromEntries(
    seriesOf('layers', state.spec, 'layers').map(({ id, spec }) => [
      id,
      measuredOf(state, spec).results.map(({ ber, trial }) => `${ber} ${trial}`),
    ]),
  );
}
const evaluated = (worker: FakeEngineWorker) =>
  worker.requests
    .filter(({ name }) => name === 'evaluate')
    .flatMap(({ argument }) => argument as readonly Injection[]);

beforeEach(() => {
  cache = memoryResults();
});

describe('series of a tab', () => {
  it('runs the types of a link, and those of another network once it is chosen', async () => {
    const store = await openStore('#/x?v=1&n=2&b=1e-2&tab=types&types=2.4,1.7');
    await finished(store);
    const names = new Set(evaluated(workers[0]!).map(({ site }) => formatText(site.format)));
    expect([...names].toSorted()).toEqual(['Q1.7', 'Q2.4', 'Q2.6', 'Q3.13']);
    store.getState().chooseModel('ti-gru');
    expect(store.getState().view.types).toEqual(candidateTypes(CATALOG.get('ti-gru')!));
    store.getState().setView({ types: [] });
    store.getState().chooseModel('lenet-fc');
    expect(store.getState().view.types).toEqual([]);
  });

  it('runs every trial of every layer once, each round for all layers before the next, and not the main sweep', async () => {
    const store = await openStore();
    await finished(store);
    for (const trials of Object.values(trialsOf(store))) {
      expect(trials.toSorted()).toEqual(
        ['0.0001', '0.01'].flatMap((ber) => [0, 1, 2].map((trial) => `${ber} ${trial}`)),
      );
    }
    expect(selectOwn(store.getState()).results).toEqual([]);
    const order = evaluated(workers[0]!).map(({ trial, site }) => `${site.layers} ${trial}`);
    const firsts = [...new Set(order)];
    expect(firsts.slice(0, 3)).toEqual(['fc-1 0', 'fc-2 0', 'fc-3 0']);
    expect(firsts).toHaveLength(9);
    expect(order).toHaveLength(18);
    expect(store.getState().progress).toMatchObject({ done: 18, total: 18 });
    expect(selectNothingToRun(store.getState())).toBe(true);
  });

  it('makes way for the main sweep on Explore, and has lost nothing when the reader comes back', async () => {
    const store = await openStore();
    await finished(store);
    const before = trialsOf(store);
    store.getState().setView({ tab: 'explore' });
    await finished(store);
    // Three trials at two BERs and at the cursor, for all layers together.
    expect(selectOwn(store.getState()).results).toHaveLength(9);
    const ran = evaluated(workers[0]!).length;
    store.getState().setView({ tab: 'layers' });
    await finished(store);
    expect([trialsOf(store), evaluated(workers[0]!).length]).toEqual([before, ran]);
  });

  it('shares the trials of a layer with the experiment of that layer alone, both ways', async () => {
    const store = await openStore('#/x?v=1&n=3&b=1e-4,1e-2&l=fc-2');
    await finished(store);
    store.getState().setView({ tab: 'layers', cursorBer: 1e-2 });
    await finished(store);
    expect(evaluated(workers[0]!).filter(({ site }) => site.layers[0] === 'fc-2')).toHaveLength(9);
    const ran = evaluated(workers[0]!).length;
    store.getState().setSettings({ layers: ['fc-3'] });
    store.getState().setView({ tab: 'explore' });
    expect(selectOwn(store.getState()).results).toHaveLength(6);
    expect(selectOwn(store.getState()).baseline).not.toBeNull();
    await finished(store);
    expect(evaluated(workers[0]!)).toHaveLength(ran);
  });

  it('stops without losing or doubling a trial, and runs on', async () => {
    // A clock that advances with every call, since the fake engine answers immediately.
    let ticks = 0;
    const store = await openStore('#/x?v=1&n=300&b=1e-4,1e-2&tab=layers', () => (ticks += 5));
    await new Promise<void>((resolve) => {
      const leave = store.subscribe(({ progress }) => {
        if ((progress?.done ?? 0) < 30) return;
        leave();
        store.getState().stop();
        resolve();
      });
    });
    const kept = trialsOf(store);
    expect(Object.values(kept).flat().length).toBeGreaterThan(0);
    expect(store.getState().progress?.running).toBe(false);
    await engineAtRest(workers);
    expect(trialsOf(store)).toEqual(kept);
    expect(selectNothingToRun(store.getState())).toBe(false);
    store.getState().run();
    await finished(store);
    for (const trials of Object.values(trialsOf(store))) {
      expect(trials).toHaveLength(600);
      expect(new Set(trials).size).toBe(600);
    }
  });

  it('stays stopped when the reader changes tab or grouping', async () => {
    const store = await openStore();
    store.getState().stop();
    store.getState().setView({ grouping: 'layers' });
    store.getState().setView({ tab: 'explore' });
    await engineAtRest(workers);
    expect(evaluated(workers[0]!).length).toBeLessThan(18);
    expect(selectOwn(store.getState()).results).toEqual([]);
  });

  // Of TiGRU's structures some may overflow and others may not: their kept trials are named apart.
  it.each([LAYERS, '#/x?v=1&m=ti-gru&n=3&b=1e-4,1e-2&tab=structures'])(
    'recalls every series of %s after a reload',
    async (hash) => {
      await finished(await openStore(hash));
      expect(evaluated(workers[0]!).length).toBeGreaterThanOrEqual(18);
      const again = await openStore(hash);
      await finished(again);
      expect(again.getState().progress!.done).toBe(evaluated(workers[0]!).length);
      expect(evaluated(workers[1]!)).toEqual([]);
    },
  );

  it('keeps what it has of an edited setting for the way back', async () => {
    const store = await openStore();
    await finished(store);
    const before = trialsOf(store);
    store.getState().setSettings({ seed: 8 });
    await finished(store);
    const ran = evaluated(workers[0]!).length;
    expect(ran).toBe(36);
    store.getState().setSettings({ seed: 7 });
    await finished(store);
    expect([trialsOf(store), evaluated(workers[0]!).length]).toEqual([before, ran]);
  });
});

it('takes recorded runs that are loaded later for its own experiment, the one with the most trials', async () => {
  const store = await openStore('#/x?v=1&n=1&b=1e-2');
  expect(selectStored(store.getState())).toBeNull();
  const [run] = STORED_RUNS;
  const spec = { ...store.getState().spec, trials: 5 };
  const short = { ...run!, spec };
  const long = { ...run!, spec: { ...spec, trials: 50 } };
  store.getState().addStored([short]);
  expect(selectStored(store.getState())).toBe(short);
  store.getState().addStored([{ ...run!, spec: { ...spec, seed: 99, trials: 500 } }, long]);
  expect(selectStored(store.getState())).toBe(long);
  expect(store.getState().storedRuns).toHaveLength(3);
});

it('bounds the experiments in memory, the oldest first', async () => {
  const store = await openStore('#/x?v=1&n=1&b=1e-2');
  await finished(store);
  const oldest = experimentKey(store.getState().spec);
  store.getState().stop();
  for (let seed = 100; seed < 360; seed++) {
    const { results } = selectOwn(store.getState());
    if (results.length === 0) store.setState(withOwn(store.getState(), { results: KEPT }));
    store.getState().setSettings({ seed });
  }
  const keys = Object.keys(store.getState().measured);
  expect(keys).toHaveLength(256);
  expect(keys).not.toContain(oldest);
});

const KEPT = [{ ber: 1e-2, trial: 0, wrong: 1, total: 10, wrongPerClass: [], flips: 1 }];
