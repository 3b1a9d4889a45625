// @vitest-environment happy-dom
import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { act } from 'react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { readBundle } from '../../experiment/documents/bundle';
import { experimentKey } from '../../experiment/settings/experimentKey';
import { DEFAULT_SPEC, type ExperimentSpec } from '../../experiment/settings/experimentSpec';
import { BASELINE } from '../../experiment/sweep/measurement.fake';
import { browserDatabase } from '../../store/cache/browserDatabase';
import { browserResults } from '../../store/cache/resultCache';
import { readPins } from '../../store/shelf/readPins';
import { loneLocks } from '../../store/shelf/runLocks';
import { browserShelf, type Shelf } from '../../store/shelf/shelf';
import { loneTab } from '../../store/shelf/tabNews';
import { saveFile } from '../export/saveFile';
import { FIXTURE_FIRST, madeUpResults } from '../fixtures/explorer';
import { click, mount, unmountAll } from '../fixtures/mount';
import { ShelfButton } from './ShelfButton';
import { ShelfDrawer } from './ShelfDrawer';
import { useShelfKeys } from './useShelfKeys';

vi.mock('../export/saveFile');

const SPEC: ExperimentSpec = { ...DEFAULT_SPEC, trials: 2, bers: { kind: 'list', bers: [1e-4, 1e-2] } };
const SEEDS = [1, 2, 3, 4, 5];

let shelf: Shelf;

/** Keeps a run of each seed, the highest last. That of seed 1 is half done. */
beforeEach(async () => {
  globalThis.indexedDB = new IDBFactory();
  const open = browserDatabase();
  const results = browserResults(open, (reason) => {
    throw new Error(reason);
  });
  shelf = browserShelf(open, results, loneTab(), loneLocks());
  for (const seed of SEEDS) {
    const spec = { ...SPEC, seed };
    const batch = {
      baseline: BASELINE,
      results: madeUpResults(spec, seed === 1 ? 1 : 2),
      fingerprint: 'one',
    };
    await results.add(experimentKey(spec), batch, { spec, device: 'WASM SIMD', atMs: seed });
  }
});
afterEach(unmountAll);

const open = async (given: Shelf = shelf) => {
  const actions = { setSettings: vi.fn(), setView: vi.fn(), run: vi.fn() };
  const { host } = mount(<ShelfDrawer onClose={() => {}} />, { ...FIXTURE_FIRST, shelf: given }, actions);
  await settle(() => expect(host.querySelector('.run, .problem')).not.toBeNull());
  return { host, ...actions };
};
const settle = (check: () => void | Promise<void>) =>
  vi.waitFor(
    async () => {
      await act(() => new Promise((resolve) => setTimeout(resolve, 10)));
      await check();
    },
    { interval: 1 },
  );
const names = (host: Element) =>
  [...host.querySelectorAll('.run-name')].map(({ textContent }) => textContent);
const button = (host: Element, seed: number, text: string) =>
  [...(rowOf(host, seed)?.querySelectorAll('button') ?? [])].find(({ textContent }) => textContent === text);
const rowOf = (host: Element, seed: number) =>
  [...host.querySelectorAll('.run')].find((row) => row.textContent?.startsWith(`seed 0000000${seed}`));

it('names the runs by what differs, newest first, with their state', async () => {
  const { host } = await open();
  expect(names(host)).toEqual([5, 4, 3, 2, 1].map((seed) => `seed 0000000${seed}`));
  expect(rowOf(host, 5)!.textContent).toContain('LeNetFC · n = 2 · complete');
  expect(rowOf(host, 1)!.textContent).toContain('2 of 4 trials');
  expect(rowOf(host, 5)!.querySelector('.spark-line')!.getAttribute('d')).toMatch(/^M2 [\d.]+L86 [\d.]+$/);
});

