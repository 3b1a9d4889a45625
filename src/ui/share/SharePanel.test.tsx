// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { takeFingerprint } from '../../experiment/fingerprint/fingerprint';
import { completeRun, ORIGIN } from '../../experiment/fingerprint/fingerprint.fake';
import { formatFingerprint } from '../../experiment/fingerprint/fingerprintText';
import { readPackedRun } from '../../experiment/fingerprint/packedRun';
import { parseLink } from '../../experiment/link/link';
import { ownSpec } from '../../experiment/settings/ownSpec.fake';
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

/** Chooses the link with the results. */
const freeze = (host: Element) => click(host.querySelector('input[value=frozen]'));

it('gives a frozen link with the counts of the run', async () => {
  const { host } = open(COMPLETE);
  freeze(host);
  await vi.waitFor(() => expect(host.querySelector('textarea')!.value).toContain('&f='));
  const link = parseLink(host.querySelector('textarea')!.value);
  expect(link.proof?.fingerprint).toBe(fingerprint);
  const read = readPackedRun(link.proof!.frozen!, run.spec);
  expect(read.results.map(({ wrong }) => wrong)).toEqual(run.results.map(({ wrong }) => wrong));
});

it('refuses a frozen link that mail would cut, and offers a file in its place', async () => {
  const long = completeRun({ trials: 300 });
  const { host } = open({ ...withOwn({ ...COMPLETE, spec: long.spec }, long), origin: null });
  freeze(host);
  await vi.waitFor(() =>
    expect(host.textContent).toMatch(/would have [23],\d{3} characters: expected at most 2,000/),
  );
  expect(host.querySelector('textarea')).toBeNull();
  const names: string[] = [];
  vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (this: HTMLAnchorElement) {
    names.push(this.download);
  });
  click(button(host, 'Save the results as a file'));
  expect(names).toEqual(['ares-explorer.json']);
});

it('freezes nothing before the first trial', () => {
  const { host } = open({ ...COMPLETE, measured: {} });
  freeze(host);
  expect(host.textContent).toContain('There are no results of this run yet.');
});

it('shows what to copy on a page over plain HTTP, which has no clipboard', async () => {
  const { host } = open(COMPLETE);
  vi.spyOn(navigator, 'clipboard', 'get').mockReturnValue(undefined as never);
  click(button(host, 'Copy as Markdown'));
  await vi.waitFor(() =>
    expect(host.querySelector<HTMLTextAreaElement>('[aria-label="Text to copy"]')?.value).toMatch(
      /^\[LeNetFC/,
    ),
  );
});

it('offers no frame for a network of the reader, which a frame cannot open', () => {
  const spec = ownSpec();
  const { host } = open({ ...FIXTURE_BUSY, spec, measured: {} });
  expect(button(host, 'Copy embed code')).toBeUndefined();
  expect(host.textContent).toContain('A frame of another site cannot open the file of your network');
});

it('copies the code of a frame with the figure of the open tab', () => {
  const { host } = open({ ...COMPLETE, view: { ...COMPLETE.view, tab: 'layers' } });
  copied.length = 0;
  click(button(host, 'Copy embed code'));
  expect(copied[0]).toMatch(
    /^<iframe src="[^"]*embed\.html#\/x\?v=1&amp;tab=layers.*&amp;embed=1&amp;ui=layers" /,
  );
});
