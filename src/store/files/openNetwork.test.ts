import { gzipSync, zipSync } from 'fflate';
import { expect, it, vi } from 'vitest';
import { AssetError } from '../../core/errors';
import { seriesOf } from '../../experiment/sweep/series';
import { FAKE_SAMPLES } from '../../worker/engine.fake';
import type { ExplorerStore } from '../explorer';
import { fakeExplorer, finished, noticeTexts, openExplorer, SMALL, setUpWorkers } from '../explorer.fake';
import { type AddressBar, syncLink } from '../linkSync';
import { selectOwn } from '../selectors/measured';
import { findNetwork } from './findNetwork';
import { openedNetwork } from './ownNetwork.fake';

const workers = setUpWorkers();
const file = (name: string, ...bytes: number[]) => new File([Uint8Array.from(bytes)], name);
const onnx = () => file('lenet.onnx', 8, 8, 0x12, 4);
const pictures = () => [file('x.npy', 1), file('y.npy', 2)];
const OTHER = 'file-00000000000000aa';

/** Each test has a network of its own, as the page remembers those that it opened. */
let numNetworks = 0;
const newId = () => `file-${(++numNetworks).toString(16).padStart(16, '0')}`;

/** Opens files when the engine answers with this network. */
function drop(store: ExplorerStore, id: string, files: readonly File[], dataFiles?: readonly string[]) {
  workers.at(-1)!.network = openedNetwork(id, dataFiles);
  store.getState().openFiles(files);
}

function openBar(hash: string): AddressBar {
  const location = { hash };
  const write = (_state: unknown, _title: string, url?: string | URL | null) => {
    location.hash = String(url);
  };
  return { location, history: { pushState: write, replaceState: write }, addEventListener() {} };
}
const loads = () => workers.flatMap(({ requests }) => requests.filter(({ name }) => name === 'load'));

it('shows the sheet of a network and asks for samples, while the experiment stays', async () => {
  const store = await openExplorer(SMALL, workers);
  const { spec } = store.getState();
  const id = newId();
  drop(store, id, [onnx()]);
  await vi.waitFor(() => expect(store.getState().sheet).toBe(id));
  expect(store.getState()).toMatchObject({ spec, networks: { [id]: { samples: null } } });
  // Its samples come later, and the sheet knows whose they are.
  store.getState().openFiles(pictures());
  await vi.waitFor(() => expect(store.getState().spec.model).toBe(id));
  await finished(store);
  expect(store.getState().spec).toMatchObject({
    ...{ data: FAKE_SAMPLES, weights: id, preprocessing: 'divide=255', trials: 2 },
    layers: ['fc-1', 'fc-2', 'fc-3'],
  });
  expect(noticeTexts(store)).toEqual(['In use: lenet on samples 5a5a5a5a…']);
  // Layers keep the names of the file.
  const series = seriesOf('layers', store.getState().spec, 'layers');
  expect(series.map(({ label }) => label)).toEqual(['fc-1', 'fc-2', 'fc-3']);
  expect(selectOwn(store.getState()).results.length).toBeGreaterThan(0);
  expect(
    store
      .getState()
      .ownFiles()
      .map(({ name }) => name),
  ).toEqual(['lenet.onnx', 'x.npy', 'y.npy']);
});

it('opens what came with a network as its tensors and its samples', async () => {
  const store = await openExplorer(SMALL, workers);
  const id = newId();
  drop(store, id, [onnx(), file('lenet.data', 7), ...pictures()], ['lenet.data']);
  await vi.waitFor(() => expect(store.getState().spec.model).toBe(id));
  expect(loads().at(-1)!.argument).toMatchObject({
    modelFiles: { format: 'network', weights: { name: 'lenet.onnx' }, others: [{ name: 'lenet.data' }] },
    dataFiles: { format: 'own', samples: [{ name: 'x.npy' }, { name: 'y.npy' }] },
  });
});

const safetensors = () => file('w.safetensors', 2, 0, 0, 0, 0, 0, 0, 0, 0x7b, 0x7d);
const npz = (name: string, ...arrays: readonly string[]) => {
  const members = Object.fromEntries(arrays.map((array) => [`${array}.npy`, Uint8Array.of(1)]));
  return new File([zipSync(members) as Uint8Array<ArrayBuffer>], name);
};

