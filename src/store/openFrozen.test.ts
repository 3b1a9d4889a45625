import { expect, it, vi } from 'vitest';
import { completeRun } from '../experiment/fingerprint/fingerprint.fake';
import { packRun } from '../experiment/fingerprint/packedRun';
import { formatLink } from '../experiment/link/link';
import { DEFAULT_VIEW } from '../experiment/link/view';
import { fakeExplorer, noticeTexts } from './explorer.fake';
import { selectFinding, selectStoredCurve, selectTolerance } from './selectors/selectors';
import { selectStored, selectStoredName } from './selectors/storedRunOf';

const run = completeRun();
const linkOf = (frozen: string) => formatLink(run.spec, DEFAULT_VIEW, { frozen });
const LINK = linkOf(packRun(run));

it('a frozen link shows its curve, ticks and finding without an engine, named as frozen', async () => {
  const recorded = {
    ...run,
    spec: { ...run.spec, trials: 31 },
    results: [],
    environment: '',
    tolerance: null,
  };
  const store = fakeExplorer(LINK, [], { storedRuns: [recorded as never] });
  expect(selectStoredName(store.getState())).toBe('recorded run');
  await vi.waitFor(() => expect(selectTolerance(store.getState())).not.toBeNull());
  const state = store.getState();
  expect(selectStoredName(state)).toBe('frozen results');
  expect(selectStored(state)?.results).toHaveLength(630);
  expect(selectStoredCurve(state)[0]).toMatchObject({
    ber: 1e-6,
    trials: 30,
    mean: expect.closeTo(685 / 30_000, 12),
  });
  expect(selectFinding(state)).toMatch(/^Frozen results: /);
  expect(state.storedRuns).toHaveLength(2);
  store.openLink(LINK);
  await vi.waitFor(() => expect(store.getState().storedRuns).not.toBe(state.storedRuns));
  await vi.waitFor(() => expect(selectTolerance(store.getState())).not.toBeNull());
  expect(store.getState().storedRuns).toHaveLength(2);
});

it('a damaged frozen link says so, and its settings apply', async () => {
  const store = fakeExplorer(`${LINK.slice(0, -9)}&n=30`, []);
  await vi.waitFor(() =>
    expect(noticeTexts(store)).toEqual([expect.stringMatching(/Cannot read the packed run/)]),
  );
  expect(store.getState().spec).toEqual(run.spec);
  expect(selectStored(store.getState())).toBeNull();
});

it('the refusal of a frozen link goes with the next link', async () => {
  const store = fakeExplorer(LINK.slice(0, -9), []);
  await vi.waitFor(() => expect(noticeTexts(store)).toHaveLength(1));
  store.openLink(formatLink(run.spec, DEFAULT_VIEW));
  expect(noticeTexts(store)).toEqual([]);
});

it('a frozen link of few trials shows its curve without ticks', async () => {
  const few = completeRun({ trials: 2 });
  const store = fakeExplorer(formatLink(few.spec, DEFAULT_VIEW, { frozen: packRun(few) }), []);
  await vi.waitFor(() => expect(selectStoredCurve(store.getState())).toHaveLength(21));
  expect(selectTolerance(store.getState())).toBeNull();
});
