import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { tabStopMemory } from './stopMemory';

let kept: Map<string, string>;
const openedBy = (type: string) => {
  vi.spyOn(performance, 'getEntriesByType').mockReturnValue([{ type }] as never);
  return tabStopMemory();
};

beforeEach(() => {
  kept = new Map();
  vi.stubGlobal('sessionStorage', {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => kept.set(key, value),
    removeItem: (key: string) => kept.delete(key),
  });
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

it('remembers a stop over reloads, until Run', () => {
  const first = openedBy('navigate');
  expect(first.read()).toBe(false);
  first.write(true);
  expect(openedBy('reload').read()).toBe(true);
  const third = openedBy('reload');
  expect(third.read()).toBe(true);
  third.write(false);
  expect(openedBy('reload').read()).toBe(false);
});

it('forgets it when the tab opens a link', () => {
  openedBy('navigate').write(true);
  expect(openedBy('navigate').read()).toBe(false);
  expect(openedBy('reload').read()).toBe(false);
});

it('runs where storage is forbidden', () => {
  vi.stubGlobal('sessionStorage', undefined);
  const memory = openedBy('reload');
  memory.write(true);
  expect(memory.read()).toBe(false);
});
