import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { histogramOf } from '../core/weightHistogram';
import { experimentKey } from '../experiment/spec/experimentKey';
import { STORED_RUNS } from '../experiment/storedRuns';
import { type FakeEngineWorker, WRONG_OF_WEIGHTS } from '../worker/engine.fake';
import type { ExplorerStore } from './explorer';
import { fakeExplorer, finished } from './explorer.fake';
import { memoryParts, type PartsVault } from './partsVault';
import { memoryVault, type ResultsVault } from './resultsVault';

const SMALL = '#/x?v=1&n=2&b=1e-4,1e-2';

let workers: FakeEngineWorker[];
let vault: ResultsVault;
let parts: PartsVault;

/** Files of the page are answered empty. */
const createStore = (hash = SMALL): ExplorerStore =>
  fakeExplorer(hash, workers, { storedRuns: STORED_RUNS, vault, parts });

async function openStore(hash = SMALL): Promise<ExplorerStore> {
  const store = createStore(hash);
  await store.start();
  return store;
}

/** IDX files by their first bytes: pictures and labels. */
const mnistFiles = () => [
  new File([new Uint8Array([0, 0, 8, 3, 0, 0, 0, 1])], 'pictures'),
  new File([new Uint8Array([0, 0, 8, 1, 0, 0, 0, 1])], 'labels'),
];
const noticeTexts = (store: ExplorerStore) => store.getState().notices.map(({ text }) => text);

beforeEach(() => {
  workers = [];
  vault = memoryVault();
  parts = memoryParts();
  vi.stubGlobal('fetch', async () => new Response(''));
});
afterEach(() => {
  vi.unstubAllGlobals();
});