it.each([
  ['safetensors', safetensors],
  ['.npz with a name of the network', () => npz('w.npz', 'x', 'model/FC1/weight')],
  ['.npz without names', () => npz('w.npz', 'arr_0', 'arr_1', 'arr_2')],
])('lays weights (%s) onto the network that runs, with the same samples', async (_, weights) => {
  const store = await openExplorer(SMALL, workers);
  const [id, laid] = [newId(), newId()];
  drop(store, id, [onnx(), ...pictures()]);
  await vi.waitFor(() => expect(store.getState().spec.model).toBe(id));
  await finished(store);
  const { name } = weights();
  drop(store, laid, [weights()]);
  await vi.waitFor(() => expect(store.getState().spec.model).toBe(laid));
  expect(store.getState()).toMatchObject({
    sheet: laid,
    spec: { data: FAKE_SAMPLES, preprocessing: 'divide=255' },
    networks: { [laid]: { samples: { data: FAKE_SAMPLES } } },
  });
  await finished(store);
  expect(loads().at(-1)!.argument).toMatchObject({
    modelFiles: { weights: { name: 'lenet.onnx' }, laid: { name } },
    dataFiles: { samples: [{ name: 'x.npy' }, { name: 'y.npy' }] },
  });
});

it('lays weights that came with the network, and takes what is left for samples', async () => {
  const store = await openExplorer(SMALL, workers);
  const id = newId();
  drop(store, id, [onnx(), safetensors(), npz('xy.npz', 'x', 'y')]);
  await vi.waitFor(() => expect(store.getState().spec.model).toBe(id));
  expect(loads().at(-1)!.argument).toMatchObject({
    modelFiles: { laid: { name: 'w.safetensors' } },
    dataFiles: { samples: [{ name: 'xy.npz' }] },
  });
});

it('lists what stands against weights, while the network stays', async () => {
  const store = await openExplorer(SMALL, workers);
  const id = newId();
  drop(store, id, [onnx()]);
  await vi.waitFor(() => expect(store.getState().sheet).toBe(id));
  const refused = { fileName: 'w.safetensors', reasons: ['Tensors without weights: fc1'] };
  workers.at(-1)!.network = refused;
  store.getState().openFiles([safetensors()]);
  await vi.waitFor(() => expect(store.getState().sheet).toEqual(refused));
  expect(Object.keys(store.getState().networks)).toContain(id);
});

it('lists all reasons why a file cannot be run, and nothing of the experiment is lost', async () => {
  const store = await openExplorer(SMALL, workers);
  await finished(store);
  const { spec, data, measured } = store.getState();
  const refused = { fileName: 'bad.onnx', reasons: ['Loops: 2', 'Strings: 1'] };
  workers[0]!.network = refused;
  store.getState().openFiles([file('bad.onnx', 8, 8)]);
  await vi.waitFor(() => expect(store.getState().sheet).toEqual(refused));
  expect(store.getState()).toMatchObject({ spec, data, measured, networks: {} });
});

it('counts changed answers of samples without labels, whatever a setting or a link says', async () => {
  const store = await openExplorer(SMALL, workers);
  const id = newId();
  workers.at(-1)!.isLabelled = false;
  drop(store, id, [onnx(), ...pictures()]);
  await vi.waitFor(() => expect(store.getState().spec).toMatchObject({ model: id, measure: 'changed' }));
  await finished(store);
  expect(store.getState().data?.isLabelled).toBe(false);
  store.getState().setSettings({ measure: 'top5', seed: 9 });
  expect(store.getState().spec).toMatchObject({ measure: 'changed', seed: 9 });
  store.openLink(`#/x?v=1&m=${id}&d=${FAKE_SAMPLES}&pre=divide=255&n=2&b=1e-3`);
  expect(store.getState().spec).toMatchObject({ model: id, measure: 'changed', trials: 2 });
  store.getState().chooseModel('lenet-fc');
  expect(store.getState().spec.measure).toBe('top1');
});

it('an old link without a measure, to kept samples without labels, counts changed answers', async () => {
  const store = await openExplorer(SMALL, workers);
  const id = newId();
  workers.at(-1)!.isLabelled = false;
  drop(store, id, [onnx(), ...pictures()]);
  await vi.waitFor(() => expect(store.getState().spec.measure).toBe('changed'));
  await finished(store);
  // As after a visit that has not opened the samples yet.
  const { networks } = store.getState();
  store.setState({ networks: { ...networks, [id]: { ...networks[id]!, samples: null } } });
  store.openLink(`#/x?v=1&m=${id}&d=${FAKE_SAMPLES}&pre=divide=255&n=2&b=1e-3`);
  expect(store.getState().spec.measure).toBe('top1');
  await vi.waitFor(() => expect(store.getState().spec).toMatchObject({ measure: 'changed', trials: 2 }));
  await finished(store);
  expect(selectOwn(store.getState()).results.length).toBeGreaterThan(0);
});