it('finds runs by their settings and notes', async () => {
  await shelf.setNote(experimentKey({ ...SPEC, seed: 2 }), 'for the paper');
  const { host } = await open();
  const field = host.querySelector<HTMLInputElement>('input[type=search]')!;
  const type = (text: string) =>
    act(async () => {
      Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')!.set!.call(field, text);
      field.dispatchEvent(new Event('input', { bubbles: true }));
    });
  await type('Paper lenetfc');
  expect(names(host)).toEqual(['seed 00000002']);
  await type('q9.9');
  expect(names(host)).toEqual([]);
  expect(host.textContent).toContain('None of 5 runs matches “q9.9”');
});

it('refuses a fifth pin in a sentence', async () => {
  const { host } = await open();
  for (const seed of [1, 2, 3, 4]) {
    click(button(host, seed, 'Pin'));
    await settle(() => expect(button(host, seed, 'Pin')!.getAttribute('aria-pressed')).toBe('true'));
  }
  click(button(host, 5, 'Pin'));
  await settle(() => expect(host.textContent).toContain('Cannot pin a fifth run'));
  expect(button(host, 5, 'Pin')!.getAttribute('aria-pressed')).toBe('false');
});

it('opens a run, and resumes one that is half done', async () => {
  const { host, setSettings, run } = await open();
  click(rowOf(host, 5)!.querySelector('.run-name'));
  expect(setSettings).toHaveBeenLastCalledWith({ ...SPEC, seed: 5 });
  expect(run).not.toHaveBeenCalled();
  expect(button(host, 5, 'Resume')).toBeUndefined();
  click(button(host, 1, 'Resume'));
  expect(setSettings).toHaveBeenLastCalledWith({ ...SPEC, seed: 1 });
  expect(run).toHaveBeenCalledOnce();
});

it('saves a run as a bundle, which reads as the run that was kept', async () => {
  const { host } = await open();
  click(button(host, 5, 'Export'));
  await settle(() => expect(saveFile).toHaveBeenCalledOnce());
  const [file, bundle] = vi.mocked(saveFile).mock.calls[0]!;
  expect(file).toBe('ares-seed-00000005.json');
  const { link, environment, runs } = readBundle(bundle as string, file);
  expect(link).toMatch(/#\/x\?v=1.*seed=00000005/);
  expect(environment).toContain('WASM SIMD, 1970-01-01T00:00:00.005Z');
  expect(runs.map(({ label }) => label)).toEqual(['seed 00000005']);
  expect(runs[0]!.measurement.spec).toEqual({ ...SPEC, seed: 5 });
  expect(runs[0]!.measurement.results).toHaveLength(4);
});

it('deletes a run and brings it back', async () => {
  const { host } = await open();
  click(button(host, 3, 'Delete'));
  await settle(() => expect(names(host)).toHaveLength(4));
  await settle(() => expect(host.textContent).toContain('“seed 00000003” is deleted.'));
  click([...host.querySelectorAll('.shelf-news button')][0]);
  await settle(() => expect(names(host)).toHaveLength(5));
  await settle(() => expect(document.activeElement).toBe(host.querySelector('input[type=search]')));
});

it('undoes each deletion, the last one first', async () => {
  const { host } = await open();
  for (const [seed, left] of [
    [3, 4],
    [5, 3],
    [2, 2],
  ] as const) {
    click(button(host, seed, 'Delete'));
    await settle(() => expect(names(host)).toHaveLength(left));
  }
  const undoButton = () => host.querySelector<HTMLButtonElement>('.shelf-news button');
  for (const [seed, present] of [
    [2, [4, 2, 1]],
    [5, [5, 4, 2, 1]],
    [3, [5, 4, 3, 2, 1]],
  ] as const) {
    await settle(() => expect(host.textContent).toContain(`“seed 0000000${seed}” is deleted.`));
    undoButton()!.focus();
    click(undoButton());
    await settle(() => expect(names(host)).toEqual(present.map((one) => `seed 0000000${one}`)));
    if (seed !== 3) expect(document.activeElement).toBe(undoButton());
  }
  await settle(() => expect(undoButton()).toBeNull());
  expect(document.activeElement).toBe(host.querySelector('input[type=search]'));
});

it('offers to bring a run back again where the browser refuses', async () => {
  const undo = vi.fn(async () => {});
  undo.mockRejectedValueOnce(new DOMException('Quota exceeded', 'QuotaExceededError'));
  const { host } = await open({ ...shelf, remove: async () => undo });
  click(button(host, 3, 'Delete'));
  const undoButton = () => host.querySelector('.shelf-news button');
  await settle(() => expect(undoButton()).not.toBeNull());
  click(undoButton());
  await settle(() => expect(host.textContent).toContain('Quota exceeded'));
  click(undoButton());
  await settle(() => expect(undoButton()).toBeNull());
  expect(undo).toHaveBeenCalledTimes(2);
});

it('closes at Escape, wherever the focus is', async () => {
  const onClose = vi.fn();
  mount(<ShelfDrawer onClose={onClose} />, { ...FIXTURE_FIRST, shelf });
  act(() => void document.body.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true })));
  expect(onClose).toHaveBeenCalledOnce();
});

