import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { beforeEach, expect, it, vi } from 'vitest';
import { browserDatabase } from '../cache/browserDatabase';
import { memoryResults } from '../cache/resultCache';
import { finished, noticeTexts, openExplorer, setUpWorkers } from '../explorer.fake';
import { browserShelf } from './shelf';
import { fakeTabs } from './tabs.fake';

const LINK = '#/x?v=1&d=mnist&w=generated&n=1&b=1e-2';
const workers = setUpWorkers();
const pictures = new File([new Uint8Array([0, 0, 8, 3, 0, 0, 0, 1])], 'pictures');
const labels = new File([new Uint8Array([0, 0, 8, 1, 0, 0, 0, 1])], 'labels');

beforeEach(() => {
  globalThis.indexedDB = new IDBFactory();
});

/** Opens a page of this browser. Its results last as long as itself, its files longer. */
async function visit(link = LINK) {
  const { tabs, locks } = fakeTabs()();
  const cache = memoryResults();
  const shelf = browserShelf(browserDatabase(), cache, tabs, locks);
  return { store: await openExplorer(link, workers, { cache, shelf, tabs, locks }), shelf };
}
type Visit = Awaited<ReturnType<typeof visit>>;

async function drop({ store }: Visit) {
  store.getState().openFiles([pictures, labels]);
  await vi.waitFor(() =>
    expect(noticeTexts(store).join()).toContain('Keep these files in this browser (0.0 MB)?'),
  );
}
const press = ({ store }: Visit) =>
  store
    .getState()
    .notices.find(({ id }) => id === 'keep-files')!
    .action!.act();

it('opens the link of kept files without asking for them, until they are deleted', async () => {
  const first = await visit();
  expect(first.store.getState().missingData).toBe('MNIST');
  await drop(first);
  press(first);
  await vi.waitFor(async () => expect(await first.shelf.files.list()).toHaveLength(1));
  expect(await first.shelf.files.list()).toEqual([
    { key: 'data mnist', title: 'MNIST', bytes: 16, network: null },
  ]);
  expect(noticeTexts(first.store).join()).not.toContain('Keep these files');

  const second = await visit();
  await finished(second.store);
  expect(second.store.getState().missingData).toBeNull();

  await second.shelf.files.remove('data mnist');
  expect((await visit()).store.getState().missingData).toBe('MNIST');
});

it('keeps nothing of a reader who does not want it', async () => {
  const first = await visit();
  await drop(first);
  expect(await first.shelf.files.list()).toEqual([]);
  expect((await visit()).store.getState().missingData).toBe('MNIST');
});

it('says why the files are not kept, which stay open', async () => {
  const first = await visit();
  await drop(first);
  vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(() => {
    throw new DOMException('Quota exceeded', 'QuotaExceededError');
  });
  press(first);
  await vi.waitFor(() =>
    expect(noticeTexts(first.store).join()).toContain('not kept in this browser (Quota exceeded)'),
  );
  vi.restoreAllMocks();
  await finished(first.store);
});