it('takes a file of labels that is dropped after samples without', async () => {
  const store = await openExplorer(SMALL, workers);
  const id = newId();
  const requested = () => loads().at(-1)!.argument as { readonly dataFiles: { readonly samples: unknown } };
  workers.at(-1)!.isLabelled = false;
  drop(store, id, [onnx(), pictures()[0]!]);
  await vi.waitFor(() => expect(store.getState().spec.measure).toBe('changed'));
  workers.at(-1)!.isLabelled = true;
  store.getState().openFiles([new File(['1\n0\n'], 'answers.txt')]);
  await vi.waitFor(() => expect(store.getState().networks[id]!.samples!.isLabelled).toBe(true));
  expect(requested().dataFiles.samples).toMatchObject([
    { name: 'x.npy' },
    { name: 'answers.txt', isLabels: true },
  ]);
  await vi.waitFor(() => expect(store.getState().spec.measure).toBe('top1'));
  // Samples with labels are not given others: the file is samples by itself.
  store.getState().openFiles([new File(['1\n0\n'], 'more.txt')]);
  await vi.waitFor(() => expect(requested().dataFiles.samples).toMatchObject([{ name: 'more.txt' }]));
  expect(requested().dataFiles.samples).not.toMatchObject([{ isLabels: true }]);
});

it('keeps the steps of the reader when only labels are new', async () => {
  const store = await openExplorer(SMALL, workers);
  const id = newId();
  workers.at(-1)!.isLabelled = false;
  drop(store, id, [onnx(), pictures()[0]!]);
  await vi.waitFor(() => expect(store.getState().spec.model).toBe(id));
  await finished(store);
  store.getState().setSettings({ preprocessing: 'divide=127.5' });
  await vi.waitFor(() => expect(store.getState().networks[id]?.samples?.preprocessing).toBe('divide=127.5'));
  workers.at(-1)!.isLabelled = true;
  store.getState().openFiles([new File(['1\n0\n'], 'answers.txt')]);
  await vi.waitFor(() => expect(store.getState().networks[id]!.samples!.isLabelled).toBe(true));
  expect(store.getState().spec.preprocessing).toBe('divide=127.5');
  const labelled = loads().filter(({ argument }) => JSON.stringify(argument).includes('answers.txt'));
  expect(labelled[0]!.argument).toMatchObject({
    dataFiles: { preprocessing: 'divide=127.5', proposesClasses: true },
  });
});

it('opens a table with a row for each pair of inputs as samples, not as labels', async () => {
  const store = await openExplorer(SMALL, workers);
  const id = newId();
  const opened = openedNetwork(id);
  workers.at(-1)!.isLabelled = false;
  workers.at(-1)!.network = { ...opened, description: { ...opened.description, inputShape: [2] } };
  store.getState().openFiles([onnx(), pictures()[0]!]);
  await vi.waitFor(() => expect(store.getState().spec.model).toBe(id));
  store.getState().openFiles([new File(['1,0\n0,1\n'], 'points.csv')]);
  const given = () => loads().filter(({ argument }) => JSON.stringify(argument).includes('points.csv'));
  await vi.waitFor(() => expect(given().length).toBeGreaterThan(0));
  const wanted = { samples: [{ name: 'points.csv' }], preprocessing: null };
  expect(given()[0]!.argument).toMatchObject({ dataFiles: wanted });
  expect(JSON.stringify(given()[0]!.argument)).not.toContain('isLabels');
});

it('runs another preprocessing, and comes back to a network from the menu', async () => {
  const store = await openExplorer(SMALL, workers);
  const id = newId();
  drop(store, id, [onnx(), ...pictures()]);
  await vi.waitFor(() => expect(store.getState().spec.model).toBe(id));
  await finished(store);
  store.getState().setSettings({ preprocessing: 'divide=127.5' });
  await vi.waitFor(() =>
    expect(loads().at(-1)!.argument).toMatchObject({ dataFiles: { preprocessing: 'divide=127.5' } }),
  );
  await vi.waitFor(() => expect(store.getState().networks[id]?.samples?.preprocessing).toBe('divide=127.5'));
  store.getState().chooseModel('lenet-fc');
  expect(store.getState().spec).toMatchObject({ data: 'generated', preprocessing: '' });
  store.getState().chooseModel(id);
  expect(store.getState().spec).toMatchObject({
    ...{ model: id, data: FAKE_SAMPLES, preprocessing: 'divide=127.5' },
  });
});

