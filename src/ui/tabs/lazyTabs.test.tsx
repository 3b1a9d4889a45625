// @vitest-environment happy-dom
import { act } from 'react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { FIXTURE_FIRST } from '../fixtures/explorer';
import { click, mount, unmountAll } from '../fixtures/mount';
import { LazyTab } from './lazyTabs';

const network = vi.hoisted(() => ({ isOnline: false, attempts: 0 }));
vi.mock('./paper/PaperTab', () => ({
  get PaperTab() {
    network.attempts++;
    if (!network.isOnline) throw new TypeError('Failed to fetch dynamically imported module');
    return () => 'the paper';
  },
}));

beforeEach(() => Object.assign(network, { isOnline: false, attempts: 0 }));
afterEach(unmountAll);

/** Waits until a part that loads has come or failed. */
const settled = (check: () => void) =>
  vi.waitFor(async () => {
    await act(async () => {});
    check();
  });
const open = async () => {
  const { host } = mount(<LazyTab name="paper" />, FIXTURE_FIRST);
  await settled(() => expect(host.textContent).not.toBe('Loading'));
  return host;
};

it('loads a tab that failed once more at a click, when it is opened and when the connection returns', async () => {
  const host = await open();
  expect(host.textContent).toMatch(/^This part of the page could not be loaded/);
  expect(network.attempts).toBe(1);
  click(host.querySelector('button'));
  await settled(() => expect(network.attempts).toBe(2));
  await settled(() => expect(host.textContent).toMatch(/could not be loaded/));
  unmountAll();
  const again = await open();
  expect(again.textContent).toMatch(/could not be loaded/);
  expect(network.attempts).toBe(3);
  network.isOnline = true;
  act(() => void window.dispatchEvent(new Event('online')));
  await settled(() => expect(again.textContent).toBe('the paper'));
  unmountAll();
  expect((await open()).textContent).toBe('the paper');
  expect(network.attempts).toBe(4);
});
