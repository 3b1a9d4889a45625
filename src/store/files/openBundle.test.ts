import { expect, it, vi } from 'vitest';
import { rememberModel } from '../../core/network/catalog';
import { makeBundle } from '../../experiment/documents/bundle';
import { type BundledFile, bundleFile } from '../../experiment/documents/bundledFiles';
import { parseLink } from '../../experiment/link/link';
import { DEFAULT_SPEC } from '../../experiment/settings/experimentSpec';
import { BASELINE, countOf } from '../../experiment/sweep/measurement.fake';
import { FAKE_SAMPLES } from '../../worker/engine.fake';
import { fakeExplorer, finished, noticeTexts, openExplorer, SMALL, setUpWorkers } from '../explorer.fake';
import { selectModel } from '../selectors/selectors';
import { selectStored, selectStoredName } from '../selectors/storedRunOf';
import { openBundle } from './openBundle';
import { openedNetwork } from './ownNetwork.fake';

const workers = setUpWorkers();
const BERS = [1e-5, 1e-3];
const MANY = Array.from({ length: 201 }, (_, place) => Number(`${place + 1}e-6`));
const LINK = 'https://example.org/#/x?v=1&b=1e-5,1e-3&n=10&seed=0000002a';
const MNIST = `${LINK}&d=mnist&w=mnist`;
/** First bytes of an IDX pair. */
const IDX = ['pictures', 'labels'].map((name, place) =>
  bundleFile({ name, bytes: Uint8Array.of(0, 0, 8, place === 0 ? 3 : 1, 0, 0, 0, 1) }),
);
/** Trials `first` to `last` at some rates. */
const trialsOf = (bers: readonly number[], first: number, last: number) =>
  bers.flatMap((ber, rate) =>
    Array.from({ length: last - first + 1 }, (_, place) => {
      const trial = first + place;
      return { ber, trial, ...countOf(20 + ((300 * rate + trial) % 900)) };
    }),
  );

/** Bundle of one run; `missing` drops its last trials. */
function bundle(
  missing = 0,
  results = trialsOf(BERS, 0, 9),
  link = LINK,
  files: readonly BundledFile[] = [],
): File {
  const spec = { ...DEFAULT_SPEC, bers: { kind: 'list' as const, bers: BERS }, trials: 10, seed: 42 };
  const measurement = { spec, baseline: BASELINE, results: results.slice(0, results.length - missing) };
  const text = makeBundle([{ label: 'run', source: 'live', measurement }], {
    ...{ link, files, date: new Date(0) },
    ...{ device: { adapter: 'WASM SIMD' }, imagesPerClass: [] },
  });
  return new File([text], 'runs.json');
}
const withFiles = (link: string, files: readonly BundledFile[]) =>
  bundle(0, trialsOf(BERS, 0, 9), link, files);

it('shows the runs of a bundle at once, as imported, and opens its experiment', async () => {
  const store = await openExplorer(SMALL, workers);
  store.getState().stop();
  store.getState().openFiles([bundle()]);
  await vi.waitFor(() =>
    expect(noticeTexts(store).join()).toContain('Opened from runs.json: 1 run with 20 trials'),
  );
  expect(store.getState().spec).toMatchObject({ seed: 42, trials: 10 });
  const stored = selectStored(store.getState());
  expect(stored).toMatchObject({ importedFrom: 'runs.json', spec: { trials: 10 } });
  expect(stored?.environment).toContain('WASM SIMD');
  expect(stored?.tolerance?.ticks).toHaveLength(4);
  expect(selectStoredName(store.getState())).toBe('imported run');
  // The same run again replaces the first.
  store.getState().openFiles([bundle(3)]);
  await vi.waitFor(() => expect(noticeTexts(store).join()).toContain('with 17 trials'));
  expect(store.getState().storedRuns).toHaveLength(1);
  expect(selectStored(store.getState())?.spec.trials).toBe(7);
});