it('deletes all runs after a question', async () => {
  const { host } = await open();
  const press = (text: string) =>
    click(
      [...host.querySelectorAll('.shelf-storage button')].find(({ textContent }) => textContent === text),
    );
  press('Delete all runs');
  expect(host.textContent).toContain('Delete 5 runs with their results?');
  press('Keep');
  expect(names(host)).toHaveLength(5);
  press('Delete all runs');
  press('Delete');
  await settle(() => expect(host.textContent).toContain('No run is kept yet'));
});

it('does not delete a run that a tab runs', async () => {
  const running = async () => new Set([experimentKey({ ...SPEC, seed: 4 })]);
  const { host } = await open({ ...shelf, running });
  expect(rowOf(host, 4)!.textContent).toContain('running');
  expect(button(host, 4, 'Delete')!.disabled).toBe(true);
  expect(button(host, 3, 'Delete')!.disabled).toBe(false);
});

it('says why a browser keeps no runs', async () => {
  const list = () => Promise.reject(new Error('storage is blocked'));
  const { host } = await open({ ...shelf, list });
  expect(host.textContent).toContain('This browser keeps no runs (storage is blocked)');
});

it('names networks whose runs are not listed because they are not open', async () => {
  const { host } = await open({ ...shelf, unopened: async () => ['file-00000000000005e1'] });
  expect(host.querySelector('.shelf-news')?.textContent).toContain(
    'listed once the network is opened: file-00000000000005e1',
  );
});

it('is opened at its search by the key /, which stays out of the field', async () => {
  const { host } = mount(<Keys />, { ...FIXTURE_FIRST, shelf });
  expect(press('/')).toBe(false);
  await settle(() => expect(document.activeElement).toBe(host.querySelector('.shelf-search input')));
  await settle(() => expect(host.querySelectorAll('.run')).toHaveLength(5));
});

it('pins the run on screen by the key C, unpins it, and says why it cannot', async () => {
  const spec = { ...SPEC, seed: 3 };
  const key = experimentKey(spec);
  const pinned = async () => (await shelf.list()).filter(({ pin }) => pin !== null).map((run) => run.key);
  const { store } = mount(<Keys />, { ...FIXTURE_FIRST, shelf, spec });
  press('c');
  await settle(async () => expect(await pinned()).toEqual([key]));
  await readPins(store, shelf);
  press('c');
  await settle(async () => expect(await pinned()).toEqual([]));
  await readPins(store, shelf);
  for (const seed of [1, 2, 4, 5]) await shelf.pin(experimentKey({ ...SPEC, seed }));
  press('c');
  await settle(() => expect(store.getState().notices.at(-1)?.text).toMatch(/^Cannot pin a fifth run/));
});

/** The button with its keys. */
function Keys() {
  useShelfKeys();
  return <ShelfButton />;
}

/** Presses a key on the page. Returns false if its usual effect is prevented. */
function press(key: string): boolean {
  return document.body.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
}
