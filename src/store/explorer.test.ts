import { expect, it, vi } from 'vitest';
import { histogramOf } from '../core/network/weightHistogram';
import { STORED_RUNS } from '../experiment/documents/storedRuns';
import { fakeExplorer, finished, noticeTexts, openExplorer, SMALL, setUpWorkers } from './explorer.fake';
import { selectOwn } from './selectors/measured';
import { selectStored } from './selectors/storedRunOf';

const workers = setUpWorkers();

it('runs every trial of its link once', async () => {
  const store = await openExplorer(SMALL, workers);
  await finished(store);
  const { results, baseline } = selectOwn(store.getState());
  expect(store.getState().engine.kind).toBe('ready');
  expect(baseline?.quantized.wrong).toBe(2);
  // Two trials at two BERs, and two at the default cursor.
  const named = results.map(({ ber, trial }) => `${ber} ${trial}`);
  expect(new Set(named).size).toBe(named.length);
  expect(named.toSorted()).toEqual(['0.0001 0', '0.0001 1', '0.001 0', '0.001 1', '0.01 0', '0.01 1']);
});

it('shows the recorded run until then, and only for its own experiment', () => {
  const stored = (hash: string) =>
    selectStored(fakeExplorer(hash, workers, { storedRuns: STORED_RUNS }).getState());
  expect(stored('')).not.toBeNull();
  expect(stored('#/x?v=1&t=3.13')).toBeNull();
});

it('keeps results when grid or trials change, and runs the baseline once', async () => {
  const store = await openExplorer(SMALL, workers);
  await finished(store);
  store.getState().setSettings({ trials: 3 });
  await vi.waitFor(() => expect(selectOwn(store.getState()).results).toHaveLength(9));
  expect(workers[0]!.requests.filter(({ name }) => name === 'baseline')).toHaveLength(1);
});

it('shows and says nothing of a model, its weights or its data once another one is chosen', async () => {
  const store = await openExplorer(SMALL, workers);
  await finished(store);
  store.setState({ weightHistograms: [histogramOf('fc-1', [[0.5]])] });
  store.getState().chooseModel('vgg16');
  expect(store.getState()).toMatchObject({ data: null, weightHistograms: [], missingData: 'ImageNet' });
  vi.stubGlobal('fetch', async () => new Response('', { status: 404 }));
  store.getState().chooseModel('vgg16-mini');
  expect(store.getState()).toMatchObject({ missingData: null, missingWeights: null });
  await vi.waitFor(() => expect(noticeTexts(store)[0]).toMatch(/The server answered 404/));
  store.getState().chooseModel('vgg16');
  expect(noticeTexts(store)).toEqual([]);
});

it('says what another model could not keep of what faults, until a setting changes', async () => {
  const store = await openExplorer('#/x?v=1&m=ti-gru&s=h&life=transient&n=1&b=1e-2', workers);
  store.getState().chooseModel('lenet-fc');
  expect(noticeTexts(store)).toEqual([expect.stringMatching(/^LeNetFC has no hidden state: weights chosen/)]);
  expect(store.getState().spec).toMatchObject({ structures: ['weights'], lifetime: 'permanent' });
  store.getState().setSettings({ trials: 2 });
  expect(noticeTexts(store)).toEqual([]);
});

it('opens a link to more samples than the data of the model before has', async () => {
  const store = await openExplorer('#/x?v=1&m=vgg16-mini&i=20&n=1&b=1e-2', workers);
  await finished(store);
  store.openLink('#/x?v=1&i=10000&n=1&b=1e-2');
  expect(store.getState().spec).toMatchObject({ model: 'lenet-fc', numSamples: 10_000 });
  expect(noticeTexts(store)).toEqual([]);
});

it('refuses a setting that cannot be used with a sentence and loses nothing', async () => {
  const store = await openExplorer(SMALL, workers);
  await finished(store);
  const { measured, spec } = store.getState();
  store.getState().setSettings({ trials: 0 });
  expect(noticeTexts(store)[0]).toMatch(/^Cannot use 0 trials per rate/);
  expect(store.getState()).toMatchObject({ measured, spec });
  store.getState().setSettings({ trials: 1 });
  expect(noticeTexts(store)).toEqual([]);
});

it('forgets the notice of a bad link when a good one is opened', async () => {
  const store = await openExplorer('#/x?v=1&n=1&b=1e-2&t=9.99', workers);
  expect(noticeTexts(store)[0]).toContain('Q9.99 is 108 bits wide');
  store.openLink('#/x?v=1&n=1&b=1e-2');
  expect(noticeTexts(store)).toEqual([]);
});

it('keeps settings that the link of a teacher locks, and says who locked them', async () => {
  const store = await openExplorer(`${SMALL}&lesson=sign-bit&lock=settings`, workers);
  const { spec } = store.getState();
  store.getState().setSettings({ seed: 9 });
  store.getState().chooseModel('lenet-cnn');
  expect(store.getState().spec).toEqual(spec);
  expect(noticeTexts(store)).toEqual([
    'This link was made by a teacher, who locked the settings: nothing was changed.',
  ]);
  store.openLink(SMALL);
  store.getState().setSettings({ seed: 9 });
  expect(store.getState().spec.seed).toBe(9);
});

it('says nothing of the progress of an experiment that has become another', async () => {
  const store = await openExplorer(SMALL, workers);
  await finished(store);
  expect(store.getState().progress).toMatchObject({ done: 6, total: 6 });
  store.getState().setSettings({ seed: 8 });
  expect(store.getState().progress).toBeNull();
  await finished(store);
  expect(selectOwn(store.getState()).results).toHaveLength(6);
});
