// @vitest-environment happy-dom
import { act } from 'react';
import { afterEach, expect, it, vi } from 'vitest';
import { FIXTURE_FIRST } from '../fixtures/explorer';
import { click, mount, unmountAll } from '../fixtures/mount';
import { RunNews } from './RunNews';

const played = vi.hoisted(() => vi.fn());
vi.mock('../playDone', () => ({
  playDone: played,
}));

afterEach(() => {
  unmountAll();
  localStorage.clear();
  played.mockClear();
});

function open() {
  document.title = 'Ares';
  const { host, store } = mount(<RunNews />, FIXTURE_FIRST);
  const report = (done: number, running: boolean) =>
    act(() => store.setState({ progress: { done, total: 200, remainingMs: null, running } }));
  return { host, report };
}

it('counts in the title while a run is going on, and not after it', () => {
  const { report } = open();
  report(0, true);
  expect(document.title).toBe('0 % · Ares');
  report(199, true);
  expect(document.title).toBe('99 % · Ares');
  report(200, false);
  expect(document.title).toBe('Ares');
  report(50, true);
  unmountAll();
  expect(document.title).toBe('Ares');
});

it('plays at the end of a run if the reader wants it, and not after a stop', () => {
  const { host, report } = open();
  report(100, true);
  report(200, false);
  expect(played).not.toHaveBeenCalled();
  click(host.querySelector('input'));
  expect(played).toHaveBeenCalledTimes(1);
  report(100, true);
  report(150, false);
  expect(played).toHaveBeenCalledTimes(1);
  report(150, true);
  report(200, false);
  expect(played).toHaveBeenCalledTimes(2);
});
