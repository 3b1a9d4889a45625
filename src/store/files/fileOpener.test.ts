import { expect, it, vi } from 'vitest';
import { AssetError } from '../../core/errors';
import { WRONG_OF_WEIGHTS } from '../../worker/engine.fake';
import { fakeExplorer, finished, noticeTexts, openExplorer, SMALL, setUpWorkers } from '../explorer.fake';
import { selectOwn } from '../selectors/measured';

const workers = setUpWorkers();

/** Returns the first bytes of an IDX pair: images and labels. */
const mnistFiles = () => [
  new File([new Uint8Array([0, 0, 8, 3, 0, 0, 0, 1])], 'pictures'),
  new File([new Uint8Array([0, 0, 8, 1, 0, 0, 0, 1])], 'labels'),
];
const jpegs = () => [
  new File([new Uint8Array([0xff, 0xd8, 0xff])], 'a.jpg'),
  new File(['a.jpg 3'], 'labels.txt'),
];
const h5 = () => new File([new Uint8Array([0x89, 0x48, 0x44, 0x46])], 'w.h5');

const MNIST_IN_USE =
  'In use: MNIST with weights trained on MNIST, as those samples ask for, in place of weights trained on generated digits';

it('keeps results of a sweep that runs while files are read apart from those of the files', async () => {
  const store = await openExplorer('#/x?v=1&n=20&b=1e-4,1e-2', workers);
  store.getState().openFiles(mnistFiles());
  store.getState().commitCursor();
  await vi.waitFor(() => expect(store.getState().spec.data).toBe('mnist'));
  await finished(store);
  for (const { wrong } of selectOwn(store.getState()).results)
    expect(wrong).toBeGreaterThanOrEqual(WRONG_OF_WEIGHTS.mnist!);
  store.getState().setSettings({ data: 'generated', weights: 'generated' });
  await finished(store);
  for (const { wrong } of selectOwn(store.getState()).results)
    expect(wrong).toBeLessThan(WRONG_OF_WEIGHTS.mnist!);
});

it('opens files that came before the engine, and keeps the weights that a link chose', async () => {
  const store = fakeExplorer('#/x?v=1&d=mnist&w=generated&n=1&b=1e-2', workers);
  store.getState().openFiles(mnistFiles());
  await store.start();
  await finished(store);
  expect(store.getState().spec).toMatchObject({ data: 'mnist', weights: 'generated' });
  expect(store.getState().missingData).toBeNull();
});

it('leaves out what operating systems add to a folder', async () => {
  const store = await openExplorer(SMALL, workers);
  const added = ['._pictures', '.DS_Store', 'Thumbs.db'].map(
    (name) => new File([new Uint8Array([0, 0, 8, 3])], name),
  );
  store.getState().openFiles([...added, ...mnistFiles()]);
  await vi.waitFor(() => expect(store.getState().spec.data).toBe('mnist'));
});

it('opens all that came before the engine, not the last of it alone', async () => {
  const store = fakeExplorer('#/x?v=1&n=1&b=1e-2', workers);
  for (const files of [mnistFiles(), [h5()]]) {
    store.getState().openFiles(files);
    // The kind of the files is read before they wait.
    await vi.waitFor(() => expect(noticeTexts(store)).toEqual(['The files open as soon as the engine runs']));
    store.getState().dismiss('files');
  }
  await store.start();
  await vi.waitFor(() =>
    expect(store.getState().spec).toMatchObject({ data: 'mnist', weights: 'file-fedcba9876543210' }),
  );
  await finished(store);
});

it('runs its own experiment when files that came before the engine are refused', async () => {
  const store = fakeExplorer(SMALL, workers);
  store.getState().openFiles([new File(['hello'], 'notes.txt')]);
  await store.start();
  await finished(store);
  expect(noticeTexts(store)[0]).toMatch(/^notes\.txt: Found 1 text file/);
  expect(selectOwn(store.getState()).results).toHaveLength(6);
});

it('says why a folder that was dropped cannot be read', async () => {
  const store = await openExplorer(SMALL, workers);
  store.getState().openFiles(Promise.reject(new AssetError('set/b.wav', 'The file cannot be read')));
  await vi.waitFor(() => expect(noticeTexts(store)).toEqual(['set/b.wav: The file cannot be read']));
  store.getState().openFiles(Promise.resolve(mnistFiles()));
  await vi.waitFor(() => expect(store.getState().spec.data).toBe('mnist'));
  expect(noticeTexts(store)).toEqual([MNIST_IN_USE]);
});

it('says which samples and weights are used after a drop, and which files are not', async () => {
  const store = await openExplorer(SMALL, workers);
  store.getState().openFiles(mnistFiles());
  await vi.waitFor(() => expect(noticeTexts(store)).toEqual([MNIST_IN_USE]));
  store.getState().openFiles([h5(), new File(['hello'], 'notes.txt')]);
  await vi.waitFor(() =>
    expect(noticeTexts(store)).toEqual([
      'In use: MNIST with weight file fedcba98…, in place of weights trained on MNIST. Not used: notes.txt',
    ]),
  );
  store.getState().openFiles(mnistFiles());
  await vi.waitFor(() => expect(noticeTexts(store)).toEqual(['In use: MNIST with weight file fedcba98…']));
  expect(store.getState().spec).toMatchObject({ data: 'mnist', weights: 'file-fedcba9876543210' });
  store.getState().setSettings({ data: 'generated', weights: 'generated' });
  expect(noticeTexts(store)).toEqual([
    'In use: generated digits with weights trained on generated digits, as those samples ask for, in place of weight file fedcba98…',
  ]);
  store.getState().setSettings({ trials: 2 });
  expect(noticeTexts(store)).toHaveLength(1);
});

