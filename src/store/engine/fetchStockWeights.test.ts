import { expect, it, vi } from 'vitest';
import { noticeTexts, openExplorer, setUpWorkers } from '../explorer.fake';

const workers = setUpWorkers();

it("fetches Keras's file on a click, drops it when it is another, and fetches it anew", async () => {
  const store = await openExplorer('#/x?v=1&m=resnet50&n=1&b=1e-2&i=10', workers);
  let numFetched = 0;
  vi.stubGlobal('fetch', async () => {
    numFetched++;
    return new Response('weights');
  });
  workers[0]!.refusesWeights = true;
  store.getState().fetchStockWeights();
  expect(store.getState().download).toMatchObject({ label: 'ResNet50 weights' });
  await vi.waitFor(() => expect(noticeTexts(store)).toEqual(['w.h5: The md5 of the file is another']));
  expect(store.getState().download).toBeNull();
  workers[0]!.refusesWeights = false;
  store.getState().fetchStockWeights();
  await vi.waitFor(() => expect(store.getState().missingWeights).toBeNull());
  expect(numFetched).toBe(2);
  expect(noticeTexts(store)).toEqual([]);
  expect(store.getState().spec.weights).toBe('imagenet');
  expect(store.getState().missingData).toBe('ImageNet');
});
