import { expect, it, vi } from 'vitest';
import { makeBundle } from '../../experiment/documents/bundle';
import { DEFAULT_SPEC } from '../../experiment/settings/experimentSpec';
import { BASELINE, countOf } from '../../experiment/sweep/measurement.fake';
import { fakeExplorer, noticeTexts, openExplorer, SMALL, setUpWorkers } from '../explorer.fake';
import { selectStored, selectStoredName } from '../selectors/storedRunOf';

const workers = setUpWorkers();
const BERS = [1e-5, 1e-3];
/** Bundle of one run; `missing` drops its last trials. */
function bundle(missing = 0): File {
  const results = BERS.flatMap((ber, rate) =>
    Array.from({ length: 10 }, (_, trial) => ({ ber, trial, ...countOf(20 + 300 * rate + trial) })),
  );
  const spec = { ...DEFAULT_SPEC, bers: { kind: 'list' as const, bers: BERS }, trials: 10, seed: 42 };
  const measurement = { spec, baseline: BASELINE, results: results.slice(0, results.length - missing) };
  const text = makeBundle([{ label: 'run', source: 'live', measurement }], {
    ...{ link: 'https://example.org/#/x?v=1&b=1e-5,1e-3&n=10&seed=0000002a', date: new Date(0) },
    ...{ device: { adapter: 'WASM SIMD' }, imagesPerClass: [] },
  });
  return new File([text], 'runs.json');
}

it('shows the runs of a bundle at once, as imported, and opens its experiment', async () => {
  const store = await openExplorer(SMALL, workers);
  store.getState().stop();
  store.getState().openFiles([bundle()]);
  await vi.waitFor(() =>
    expect(noticeTexts(store).join()).toContain('Opened from runs.json: 1 run with 20 trials'),
  );
  expect(store.getState().spec).toMatchObject({ seed: 42, trials: 10 });
  const stored = selectStored(store.getState());
  expect(stored).toMatchObject({ importedFrom: 'runs.json', spec: { trials: 10 } });
  expect(stored?.environment).toContain('WASM SIMD');
  expect(stored?.tolerance?.ticks).toHaveLength(4);
  expect(selectStoredName(store.getState())).toBe('imported run');
  // The same run again replaces the first.
  store.getState().openFiles([bundle(3)]);
  await vi.waitFor(() => expect(noticeTexts(store).join()).toContain('with 17 trials'));
  expect(store.getState().storedRuns).toHaveLength(1);
  expect(selectStored(store.getState())?.spec.trials).toBe(7);
});

it('shows what a run had measured when it was stopped', async () => {
  const store = fakeExplorer(SMALL, workers);
  store.getState().openFiles([bundle(12)]);
  await vi.waitFor(() => expect(store.getState().storedRuns).toHaveLength(1));
  expect(store.getState().storedRuns[0]).toMatchObject({
    spec: { bers: { kind: 'list', bers: [1e-5] }, trials: 8 },
  });
});
