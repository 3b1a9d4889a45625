// @vitest-environment happy-dom
import { act } from 'react';
import { afterEach, expect, it, vi } from 'vitest';
import { takeFingerprint } from '../../experiment/fingerprint/fingerprint';
import { completeRun, ORIGIN } from '../../experiment/fingerprint/fingerprint.fake';
import { formatFingerprint } from '../../experiment/fingerprint/fingerprintText';
import { formatLink } from '../../experiment/link/link';
import { DEFAULT_VIEW } from '../../experiment/link/view';
import { withOwn } from '../../store/selectors/measured.fake';
import type { ExplorerState } from '../../store/state';
import { FIXTURE_BUSY } from '../fixtures/explorer';
import { click, mount, unmountAll } from '../fixtures/mount';
import { Verdict } from './Verdict';

afterEach(unmountAll);

const run = completeRun();
const fingerprint = formatFingerprint(takeFingerprint(run, ORIGIN));
const linked = { settings: formatLink(run.spec, DEFAULT_VIEW), proof: { fingerprint } };
const COMPLETE: ExplorerState = {
  ...withOwn(FIXTURE_BUSY, run),
  linked,
  origin: { spec: FIXTURE_BUSY.spec, read: ORIGIN },
};

async function shown(state: ExplorerState) {
  const mounted = mount(<Verdict />, state, { readOrigin: vi.fn() });
  await vi.waitFor(() =>
    expect(mounted.host.querySelector('[aria-label="Fingerprint of this link"]')).not.toBeNull(),
  );
  return { ...mounted, spoken: mounted.host.querySelector('[role=status]')!.textContent };
}

it('speaks the verdict once the run is complete, and asks the device for its masks', async () => {
  const { spoken, store, host } = await shown(COMPLETE);
  expect(spoken).toMatch(/^Reproduced exactly: /);
  await vi.waitFor(() => expect(store.getState().readOrigin).toHaveBeenCalled());
  click(host.querySelector('[aria-label=Dismiss]'));
  expect(host.textContent).toBe('');
});

it('does not speak the number of trials', async () => {
  const { spoken, host } = await shown({
    ...withOwn(COMPLETE, { ...run, results: run.results.slice(1) }),
    linked,
  });
  expect(spoken).toBe('');
  expect(host.textContent).toContain('Not yet: 29 of 30 trials per rate have run.');
});

it('gives a report to copy for other faults', async () => {
  const other = { ...COMPLETE, origin: { spec: COMPLETE.spec, read: { ...ORIGIN, masks: [1] } } };
  const { spoken, host } = await shown(other);
  expect(spoken).toMatch(/^Different faults: report this\./);
  const report = host.querySelector('textarea')!.value;
  expect(report).toMatch(/^Ares Explorer \d+\.\d+\.\d+: Different faults/);
  expect(report).toContain(`#/x?v=1&h=${fingerprint}\n`);
  expect(report).toContain('Device: wasm (WASM SIMD)');
});

it('asks the device anew when another engine has opened the data', async () => {
  const { store } = await shown(COMPLETE);
  const { readOrigin } = store.getState();
  await vi.waitFor(() => expect(readOrigin).toHaveBeenCalledTimes(1));
  act(() => store.setState({ origin: null, data: { ...store.getState().data! } }));
  await vi.waitFor(() => expect(readOrigin).toHaveBeenCalledTimes(2));
});

it('says nothing of a link once its settings were changed', () => {
  const { host } = mount(<Verdict />, { ...COMPLETE, spec: { ...run.spec, seed: 8 } });
  expect(host.textContent).toBe('');
});
