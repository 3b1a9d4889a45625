// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { takeFingerprint } from '../../experiment/fingerprint/fingerprint';
import { completeRun, ORIGIN } from '../../experiment/fingerprint/fingerprint.fake';
import { formatFingerprint } from '../../experiment/fingerprint/fingerprintText';
import { withOwn } from '../../store/selectors/measured.fake';
import type { ExplorerState } from '../../store/state';
import { FIXTURE_BUSY } from '../fixtures/explorer';
import { click, mount, unmountAll } from '../fixtures/mount';
import { SharePanel } from './SharePanel';

const run = completeRun();
const fingerprint = formatFingerprint(takeFingerprint(run, ORIGIN));
const COMPLETE: ExplorerState = {
  ...withOwn(FIXTURE_BUSY, run),
  origin: { spec: FIXTURE_BUSY.spec, read: ORIGIN },
};
const copied: string[] = [];

beforeEach(() => {
  copied.length = 0;
  vi.spyOn(navigator.clipboard, 'writeText').mockImplementation(async (text) => void copied.push(text));
});
afterEach(() => {
  vi.restoreAllMocks();
  unmountAll();
});

const open = (state: ExplorerState) => mount(<SharePanel />, state, { readOrigin: vi.fn() });
const button = (host: Element, name: string) =>
  [...host.querySelectorAll('button')].find(({ textContent }) => textContent === name);

it('gives the link of a complete run with its fingerprint, copied at once, with its length', async () => {
  const { host } = open(COMPLETE);
  const link = host.querySelector('textarea')!.value;
  expect(link).toMatch(new RegExp(`#/x\\?v=1&h=${fingerprint}$`));
  await vi.waitFor(() => expect(copied).toEqual([link]));
  expect(host.textContent).toContain(`${link.length} characters`);
  click(button(host, 'Copy as Markdown'));
  expect(copied[1]).toBe(`[LeNetFC: bit errors in Q2.6 weights](${link})`);
});

it('copies no link while the masks of a complete run are read', async () => {
  const { host } = open({ ...COMPLETE, origin: null });
  expect(host.querySelector('textarea')!.value).toMatch(/#\/x\?v=1$/);
  await Promise.resolve();
  expect(copied).toEqual([]);
});

it('says why the link of an unfinished run has no fingerprint', async () => {
  const { host } = open({ ...COMPLETE, ...withOwn(FIXTURE_BUSY, { ...run, results: run.results.slice(2) }) });
  await vi.waitFor(() => expect(copied).toHaveLength(1));
  expect(copied[0]).toMatch(/#\/x\?v=1$/);
  expect(host.textContent).toContain('no fingerprint until all trials have run (28 of 30 trials per rate');
});