it('asks for photos and weights that only their reader has, and runs when both are here', async () => {
  const store = await openExplorer('#/x?v=1&m=vgg16&n=1&b=1e-2&i=10', workers);
  expect(store.getState()).toMatchObject({ missingData: 'ImageNet', missingWeights: 'ImageNet' });
  store.getState().openFiles(jpegs());
  await vi.waitFor(() => expect(store.getState().spec.data).toBe('file-0123456789abcdef'));
  await vi.waitFor(() => expect(store.getState().missingData).toBeNull());
  expect(store.getState().missingWeights).toBe('ImageNet');
  store.getState().openFiles([h5()]);
  await finished(store);
  expect(store.getState().spec.weights).toBe('file-fedcba9876543210');
  expect(store.getState()).toMatchObject({ missingData: null, missingWeights: null });
  expect(noticeTexts(store)).toEqual(['In use: photos 01234567… with weight file fedcba98…']);
});

it('names a weight file that a link wants, and says when another one comes', async () => {
  const store = await openExplorer('#/x?v=1&w=file-3f9a01c23f9a01c2&n=1&b=1e-2', workers);
  expect(store.getState()).toMatchObject({
    missingData: null,
    missingWeights: 'weight file 3f9a01c2…',
  });
  store.getState().openFiles([h5()]);
  await finished(store);
  expect(noticeTexts(store)[0]).toBe(
    'The link asks for weight file 3f9a01c2…, this is weight file fedcba98…: it opens as an experiment of its own. ' +
      'In use: generated digits with weight file fedcba98…',
  );
});

it('turns to the first model of their kind when files of another kind are dropped', async () => {
  const store = await openExplorer(SMALL, workers);
  await finished(store);
  store.getState().openFiles(jpegs());
  await vi.waitFor(() => expect(store.getState().spec.model).toBe('resnet50'));
  expect(noticeTexts(store)[0]).toMatch(/^LeNetFC does not look at photos: these files opened with ResNet50/);
  store.getState().chooseModel('lenet-fc');
  await finished(store);
  expect(store.getState().spec.data).toBe('generated');
});

it('counts all images of a set that has fewer than the link asks for', async () => {
  const store = await openExplorer('#/x?v=1&d=mnist&n=1&b=1e-2&i=2000', workers);
  store.getState().openFiles(mnistFiles());
  await finished(store);
  expect(store.getState().spec).toMatchObject({ data: 'mnist', numSamples: 1000 });
  expect(noticeTexts(store)).toEqual([
    '1000 images were imported: all of them are counted. In use: MNIST with weights trained on MNIST, as those samples ask for',
  ]);
});

it('says which files it reads when that takes a while', async () => {
  const store = await openExplorer(SMALL, workers);
  await finished(store);
  workers[0]!.hold = true;
  store.getState().openFiles(mnistFiles());
  await vi.waitFor(() => expect(noticeTexts(store)).toEqual(['Reading pictures and 1 more file']));
  workers[0]!.release();
  await vi.waitFor(() => expect(noticeTexts(store)).not.toContain('Reading pictures and 1 more file'));
});

it('opens the table of a chip and what came with it', async () => {
  const store = await openExplorer(SMALL, workers);
  store.getState().openFiles([h5(), new File(['Vdd,BER,error (%)\n0.8,1e-3,12\n'], 'chip.csv')]);
  await vi.waitFor(() => expect(store.getState().spec.weights).toBe('file-fedcba9876543210'));
  expect(store.getState().chip).toMatchObject({ name: 'chip.csv', rows: [{ vdd: 0.8 }] });
  expect(store.getState().view.tab).toBe('chip');
  expect(noticeTexts(store)[0]).not.toContain('Not used');
});

it('opens what came with a chip table that is refused', async () => {
  const store = await openExplorer(SMALL, workers);
  store.getState().openFiles([new File(['Vdd,BER,error (%)\n0.8,2,12\n'], 'chip.csv'), h5()]);
  await vi.waitFor(() => expect(store.getState().spec.weights).toBe('file-fedcba9876543210'));
  expect(noticeTexts(store).join()).toContain('chip.csv: Row 2, column "BER" is "2"');
});

it('replaces the refusal of a chip table when files open later', async () => {
  const store = await openExplorer(SMALL, workers);
  const refuseTable = async () => {
    store.getState().openFiles([new File(['Vdd,BER,error (%)\n0.8,2,12\n'], 'bad.csv')]);
    await vi.waitFor(() => expect(noticeTexts(store).join()).toContain('bad.csv: Row 2'));
  };
  await refuseTable();
  store.getState().openFiles([h5()]);
  await vi.waitFor(() => expect(store.getState().spec.weights).toBe('file-fedcba9876543210'));
  expect(noticeTexts(store).join()).not.toContain('bad.csv');
  await refuseTable();
  store.getState().openFiles([new File(['Vdd,BER,error (%)\n0.8,1e-3,12\n'], 'chip.csv')]);
  await vi.waitFor(() => expect(store.getState().chip?.name).toBe('chip.csv'));
  expect(noticeTexts(store).join()).not.toContain('bad.csv');
});

it('names files that are no pair and stays as it is', async () => {
  const store = await openExplorer(SMALL, workers);
  await finished(store);
  const { measured, spec } = store.getState();
  store.getState().openFiles([new File(['hello'], 'notes.txt')]);
  await vi.waitFor(() => expect(noticeTexts(store)).toHaveLength(1));
  expect(noticeTexts(store)[0]).toMatch(
    /^notes\.txt: Found 1 text file: expected IDX images and labels, CIFAR-10/,
  );
  expect(store.getState()).toMatchObject({ measured, spec });
});
