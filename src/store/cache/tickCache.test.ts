import 'fake-indexeddb/auto';
import { expect, it, vi } from 'vitest';
import { browserDatabase } from './browserDatabase';
import { browserTicks, memoryTicks, type TickCache } from './tickCache';

const kept = (fingerprint: string): Parameters<TickCache['write']>[1] => ({
  ticks: [
    {
      ...{ loss: 1, thresholdPoints: 1, evaluations: 483, trials: 1778 },
      ...{ ber: { value: 1e-4, bound: 'exact' }, interval: { low: 5e-5, high: null } },
    },
  ],
  fingerprint,
});

it.each([
  ['in memory', memoryTicks],
  ['in the browser', () => browserTicks(browserDatabase())],
])('has the newest ticks of each search %s', async (place, make) => {
  const cache = make();
  expect(await cache.read(`${place} a`)).toBeUndefined();
  await cache.write(`${place} a`, kept('one'));
  await cache.write(`${place} a`, kept('two'));
  expect(await cache.read(`${place} a`)).toEqual(kept('two'));
  expect(await cache.read(`${place} b`)).toBeUndefined();
});

it('outlasts the page in a browser', async () => {
  await browserTicks(browserDatabase()).write('lasting', kept('one'));
  expect(await browserTicks(browserDatabase()).read('lasting')).toEqual(kept('one'));
});

it('keeps nothing and throws nothing where the browser refuses', async () => {
  vi.spyOn(indexedDB, 'open').mockImplementation(() => {
    throw new Error('private window');
  });
  const cache = browserTicks(browserDatabase());
  await cache.write('refused', kept('one'));
  expect(await cache.read('refused')).toBeUndefined();
  vi.restoreAllMocks();
});
