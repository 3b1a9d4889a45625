import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { ExplorerStore } from './explorer';
import { fakeExplorer } from './explorer.fake';
import { type AddressBar, syncLink } from './linkSync';

/** Fake address bar with a history that can go back. */
function createBar(hash: string) {
  const entries = [hash];
  const listeners: (() => void)[] = [];
  const bar: AddressBar = {
    location: {
      get hash() {
        return entries.at(-1)!;
      },
    },
    history: {
      pushState: (_state, _title, url) => void entries.push(String(url)),
      replaceState: (_state, _title, url) => void entries.splice(-1, 1, String(url)),
    },
    addEventListener: (_type, listener) => void listeners.push(listener),
  };
  const go = (change: () => void) => {
    change();
    // Browsers fire both events when the hash changes.
    for (const listener of listeners) listener();
  };
  return {
    bar,
    entries,
    back: () => go(() => entries.pop()),
    open: (link: string) => go(() => entries.push(link)),
  };
}

function open(hash: string): { store: ExplorerStore } & ReturnType<typeof createBar> {
  const startPool = () => Promise.reject(new TypeError('no engine in this test'));
  const store = fakeExplorer(hash, [], { startPool, now: () => 0 });
  const address = createBar(hash);
  syncLink(store, address.bar);
  return { store, ...address };
}

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

it('an edit adds an entry and Back undoes it', () => {
  const { store, entries, back } = open('#/x?v=1');
  store.getState().setSettings({ format: { integerBits: 3, fractionBits: 13 } });
  expect(entries).toEqual(['#/x?v=1', '#/x?v=1&t=3.13']);
  back();
  expect(store.getState().spec.format).toEqual({ integerBits: 2, fractionBits: 6 });
  expect(entries).toEqual(['#/x?v=1']);
});

it('an edit that the browser does not put into its history is there later, and the page goes on', () => {
  const { store, entries, bar } = open('#/x?v=1');
  const seen = vi.fn();
  store.subscribe(seen);
  const { pushState } = bar.history;
  bar.history.pushState = () => {
    throw new DOMException('called more than 100 times per 30 seconds', 'SecurityError');
  };
  store.getState().setSettings({ seed: 8 });
  store.getState().setSettings({ seed: 9 });
  expect(seen).toHaveBeenCalledTimes(2);
  expect(entries).toEqual(['#/x?v=1']);
  bar.history.pushState = pushState;
  vi.advanceTimersByTime(5000);
  expect(entries.at(-1)).toBe('#/x?v=1&seed=00000009');
});

it('a moved cursor replaces the entry, once it rests, and stays with it when an edit follows', () => {
  const { store, entries } = open('#/x?v=1');
  for (const cursorBer of [1e-5, 1e-4, 1e-2]) store.getState().setView({ cursorBer });
  expect(entries).toEqual(['#/x?v=1']);
  vi.advanceTimersByTime(300);
  expect(entries).toEqual(['#/x?v=1&x=0.01']);
  store.getState().setView({ cursorBer: 1e-1 });
  store.getState().setSettings({ seed: 8 });
  expect(entries).toEqual(['#/x?v=1&x=0.1', '#/x?v=1&seed=00000008&x=0.1']);
});

it('an opened link is one entry, spelt as the page spells it, and places on the page are left alone', () => {
  const { store, entries, open: openLink } = open('#/x?v=1');
  openLink('#/x?v=1&t=Q3.13');
  expect(store.getState().spec.format).toEqual({ integerBits: 3, fractionBits: 13 });
  expect(entries).toEqual(['#/x?v=1', '#/x?v=1&t=3.13']);
  openLink('#figure');
  expect(store.getState().spec.format).toEqual({ integerBits: 3, fractionBits: 13 });
});

it('another tab or model is a step that Back undoes, and keeps what does not hang on it', () => {
  const { store, entries, back } = open('#/x?v=1&seed=0000002a');
  store.getState().setView({ tab: 'data' });
  store.getState().chooseModel('chip-net');
  expect(entries).toEqual([
    '#/x?v=1&seed=0000002a',
    '#/x?v=1&seed=0000002a&tab=data',
    '#/x?v=1&m=chip-net&seed=0000002a&tab=data',
  ]);
  back();
  expect([store.getState().spec.model, store.getState().view.tab]).toEqual(['lenet-fc', 'data']);
  back();
  expect(store.getState().view.tab).toBe('explore');
  expect(entries).toEqual(['#/x?v=1&seed=0000002a']);
});

it('the fingerprint of a link stays in the address until a setting changes, and Back returns it', () => {
  const { store, entries, back } = open('#/x?v=1&h=1abc');
  store.getState().setView({ tab: 'data' });
  store.getState().setSettings({ seed: 8 });
  expect(entries).toEqual(['#/x?v=1&h=1abc', '#/x?v=1&tab=data&h=1abc', '#/x?v=1&seed=00000008&tab=data']);
  back();
  expect(store.getState().linked?.proof).toEqual({ fingerprint: '1abc' });
  expect(entries).toEqual(['#/x?v=1&h=1abc', '#/x?v=1&tab=data&h=1abc']);
});

it('every change of settings is a step, also of rates and trials, and fifty stops of a drag are none', () => {
  const { store, entries, back } = open('#/x?v=1');
  store.getState().setSettings({ trials: 31 });
  store.getState().setSettings({ bers: { kind: 'list', bers: [1e-3] } });
  store.getState().setSettings({ trials: 31 });
  expect(entries).toEqual(['#/x?v=1', '#/x?v=1&n=31', '#/x?v=1&b=1e-3&n=31']);
  for (let stop = 0; stop < 50; stop++) {
    store.getState().setView({ cursorBer: (stop + 1) * 1e-4 });
    vi.advanceTimersByTime(100);
  }
  vi.advanceTimersByTime(300);
  expect(entries).toHaveLength(3);
  expect(entries.at(-1)).toBe('#/x?v=1&b=1e-3&n=31&x=5e-3');
  back();
  expect(store.getState().spec).toMatchObject({ trials: 31, bers: { kind: 'span' } });
});
