import { expect, it } from 'vitest';
import { loadSearch } from './loadSearch';

it('says what to do where the code of a search cannot be fetched, and brings it otherwise', async () => {
  const cause = new TypeError('Failed to fetch dynamically imported module: https://example.org/a.js');
  await expect(loadSearch(() => Promise.reject(cause))).rejects.toThrow(
    /^The search could not be loaded: .* Start it again/,
  );
  expect(await loadSearch(async () => 'search')).toBe('search');
});
