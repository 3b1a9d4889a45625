import { expect, it, vi } from 'vitest';
import { noticeTexts, openExplorer, SMALL, setUpWorkers } from '../explorer.fake';
import { selectOwn } from '../selectors/measured';

const workers = setUpWorkers();

it('asks for data that a link names and the page does not have', async () => {
  const store = await openExplorer('#/x?v=1&d=mnist', workers);
  expect(store.getState().missingData).toBe('MNIST');
  expect(selectOwn(store.getState()).results).toEqual([]);
});

it('warns while the test pictures are those that the weights were trained on', async () => {
  const store = await openExplorer(SMALL, workers);
  workers[0]!.holdsTrainingSet = true;
  store.getState().setSettings({ weights: 'mnist' });
  await vi.waitFor(() =>
    expect(noticeTexts(store).join()).toMatch(/These are the images that the weights were trained on/),
  );
  workers[0]!.holdsTrainingSet = false;
  store.getState().setSettings({ weights: 'generated' });
  await vi.waitFor(() => expect(noticeTexts(store).join()).toMatch(/^In use: [^,]*, as those samples ask/));
});
