import { expect, it, vi } from 'vitest';
import { memoryResults } from '../cache/resultCache';
import { engineAtRest, finished, noticeTexts, openExplorer, SMALL, setUpWorkers } from '../explorer.fake';
import { selectOwn } from '../selectors/measured';
import { fakeTabs } from './tabs.fake';

const workers = setUpWorkers();
const trialsRun = (worker: number) =>
  workers[worker]!.requests.filter(({ name }) => name === 'evaluate').length;

it('runs an experiment once in two tabs, and shows its points in both', async () => {
  const [cache, browser] = [memoryResults(), fakeTabs()];
  const first = await openExplorer(SMALL, workers, { cache, ...browser() });
  workers[0]!.hold = true;
  const second = await openExplorer(SMALL, workers, { cache, ...browser() });
  await vi.waitFor(() => expect(noticeTexts(second).join()).toContain('Another tab of the page runs this'));
  workers[0]!.release();
  await finished(first);
  await finished(second);
  await engineAtRest(workers);
  expect(selectOwn(second.getState()).results).toHaveLength(6);
  expect(trialsRun(1)).toBe(0);
  expect(noticeTexts(second)).toEqual([]);
});

it('goes on in the second tab where the first stops', async () => {
  const [cache, browser] = [memoryResults(), fakeTabs()];
  const first = await openExplorer(SMALL, workers, { cache, ...browser() });
  workers[0]!.hold = true;
  const second = await openExplorer(SMALL, workers, { cache, ...browser() });
  await vi.waitFor(() => expect(noticeTexts(second)).toHaveLength(1));
  first.getState().stop();
  await finished(second);
  expect(selectOwn(second.getState()).results).toHaveLength(6);
  expect(noticeTexts(second)).toEqual([]);
});
