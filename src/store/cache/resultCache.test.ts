import 'fake-indexeddb/auto';
import { openDB } from 'idb';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { DEFAULT_SPEC } from '../../experiment/settings/experimentSpec';
import type { RunOrigin } from '../../experiment/shelf/keptRun';
import { browserDatabase } from './browserDatabase';
import type { KeptResults } from './databaseSchema';
import { browserResults, memoryResults, recallFrom } from './resultCache';

const count = (wrong: number) => ({ wrong, total: 100, wrongPerClass: [], flips: 0 });
const batch = (trials: readonly number[], fingerprint = 'one'): KeptResults => ({
  baseline: { float: count(1), quantized: count(2) },
  results: trials.map((trial) => ({ ber: 1e-3, trial, ...count(trial) })),
  fingerprint,
});
const ORIGIN: RunOrigin = { spec: DEFAULT_SPEC, device: 'WASM SIMD', atMs: 1000 };
const upTo = (length: number) => Array.from({ length }, (_, trial) => trial);
const open = () =>
  browserResults(browserDatabase(), (reason) => {
    throw new Error(reason);
  });
const trialsOf = async (cache: Pick<ReturnType<typeof open>, 'read'>, key: string) =>
  (await cache.read(key))?.results.map(({ trial }) => trial);

afterEach(() => vi.restoreAllMocks());

describe.each([
  ['in memory', memoryResults],
  ['in the browser', open],
])('a cache %s', (place, make) => {
  const name = (key: string) => `${place} ${key}`;

  it('has every batch, each trial once, and nothing of other experiments', async () => {
    const cache = make();
    expect(await cache.read(name('a'))).toBeUndefined();
    await cache.add(name('a'), batch([0, 1]), ORIGIN);
    await cache.add(name('b'), batch([7]), ORIGIN);
    await cache.add(name('a'), batch([1, 2]), ORIGIN);
    expect(await trialsOf(cache, name('a'))).toEqual([0, 1, 2]);
    expect(await trialsOf(cache, name('b'))).toEqual([7]);
  });

  it('has every trial of a run of more batches than it keeps apart', async () => {
    const cache = make();
    for (const trial of upTo(300)) await cache.add(name('long'), batch([trial]), ORIGIN);
    expect(await trialsOf(cache, name('long'))).toEqual(upTo(300));
  });

  it('gives what was measured on the newest assets alone', async () => {
    const cache = make();
    await cache.add(name('c'), batch([0, 1]), ORIGIN);
    await cache.add(name('c'), batch([2], 'two'), ORIGIN);
    await cache.add(name('c'), batch([3], 'two'), ORIGIN);
    expect(await trialsOf(cache, name('c'))).toEqual([2, 3]);
    expect(await recallFrom(cache, name('c'), 'one')).toBeNull();
    expect((await recallFrom(cache, name('c'), 'two'))?.results).toHaveLength(2);
  });
});