it('shows what a run had measured when it was stopped', async () => {
  const store = fakeExplorer(SMALL, workers);
  store.getState().openFiles([bundle(12)]);
  await vi.waitFor(() => expect(store.getState().storedRuns).toHaveLength(1));
  expect(store.getState().storedRuns[0]).toMatchObject({
    spec: { bers: { kind: 'list', bers: [1e-5] }, trials: 8 },
  });
});

it.each([
  ['more trials than planned', trialsOf(BERS, 0, 19), BERS, 20],
  ['trials that do not start at 0', trialsOf(BERS, 5, 9), BERS, 5],
  ['the largest trial number', trialsOf(BERS, 2 ** 32 - 2, 2 ** 32 - 1), BERS, 2],
  ['other rates, and fault-free trials', trialsOf([0, 2e-5, 2e-3], 0, 2), [2e-5, 2e-3], 3],
  ['trials at the cursor too', trialsOf([...BERS, 2e-4], 0, 3), BERS, 4],
])('a run with %s plans what it holds', async (_, results, bers, trials) => {
  const opened = await openBundle(bundle(0, results));
  const [run] = opened!.runs;
  expect(run!.spec).toMatchObject({ trials, bers: { kind: 'list', bers } });
  expect(run!.results).toHaveLength(bers.length * trials);
});

it.each([
  [
    'more rates than a grid has',
    bundle(0, trialsOf(MANY, 0, 0)),
    'The trials cannot be used. Cannot use 201 rates',
  ],
  ['no link', bundle(0, trialsOf(BERS, 0, 1), ''), 'Its link "" leads to no experiment'],
  ['another link', bundle(0, trialsOf(BERS, 0, 1), 'javascript:alert(1)'), 'Its link "javascript:alert'],
])('a bundle with %s is refused, and the experiment stays', async (_, file, reason) => {
  const store = await openExplorer(SMALL, workers);
  const { spec } = store.getState();
  store.getState().openFiles([file]);
  await vi.waitFor(() => expect(noticeTexts(store).join()).toContain(`runs.json: ${reason}`));
  expect(store.getState()).toMatchObject({ spec, storedRuns: [] });
});

/** Returns a bundle of a run of a reader's network that this process does not know, with its id. */
function ownBundle(files: readonly BundledFile[] = []) {
  const [known, id] = [1, 2].map((place) => `file-0000000000000b${place}${++numNetworks}`) as [
    string,
    string,
  ];
  rememberModel(openedNetwork(known).description);
  const link = `https://example.org/#/x?v=1&m=${known}&d=${FAKE_SAMPLES}&pre=divide%3D2&l=fc-2&b=1e-5,1e-3&n=10&i=1000`;
  const { spec } = parseLink(link);
  const measurement = { spec, baseline: BASELINE, results: trialsOf(BERS, 0, 9) };
  const text = makeBundle([{ label: 'run', source: 'live', measurement }], {
    ...{ link, files, date: new Date(0), device: {}, imagesPerClass: [] },
  });
  return { id, file: new File([text.replaceAll(known, id)], 'own.json') };
}
let numNetworks = 0;
const own = [
  { name: 'lenet.onnx', bytes: Uint8Array.of(8, 8, 0x12, 4) },
  { name: 'x.npy', bytes: Uint8Array.of(1) },
  { name: 'y.npy', bytes: Uint8Array.of(2) },
];

