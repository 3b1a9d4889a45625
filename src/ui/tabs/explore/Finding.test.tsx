// @vitest-environment happy-dom
import { act } from 'react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { BASELINE } from '../../../experiment/sweep/measurement.fake';
import { withOwn } from '../../../store/selectors/measured.fake';
import { FIXTURE_BUSY, madeUpResults } from '../../fixtures/explorer';
import { mount, unmountAll } from '../../fixtures/mount';
import { Finding } from './Finding';

beforeEach(() => vi.useFakeTimers());
afterEach(() => {
  unmountAll();
  vi.useRealTimers();
});

/**
 * Starts a run of one trial per rate whose fault-free error has just been counted and announced.
 */
function startOfRun() {
  const spec = { ...FIXTURE_BUSY.spec, trials: 1 };
  const { host, store } = mount(<Finding />, {
    ...FIXTURE_BUSY,
    spec,
    storedRuns: [],
    measured: {},
  });
  const wait = (ms: number) => act(() => vi.advanceTimersByTime(ms));
  wait(2000);
  act(() => store.setState(withOwn(store.getState(), { baseline: BASELINE })));
  wait(0);
  const spoken = () => host.querySelector('[aria-live=polite]')!.textContent!;
  const seen = () => host.querySelector('[aria-hidden=true]')!.textContent!;
  expect(spoken()).toMatch(/no trial has finished yet/);
  act(() => store.setState(withOwn(store.getState(), { results: madeUpResults(spec, 1) })));
  return { store, wait, spoken, seen };
}

it('announces the newest sentence within two seconds of a run, not at every change', () => {
  const { wait, spoken, seen } = startOfRun();
  wait(100);
  expect(seen()).toMatch(/plans only 1 trial per rate/);
  expect(spoken()).not.toBe(seen());
  wait(1900);
  expect(spoken()).toBe(seen());
});

it('announces the last sentence as soon as the run has ended', () => {
  const { store, wait, spoken, seen } = startOfRun();
  act(() => store.setState(({ progress }) => ({ progress: { ...progress!, running: false } })));
  wait(0);
  expect(spoken()).toBe(seen());
  expect(spoken()).toMatch(/plans only 1 trial per rate/);
});
