import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { beforeEach, expect, it, vi } from 'vitest';
import { FAKE_SAMPLES, FakeEngineWorker } from '../../worker/engine.fake';
import { EnginePool } from '../../worker/pool';
import { browserDatabase } from '../cache/browserDatabase';
import { memoryResults } from '../cache/resultCache';
import type { ExplorerStore } from '../explorer';
import { fakeExplorer, finished, noticeTexts, openExplorer, SMALL, setUpWorkers } from '../explorer.fake';
import { openedNetwork } from '../files/ownNetwork.fake';
import { browserShelf } from './shelf';
import { fakeTabs } from './tabs.fake';

const workers = setUpWorkers();
const file = (name: string, ...bytes: number[]) => new File([Uint8Array.from(bytes)], name);
const dropped = () => [file('lenet.onnx', 8, 8, 0x12, 4), file('x.npy', 1), file('y.npy', 2)];
const loads = () => workers.at(-1)!.requests.filter(({ name }) => name === 'load');
const linkTo = (id: string, data: string = FAKE_SAMPLES) =>
  `#/x?v=1&m=${id}&d=${data}&pre=divide%3D2&l=fc-2&b=1e-4,0.01&n=2`;

/** Each test has a network of its own, as the page remembers those that it opened. */
let numNetworks = 0;
const newId = () => `file-${(0x700 + ++numNetworks).toString(16).padStart(16, '0')}`;

beforeEach(() => {
  globalThis.indexedDB = new IDBFactory();
});

/** Returns what a page of this browser is opened with. Its results last as long as itself. */
function browser() {
  const { tabs, locks } = fakeTabs()();
  const cache = memoryResults();
  return { cache, shelf: browserShelf(browserDatabase(), cache, tabs, locks), tabs, locks };
}
const files = () => browser().shelf.files;

/** Opens a page whose engine finds the network `found` in every file. */
async function visit(link: string, found: string): Promise<ExplorerStore> {
  const spawn = () => {
    const worker = new FakeEngineWorker();
    worker.network = openedNetwork(found);
    workers.push(worker);
    return worker;
  };
  const store = fakeExplorer(link, workers, {
    ...browser(),
    startPool: (preference, events) => EnginePool.start({ spawn, preference, maxWorkers: 1, ...events }),
  });
  await store.start();
  return store;
}

/** Keeps a network and its samples, forgets that the network was open, and returns its id. */
async function keep(): Promise<string> {
  const id = newId();
  const store = await openExplorer(SMALL, workers, browser());
  workers.at(-1)!.network = openedNetwork(id);
  store.getState().openFiles(dropped());
  const offer = () => store.getState().notices.find((notice) => notice.id === 'keep-files');
  await vi.waitFor(() => expect(offer()?.text).toContain('Keep these files in this browser (0.0 MB)?'));
  offer()!.action!.act();
  await vi.waitFor(async () => expect(await files().list()).toHaveLength(2));
  expect(noticeTexts(store).join()).not.toContain('Keep these files');
  store.release();
  catalog.forgotten.add(id);
  workers.length = 0;
  return id;
}

/** Networks that a new visit does not know, though this process does. */
const catalog = vi.hoisted(() => ({ forgotten: new Set<string>() }));
vi.mock('../../core/network/catalog', async (original) => {
  const real = await original<typeof import('../../core/network/catalog')>();
  return {
    ...real,
    findModel: (id: string) => (catalog.forgotten.has(id) ? undefined : real.findModel(id)),
    rememberModel(model: Parameters<typeof real.rememberModel>[0]) {
      catalog.forgotten.delete(model.id);
      real.rememberModel(model);
    },
  };
});

it('lists a kept network and its samples with their sizes', async () => {
  const id = await keep();
  expect(await files().list()).toEqual([
    { key: `network ${id}`, title: `lenet.onnx ${id.slice(5, 13)}…`, bytes: 4, network: id },
    { key: `samples ${FAKE_SAMPLES}`, title: 'samples 5a5a5a5a…', bytes: 2, network: null },
  ]);
});

it('opens the link of a kept network with its samples, until it is deleted, and again after Undo', async () => {
  const id = await keep();
  const store = await visit(linkTo(id), id);
  await finished(store);
  expect(store.getState()).toMatchObject({
    spec: { model: id, data: FAKE_SAMPLES, preprocessing: 'divide=2', layers: ['fc-2'], trials: 2 },
    ...{ awaited: null, sheet: null, missingData: null, notices: [] },
  });
  expect(loads().at(-1)!.argument).toMatchObject({
    modelFiles: { weights: { name: 'lenet.onnx' } },
    dataFiles: { samples: [{ name: 'x.npy' }, { name: 'y.npy' }], preprocessing: 'divide=2' },
  });

  const undo = await files().remove(`network ${id}`);
  catalog.forgotten.add(id);
  const second = await visit(linkTo(id), id);
  expect(second.getState().awaited).toMatchObject({ id, isSought: false });
  await undo();
  second.openLink(linkTo(id));
  await vi.waitFor(() => expect(second.getState().spec.model).toBe(id));
  await finished(second);
});

it('asks for the samples of a kept network if they are deleted', async () => {
  const id = await keep();
  await files().remove(`samples ${FAKE_SAMPLES}`);
  const store = await visit(linkTo(id), id);
  await vi.waitFor(() => expect(store.getState().missingData).toBe('samples 5a5a5a5a…'));
});

it('opens a kept network without a link, with the samples that it ran on last', async () => {
  const id = await keep();
  const store = await visit(SMALL, id);
  await finished(store);
  store.getState().openKept(id);
  await vi.waitFor(() =>
    expect(store.getState().spec).toMatchObject({
      ...{ model: id, data: FAKE_SAMPLES, preprocessing: 'divide=255' },
    }),
  );
  await finished(store);
});

it('refuses kept files that hold another network, and names both', async () => {
  const id = await keep();
  const other = newId();
  const store = await visit(linkTo(id), other);
  expect(noticeTexts(store).join()).toContain(`kept as the network ${id} holds ${other}: it is not opened`);
  expect(store.getState()).toMatchObject({ awaited: { id, isSought: false }, networks: {} });
});

it('refuses kept files that hold other samples, and names both', async () => {
  const id = await keep();
  const other = 'file-00000000000000bb';
  const samples = { data: other, preprocessing: '', numSamples: 2, isLabelled: true, notes: [] } as const;
  const sampleFiles = { format: 'own', samples: [{ name: 'z.npy', blob: file('z.npy', 3) }] } as const;
  const kept = (await files().network(id))!;
  await files().keepNetwork(id, kept.files, samples, sampleFiles);
  const store = await visit(linkTo(id, other), id);
  await vi.waitFor(() =>
    expect(noticeTexts(store).join()).toContain(`hold the samples ${FAKE_SAMPLES}: expected ${other}`),
  );
});
