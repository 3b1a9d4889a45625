import 'fake-indexeddb/auto';
import { afterEach, expect, it, vi } from 'vitest';
import { experimentKey } from '../../experiment/settings/experimentKey';
import { finished, openExplorer, SMALL, setUpWorkers } from '../explorer.fake';
import { selectOwn } from '../selectors/measured';
import { browserCaches } from './browserCaches';
import { browserDatabase } from './browserDatabase';

const workers = setUpWorkers();

afterEach(() => vi.restoreAllMocks());

/** Runs an experiment where the browser refuses, and returns its trials and the sentence. */
async function runRefused() {
  const refused = vi.fn();
  const { cache } = browserCaches(browserDatabase(), refused);
  const store = await openExplorer(SMALL, workers, { cache });
  await finished(store);
  // The browser refuses each batch in its own time. Until then the batch is nowhere.
  const key = experimentKey(store.getState().spec);
  await vi.waitFor(async () => expect((await cache.read(key))?.results).toHaveLength(6));
  const again = await openExplorer(SMALL, workers, { cache });
  await finished(again);
  expect(workers.at(-1)!.requests.some(({ name }) => name === 'evaluate')).toBe(false);
  expect(refused).toHaveBeenCalledTimes(1);
  return { numTrials: selectOwn(again.getState()).results.length, text: refused.mock.calls[0]![0] as string };
}

it('finishes a run on a full disk and names what is not kept', async () => {
  vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(() => {
    throw new DOMException('Quota exceeded', 'QuotaExceededError');
  });
  const { numTrials, text } = await runRefused();
  expect(numTrials).toBe(6);
  expect(text).toMatch(
    /^New results are not kept in this browser \(Quota exceeded\): those of LeNetFC, .+, and of later runs\. The run goes on, .* Deleting runs/,
  );
});

it('finishes a run in a private window, where deleting runs would not help', async () => {
  vi.spyOn(indexedDB, 'open').mockImplementation(() => {
    throw new DOMException('', 'SecurityError');
  });
  const { numTrials, text } = await runRefused();
  expect(numTrials).toBe(6);
  expect(text).toMatch(/^New results are not kept in this browser \(SecurityError\), as in a private window/);
  expect(text).not.toContain('Deleting');
});