describe('the cache in the browser', () => {
  it('has what pages added that ended without a word, two at once too', async () => {
    const [first, second] = [open(), open()];
    await Promise.all(
      upTo(20).map((trial) => (trial % 2 ? first : second).add('tabs', batch([trial]), ORIGIN)),
    );
    expect((await trialsOf(open(), 'tabs'))?.toSorted((a, b) => a - b)).toEqual(upTo(20));
  });

  it('joins the batches of a long run into few records and loses none', async () => {
    const cache = open();
    for (const trial of upTo(300)) await cache.add('long', batch([trial]), ORIGIN);
    const db = await openDB('ares-explorer');
    const keys = await db.getAllKeys('results');
    db.close();
    expect(keys.filter((key) => String(key).startsWith('long')).length).toBeLessThan(130);
    expect(await trialsOf(open(), 'long')).toEqual(upTo(300));
  });

  it('writes each trial twice at most, so that a batch costs the same however long the run', async () => {
    const cache = open();
    const put = vi.spyOn(IDBObjectStore.prototype, 'put');
    for (const trial of upTo(600)) await cache.add('written', batch([trial]), ORIGIN);
    const written = put.mock.calls
      .map(([kept]) => kept as Partial<KeptResults>)
      .reduce((sum, { results = [] }) => sum + results.length, 0);
    expect(written).toBeLessThanOrEqual(2 * 600);
    expect(await trialsOf(open(), 'written')).toEqual(upTo(600));
  });

  it('reads what earlier versions kept: all of an experiment in one record', async () => {
    await open().add('new', batch([0]), ORIGIN);
    const db = await openDB('ares-explorer');
    await db.put('results', batch([0, 1]), 'old');
    db.close();
    await open().add('old', batch([2]), ORIGIN);
    expect(await trialsOf(open(), 'old')).toEqual([0, 1, 2]);
  });

  it('has one entry a run, with the counts of every batch, of both tabs too', async () => {
    const [first, second] = [open(), open()];
    await first.add('entry', batch([0, 1]), ORIGIN);
    await second.add('entry', batch([1, 2]), { ...ORIGIN, device: 'JavaScript', atMs: 2000 });
    const entry = await (await browserDatabase()()).get('runs', 'entry');
    expect(entry).toMatchObject({ key: 'entry', changedMs: 2000, device: 'JavaScript', faultFree: 2 });
    expect(entry!.counts).toEqual([{ ber: 1e-3, trials: [[0, 2]], wrong: 3 }]);
  });

  it('gives an entry to results of earlier versions, without a record of its own', async () => {
    const db = await browserDatabase()();
    await db.put('results', batch([0, 1]), 'earlier');
    await db.put('results', batch([2]), ['earlier', 0]);
    await open().add('earlier', batch([]), ORIGIN);
    expect((await db.get('runs', 'earlier'))!.counts).toEqual([{ ber: 1e-3, trials: [[0, 2]], wrong: 3 }]);
    expect(await db.count('results', IDBKeyRange.bound(['earlier', 0], ['earlier', 9]))).toBe(1);
  });

  it('writes neither batch nor entry where one of them is refused', async () => {
    const put = IDBObjectStore.prototype.put;
    vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(function (this: IDBObjectStore, value, key) {
      if (this.name === 'results') throw new DOMException('Quota exceeded', 'QuotaExceededError');
      return put.call(this, value, key);
    });
    await browserResults(browserDatabase(), () => {}).add('half', batch([0]), ORIGIN);
    expect(await (await browserDatabase()()).get('runs', 'half')).toBeUndefined();
  });

  it('lasts as long as the page where the disk is full, beside what is on it, and says so once', async () => {
    await open().add('full', batch([0]), ORIGIN);
    const onRefused = vi.fn();
    const cache = browserResults(browserDatabase(), onRefused);
    vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(() => {
      throw new DOMException('Quota exceeded', 'QuotaExceededError');
    });
    await cache.add('full', batch([1]), ORIGIN);
    await cache.add('full', batch([2]), ORIGIN);
    expect(await trialsOf(cache, 'full')).toEqual([0, 1, 2]);
    expect(onRefused).toHaveBeenCalledExactlyOnceWith('Quota exceeded', 'full', DEFAULT_SPEC);
    expect(await trialsOf(open(), 'full')).toEqual([0]);
  });

  it('lasts as long as the page where there is no database', async () => {
    vi.spyOn(indexedDB, 'open').mockImplementation(() => {
      throw new DOMException('Not allowed', 'SecurityError');
    });
    const onRefused = vi.fn();
    const cache = browserResults(browserDatabase(), onRefused);
    await cache.add('none', batch([0]), ORIGIN);
    expect(await trialsOf(cache, 'none')).toEqual([0]);
    expect(onRefused).toHaveBeenCalledExactlyOnceWith('Not allowed', 'closed', DEFAULT_SPEC);
  });
});
