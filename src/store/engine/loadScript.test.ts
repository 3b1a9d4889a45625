import { expect, it, vi } from 'vitest';
import { keepLoaded, loadEngineScript } from './loadScript';

it('says in words that the engine’s script could not be fetched, and brings it otherwise', async () => {
  const cause = new TypeError('Failed to fetch dynamically imported module: https://example.org/a.js');
  await expect(loadEngineScript(() => Promise.reject(cause))).rejects.toThrow(
    'The engine’s script could not be loaded: the page may be offline',
  );
  expect(await loadEngineScript(async () => 'engine')).toBe('engine');
});

it('keeps what was loaded, and asks again after a failure', async () => {
  const load = vi.fn(async () => 'here').mockRejectedValueOnce(new TypeError('offline'));
  const loaded = keepLoaded(load);
  const first = loaded();
  expect(loaded()).toBe(first);
  await expect(first).rejects.toThrow('offline');
  expect(await loaded()).toBe('here');
  expect(await loaded()).toBe('here');
  expect(load).toHaveBeenCalledTimes(2);
});