describe('explorer store', () => {
  it('runs every trial of its link once', async () => {
    const store = await openStore();
    await finished(store);
    const { results, baseline, engine } = store.getState();
    expect(engine.kind).toBe('ready');
    expect(baseline?.quantized.wrong).toBe(2);
    // Two rates of two trials, and two more where the cursor stands by default.
    const named = results.map(({ ber, trial }) => `${ber} ${trial}`);
    expect(new Set(named).size).toBe(named.length);
    expect(named.toSorted()).toEqual(['0.0001 0', '0.0001 1', '0.001 0', '0.001 1', '0.01 0', '0.01 1']);
  });

  it('shows the stored run until then, and only for its own experiment', () => {
    expect(createStore('').getState().stored).not.toBeNull();
    expect(createStore('#/x?v=1&t=3.13').getState().stored).toBeNull();
  });

  it('keeps results when grid or trials change, and runs the baseline once', async () => {
    const store = await openStore();
    await finished(store);
    store.getState().edit({ trials: 3 });
    await vi.waitFor(() => expect(store.getState().results).toHaveLength(9));
    expect(workers[0]!.requests.filter(({ name }) => name === 'baseline')).toHaveLength(1);
  });

  it('never joins results of other weights, however fast they change', async () => {
    const store = await openStore('#/x?v=1&n=20&b=1e-4,1e-2');
    workers[0]!.hold = true;
    store.getState().edit({ weights: 'mnist' });
    await vi.waitFor(() =>
      expect(workers[0]!.requests.filter(({ name }) => name === 'load')).toHaveLength(2),
    );
    store.getState().edit({ weights: 'generated' });
    workers[0]!.release();
    await finished(store);
    const own = WRONG_OF_WEIGHTS.generated!;
    for (const { wrong } of store.getState().results) expect(Math.floor(wrong / 100) * 100).toBe(own);
    expect(store.getState().results.length).toBeGreaterThanOrEqual(40);
  });

  it('keeps results of a sweep that runs while files are read apart from those of the files', async () => {
    const store = await openStore('#/x?v=1&n=20&b=1e-4,1e-2');
    store.getState().openFiles(mnistFiles());
    store.getState().commitCursor();
    await vi.waitFor(() => expect(store.getState().spec.data).toBe('mnist'));
    await finished(store);
    for (const { wrong } of store.getState().results)
      expect(wrong).toBeGreaterThanOrEqual(WRONG_OF_WEIGHTS.mnist!);
    store.getState().edit({ data: 'generated', weights: 'generated' });
    await finished(store);
    for (const { wrong } of store.getState().results) expect(wrong).toBeLessThan(WRONG_OF_WEIGHTS.mnist!);
  });

  it('opens files that came before the engine, and keeps the weights that a link chose', async () => {
    const store = createStore('#/x?v=1&d=mnist&w=generated&n=1&b=1e-2');
    store.getState().openFiles(mnistFiles());
    await store.start();
    await finished(store);
    expect(store.getState().spec).toMatchObject({ data: 'mnist', weights: 'generated' });
    expect(store.getState().missingData).toBeNull();
  });

  it('runs its own experiment when files that came before the engine are refused', async () => {
    const store = createStore();
    store.getState().openFiles([new File(['hello'], 'notes.txt')]);
    await store.start();
    await finished(store);
    expect(noticeTexts(store)[0]).toMatch(/^notes\.txt: Found 1 text file/);
    expect(store.getState().results).toHaveLength(6);
  });

  it('asks for data that a link names and the page does not have', async () => {
    const store = await openStore('#/x?v=1&d=mnist');
    expect(store.getState().missingData).toBe('MNIST');
    expect(store.getState().results).toEqual([]);
  });

  const jpegs = () => [
    new File([new Uint8Array([0xff, 0xd8, 0xff])], 'a.jpg'),
    new File(['a.jpg 3'], 'labels.txt'),
  ];
  const h5 = () => new File([new Uint8Array([0x89, 0x48, 0x44, 0x46])], 'w.h5');

  it('asks for photos and weights that only their reader has, and runs when both are here', async () => {
    const store = await openStore('#/x?v=1&m=vgg16&n=1&b=1e-2&i=10');
    expect(store.getState()).toMatchObject({ missingData: 'ImageNet', missingWeights: 'ImageNet' });
    store.getState().openFiles(jpegs());
    await vi.waitFor(() => expect(store.getState().spec.data).toBe('file-0123456789abcdef'));
    await vi.waitFor(() => expect(store.getState().missingData).toBeNull());
    expect(store.getState().missingWeights).toBe('ImageNet');
    store.getState().openFiles([h5()]);
    await finished(store);
    expect(store.getState().spec.weights).toBe('file-fedcba9876543210');
    expect(store.getState()).toMatchObject({ missingData: null, missingWeights: null });
    expect(noticeTexts(store)).toEqual([]);
  });

  it("fetches Keras's file on a click, drops it when it is another, and fetches it anew", async () => {
    const store = await openStore('#/x?v=1&m=resnet50&n=1&b=1e-2&i=10');
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

  it('names a weight file that a link wants, and says when another one comes', async () => {
    const store = await openStore('#/x?v=1&w=file-3f9a01c23f9a01c2&n=1&b=1e-2');
    expect(store.getState()).toMatchObject({
      missingData: null,
      missingWeights: 'weight file 3f9a01c2…',
    });
    store.getState().openFiles([h5()]);
    await finished(store);
    expect(noticeTexts(store)[0]).toBe(
      'The link asks for weight file 3f9a01c2…, this is weight file fedcba98…: it opens as an experiment of its own',
    );
  });

  it('turns to the first model of their kind when files of another kind are dropped', async () => {
    const store = await openStore();
    await finished(store);
    store.getState().openFiles(jpegs());
    await vi.waitFor(() => expect(store.getState().spec.model).toBe('resnet50'));
    expect(noticeTexts(store)[0]).toMatch(
      /^LeNetFC does not look at photos: these files opened with ResNet50/,
    );
    store.getState().chooseModel('lenet-fc');
    await finished(store);
    expect(store.getState().spec.data).toBe('generated');
  });

  it('shows and says nothing of a model, its weights or its data once another one is chosen', async () => {
    const store = await openStore();
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

  it('opens a link to more samples than the data of the model before has', async () => {
    const store = await openStore('#/x?v=1&m=vgg16-mini&i=20&n=1&b=1e-2');
    await finished(store);
    store.openLink('#/x?v=1&i=10000&n=1&b=1e-2');
    expect(store.getState().spec).toMatchObject({ model: 'lenet-fc', images: 10_000 });
    expect(noticeTexts(store)).toEqual([]);
  });

  it('says which files it reads when that takes a while', async () => {
    const store = await openStore();
    await finished(store);
    workers[0]!.hold = true;
    store.getState().openFiles(mnistFiles());
    await vi.waitFor(() => expect(noticeTexts(store)).toEqual(['Reading pictures and 1 more file']));
    workers[0]!.release();
    await vi.waitFor(() => expect(noticeTexts(store)).not.toContain('Reading pictures and 1 more file'));
  });

  it('names files that are no pair and stays as it is', async () => {
    const store = await openStore();
    await finished(store);
    const { results, spec } = store.getState();
    store.getState().openFiles([new File(['hello'], 'notes.txt')]);
    await vi.waitFor(() => expect(noticeTexts(store)).toHaveLength(1));
    expect(noticeTexts(store)[0]).toMatch(
      /^notes\.txt: Found 1 text file: expected IDX images and labels, CIFAR-10/,
    );
    expect(store.getState()).toMatchObject({ results, spec });
  });

  it('refuses a setting that cannot be used with a sentence and loses nothing', async () => {
    const store = await openStore();
    await finished(store);
    const { results, spec } = store.getState();
    store.getState().edit({ trials: 0 });
    expect(noticeTexts(store)[0]).toMatch(/^Cannot use 0 fault patterns per rate/);
    expect(store.getState()).toMatchObject({ results, spec });
    store.getState().edit({ trials: 1 });
    expect(noticeTexts(store)).toEqual([]);
  });

  it('stops without losing or doubling a trial, and runs on', async () => {
    const store = await openStore('#/x?v=1&n=400&b=1e-4,1e-2');
    await vi.waitFor(() => expect(store.getState().results.length).toBeGreaterThan(0));
    store.getState().stop();
    const kept = store.getState().results.length;
    expect(store.getState().progress).toMatchObject({ running: false });
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(store.getState().results).toHaveLength(kept);
    store.getState().run();
    await finished(store);
    const named = store.getState().results.map(({ ber, trial }) => `${ber} ${trial}`);
    expect(new Set(named).size).toBe(named.length);
    // 400 at both rates and 8 at the cursor.
    expect(named).toHaveLength(808);
  });

  it('recalls what was measured before, but not what other weights or another engine measured', async () => {
    const store = await openStore();
    await finished(store);
    const again = await openStore();
    await finished(again);
    expect(again.getState().results).toHaveLength(6);
    expect(workers[1]!.requests.some(({ name }) => name === 'evaluate')).toBe(false);

    const key = experimentKey(store.getState().spec);
    await vault.add(key, { ...(await vault.read(key))!, fingerprint: 'another' });
    const anew = await openStore();
    await finished(anew);
    expect(workers[2]!.requests.some(({ name }) => name === 'evaluate')).toBe(true);
  });

  it('pauses while nobody sees the page', async () => {
    const store = await openStore('#/x?v=1&n=400&b=1e-4,1e-2');
    store.setVisible(false);
    const kept = store.getState().results.length;
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(store.getState().results).toHaveLength(kept);
    store.setVisible(true);
    await finished(store);
  });

  it('resumes once after a lost device, then says that it stopped and starts anew on Run', async () => {
    const store = await openStore('#/x?v=1&n=2000&b=1e-4,1e-2');
    workers[0]!.lose();
    await vi.waitFor(() => expect(workers).toHaveLength(2));
    expect(noticeTexts(store)[0]).toContain('All results are kept');
    await vi.waitFor(() => expect(workers[1]!.requests.some(({ name }) => name === 'evaluate')).toBe(true));
    workers[1]!.lose();
    await vi.waitFor(() => expect(store.getState().engine.kind).toBe('failed'));
    const kept = store.getState().results.length;
    store.getState().run();
    await vi.waitFor(() => expect(store.getState().engine.kind).toBe('ready'));
    await finished(store);
    expect(store.getState().results.length).toBeGreaterThanOrEqual(Math.max(kept, 4000));
  });

  it('warns while the test pictures are those that the weights were trained on', async () => {
    const store = await openStore();
    workers[0]!.holdsTrainingSet = true;
    store.getState().edit({ weights: 'mnist' });
    await vi.waitFor(() =>
      expect(noticeTexts(store)[0]).toMatch(/^These are the images that the weights were trained on/),
    );
    workers[0]!.holdsTrainingSet = false;
    store.getState().edit({ weights: 'generated' });
    await vi.waitFor(() => expect(noticeTexts(store)).toEqual([]));
  });

  it('forgets the notice of a bad link when a good one is opened', async () => {
    const store = await openStore('#/x?v=1&n=1&b=1e-2&t=9.99');
    expect(noticeTexts(store)[0]).toContain('Q9.99 is 108 bits wide');
    store.openLink('#/x?v=1&n=1&b=1e-2');
    expect(noticeTexts(store)).toEqual([]);
  });

  it('finds ticks one layer after the other, keeps them after a stop, and goes on with the sweep', async () => {
    const store = await openStore('#/x?v=1&n=30&b=1e-4,1e-2&i=100&l=fc-3');
    await finished(store);
    const numFound = () => Object.values(store.getState().tickSearches.found).map((ticks) => ticks.length);
    workers[0]!.hold = true;
    store.getState().look({ lens: 'layers' });
    await vi.waitFor(() => expect(store.getState().progress?.running).toBe(true));
    store.getState().searchTicks();
    expect(store.getState().progress).toMatchObject({ running: false });
    const { done, total } = store.getState().progress!;
    expect(done).toBeLessThan(total);
    const aTick = new Promise((resolve) =>
      store.subscribe(({ tickSearches }) => {
        if (Object.keys(tickSearches.found).length > 0) resolve(tickSearches);
      }),
    );
    workers[0]!.release();
    await aTick;
    expect(store.getState().tickSearches.running).not.toBeNull();
    expect(store.getState().progress).toMatchObject({ running: false, done });
    store.getState().stopSearch();
    const kept = numFound();
    expect(kept.reduce((sum, length) => sum + length)).toBeLessThan(12);
    await finished(store);
    expect(numFound()).toEqual(kept);
    expect(store.getState().tickSearches.running).toBeNull();

    // The next search takes up what the first one left, and the figure's other lenses do not forget it.
    store.getState().searchTicks();
    await vi.waitFor(() => expect(store.getState().tickSearches.running).toBeNull(), 10_000);
    await finished(store);
    expect(numFound()).toEqual([4, 4, 4]);
    store.getState().look({ lens: 'explore' });
    store.getState().edit({ protocol: 'independent' });
    expect(numFound()).toEqual([4, 4, 4]);
    store.getState().edit({ images: 50 });
    expect(numFound()).toEqual([]);
  }, 20_000);
});