it('shows a run of a network that is not open, names its file, and goes on once that is dropped', async () => {
  const store = await openExplorer(SMALL, workers);
  const { id, file } = ownBundle();
  store.getState().openFiles([file]);
  await vi.waitFor(() => expect(store.getState().missingWeights).toBe(`lenet.onnx, 1.1 MB, ${id}`));
  const state = store.getState();
  expect(state).toMatchObject({ spec: { model: id, layers: ['fc-2'], trials: 10 }, awaited: null });
  expect(selectStored(state)).toMatchObject({ importedFrom: 'own.json', spec: { model: id } });
  expect(selectModel(state).title).toBe('lenet');

  // Another file opens for itself, and the experiment stays.
  const other = 'file-00000000000000bb';
  workers.at(-1)!.network = openedNetwork(other);
  store.getState().openFiles([new File([own[0]!.bytes], 'lenet.onnx')]);
  await vi.waitFor(() =>
    expect(noticeTexts(store).join()).toContain(
      `The experiment asks for the network ${id}, lenet.onnx holds ${other}`,
    ),
  );
  expect(store.getState()).toMatchObject({ spec: { model: id }, sheet: other });
  store.getState().showSheet(null);

  workers.at(-1)!.network = openedNetwork(id);
  store.getState().openFiles([new File([own[0]!.bytes], 'lenet.onnx')]);
  await vi.waitFor(() => expect(store.getState().missingWeights).toBeNull());
  expect(store.getState()).toMatchObject({
    sheet: null,
    missingData: 'samples 5a5a5a5a…',
    spec: { model: id },
  });
  store.getState().openFiles(own.slice(1).map(({ name, bytes }) => new File([bytes], name)));
  await finished(store);
  expect(store.getState().spec).toMatchObject({ model: id, preprocessing: 'divide=2', layers: ['fc-2'] });
});

it('opens the network and the samples in a bundle, and runs the experiment of its link', async () => {
  const store = await openExplorer(SMALL, workers);
  const { id, file } = ownBundle(own.map(bundleFile));
  workers.at(-1)!.network = openedNetwork(id);
  store.getState().openFiles([file]);
  await vi.waitFor(() => expect(store.getState().ownFiles()).toHaveLength(3));
  await finished(store);
  expect(store.getState()).toMatchObject({
    ...{ missingData: null, missingWeights: null, sheet: null },
    spec: { model: id, data: FAKE_SAMPLES, preprocessing: 'divide=2', layers: ['fc-2'], trials: 10 },
  });
});

it('refuses a bundle whose network is described in another way, and changes nothing', async () => {
  const store = await openExplorer(SMALL, workers);
  const { spec } = store.getState();
  const { file } = ownBundle();
  const cut = (await file.text()).replace('"numClasses": 10', '"numClasses": "ten"');
  store.getState().openFiles([new File([cut], 'own.json')]);
  await vi.waitFor(() =>
    expect(noticeTexts(store).join()).toContain(
      'own.json, network 1: Field "numClasses" is "ten": expected a whole number from 0',
    ),
  );
  expect(store.getState()).toMatchObject({ spec, storedRuns: [] });
});

it('opens the files in a bundle on a machine that lacks them, and names them as in use', async () => {
  const store = await openExplorer(SMALL, workers);
  expect(store.getState().ownFiles()).toEqual([]);
  store.getState().openFiles([withFiles(MNIST, IDX)]);
  await vi.waitFor(() => expect(store.getState().ownFiles()).toHaveLength(2));
  await finished(store);
  expect(store.getState()).toMatchObject({ missingData: null, spec: { data: 'mnist', weights: 'mnist' } });
  expect(
    store
      .getState()
      .ownFiles()
      .map(({ name }) => name),
  ).toEqual(['pictures', 'labels']);
  expect(noticeTexts(store).join()).toContain('MNIST');
});

it('says that the files in a bundle are not those of its link', async () => {
  const store = await openExplorer(SMALL, workers);
  const link = `${LINK}&d=idx-00112233445566aa`;
  store.getState().openFiles([withFiles(link, IDX)]);
  await vi.waitFor(() =>
    expect(noticeTexts(store).join()).toContain(
      'The link asks for IDX files 00112233…, these files are MNIST',
    ),
  );
});

it('refuses a bundle with a file that was cut, by its name, and changes nothing', async () => {
  const store = await openExplorer(SMALL, workers);
  const cut = IDX.map((file) => ({ ...file, base64: file.base64.slice(0, 4) }));
  store.getState().openFiles([withFiles(MNIST, cut)]);
  await vi.waitFor(() =>
    expect(noticeTexts(store).join()).toMatch(/runs\.json, file pictures: The SHA-256 of its 3 bytes/),
  );
  expect(store.getState()).toMatchObject({ storedRuns: [], spec: { data: 'generated' } });
});