it('waits with a link for the network that it names, and says if another comes', async () => {
  const id = newId();
  const link = `#/x?v=1&m=${id}&d=${OTHER}&pre=divide%3D2&l=fc-2&b=1e-4,0.01&n=2`;
  const store = fakeExplorer(link, workers);
  const bar = openBar(link);
  syncLink(store, bar);
  await store.start();
  expect(store.getState()).toMatchObject({ awaited: { id }, notices: [] });
  expect(bar.location.hash).toBe(link);
  const other = newId();
  drop(store, other, [onnx()]);
  await vi.waitFor(() =>
    expect(noticeTexts(store).join()).toContain(`network ${id}, lenet.onnx holds ${other}`),
  );
  store.getState().showSheet(null);
  drop(store, id, [onnx()]);
  await vi.waitFor(() => expect(store.getState().awaited).toBeNull());
  expect(store.getState()).toMatchObject({
    spec: { model: id, data: OTHER, preprocessing: 'divide=2', layers: ['fc-2'], trials: 2 },
    missingData: 'samples 00000000…',
  });
  // The address names the file too, a moment later.
  await vi.waitFor(() => expect(bar.location.hash).toBe(`${link}&net=lenet.onnx:1066892`));
  // Its samples keep the preprocessing of the link, and are not those of the link.
  store.getState().openFiles(pictures());
  await vi.waitFor(() => expect(store.getState().spec.data).toBe(FAKE_SAMPLES));
  expect(store.getState().spec).toMatchObject({ preprocessing: 'divide=2', layers: ['fc-2'] });
  expect(noticeTexts(store).join()).toContain('The link asks for samples 00000000…');
});

it('finds a network by name, else by content, and refuses a second one', async () => {
  const named = await findNetwork([file('a.bin', 8, 8, 0x3a), onnx()], false);
  expect([named.network?.name, named.others.map(({ name }) => name)]).toEqual(['lenet.onnx', ['a.bin']]);
  expect((await findNetwork([file('model', 8, 7, 0x12, 1)], false)).network?.name).toBe('model');
  // A record of CIFAR-10 may start with the same bytes.
  const batch = new Uint8Array(3073).fill(0x12);
  batch.set([8, 8]);
  expect((await findNetwork([new File([batch], 'batch')], false)).network).toBeNull();
  const tflite = [0x1c, 0, 0, 0, ...new TextEncoder().encode('TFL3')];
  expect((await findNetwork([file('a.bin', 1), file('model', ...tflite)], false)).network?.name).toBe(
    'model',
  );
  const zipped = gzipSync(Uint8Array.from(tflite)) as Uint8Array<ArrayBuffer>;
  expect((await findNetwork([new File([zipped], 'm.gz')], false)).network?.name).toBe('m.gz');
  expect((await findNetwork([file('damaged.gz', 0x1f, 0x8b, 8)], false)).network).toBeNull();
  expect((await findNetwork([file('net.tflite.gz', 1)], false)).network?.name).toBe('net.tflite.gz');
  await expect(findNetwork([onnx(), file('b.ONNX')], false)).rejects.toThrow(AssetError);
});

const h5 = (name = 'net.h5') => file(name, 0x89, 0x48, 0x44, 0x46);

it('opens a Keras model that is none of the catalogue as a network of its own', async () => {
  const store = await openExplorer(SMALL, workers);
  await finished(store);
  const id = newId();
  const [worker] = workers;
  worker!.refusesWeights = true;
  drop(store, id, [h5()]);
  await vi.waitFor(() => expect(store.getState().sheet).toBe(id));
  expect(noticeTexts(store)).toEqual([]);
  expect(store.getState().networks[id]).toMatchObject({ samples: null });
});

it('shows the reason of the catalogue for a Keras file that cannot be run either', async () => {
  const store = await openExplorer(SMALL, workers);
  await finished(store);
  workers[0]!.refusesWeights = true;
  store.getState().openFiles([h5()]);
  await vi.waitFor(() => expect(noticeTexts(store)).toEqual(['w.h5: Layer dense has 5 units: expected 300']));
  expect(store.getState().sheet).toBeNull();
});

it('takes a Keras model for a network while a network of the reader runs, not for samples', async () => {
  const store = await openExplorer(SMALL, workers);
  drop(store, newId(), [onnx(), ...pictures()]);
  await vi.waitFor(() => expect(store.getState().spec.data).toBe(FAKE_SAMPLES));
  await finished(store);
  const id = newId();
  drop(store, id, [h5()]);
  await vi.waitFor(() => expect(store.getState().sheet).toBe(id));
});

it('finds models of Keras and TensorFlow.js if they are looked for', async () => {
  const json = (content: object) => new File([JSON.stringify(content)], 'a.json');
  const found = async (one: File, takesKeras = true) => (await findNetwork([one], takesKeras)).network?.name;
  expect(await found(h5())).toBe('net.h5');
  expect(await found(h5(), false)).toBeUndefined();
  expect(await found(file('m.keras', 0x50, 0x4b, 3, 4))).toBe('m.keras');
  expect(await found(file('x.npz', 0x50, 0x4b, 3, 4))).toBeUndefined();
  expect(await found(json({ modelTopology: {}, weightsManifest: [] }))).toBe('a.json');
  expect(await found(json({ labels: [] }))).toBeUndefined();
});
