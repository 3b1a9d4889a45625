import { expect, it } from 'vitest';
import { selectReading } from '../../ui/charts/cursor/reading';
import { selectDrawnCurves } from '../../ui/charts/marks/drawnCurves';
import { FIXTURE_BUSY, madeUpResults } from '../../ui/fixtures/explorer';
import type { ExplorerState } from '../state';
import { selectClassSummaries, selectClassTrials, selectImagesPerClass } from './classSelectors';
import { exportedSeries } from './exportedSeries';
import { withOwn } from './measured.fake';
import { perState } from './perState';
import {
  selectCurve,
  selectGhostCurve,
  selectReproduction,
  selectStoredCurve,
  selectTolerance,
  selectTrials,
  selectTrialsAtCursor,
} from './selectors';
import { selectPins } from './selectPins';
import { selectSearch } from './selectSearch';
import { selectSeries } from './seriesSelectors';
import { selectFaultySpec } from './siteSelectors';
import { selectTypeRows } from './typeRows';

const before: ExplorerState = {
  ...FIXTURE_BUSY,
  spec: { ...FIXTURE_BUSY.spec, trials: 10 },
  view: { ...FIXTURE_BUSY.view, tab: 'layers' },
  tickSearches: { found: {}, running: 'one' },
};
const spec = { ...before.spec, trials: 11, numSamples: 500, structures: ['biases'] as const };
const results = madeUpResults(spec, 12);
const after = withOwn({ ...before, spec, ghost: null }, { results });

it.each<[string, (state: ExplorerState) => unknown]>([
  ['selectTrials', selectTrials],
  ['selectCurve', selectCurve],
  ['selectStoredCurve', selectStoredCurve],
  ['selectGhostCurve', selectGhostCurve],
  ['selectReproduction', selectReproduction],
  ['selectTrialsAtCursor', selectTrialsAtCursor],
  ['selectTolerance', selectTolerance],
  ['selectImagesPerClass', selectImagesPerClass],
  ['selectClassTrials', selectClassTrials],
  ['selectClassSummaries', selectClassSummaries],
  ['exportedSeries', exportedSeries],
  ['selectPins', selectPins],
  ['selectSearch', selectSearch],
  ['selectSeries', selectSeries],
  ['selectFaultySpec', selectFaultySpec],
  ['selectTypeRows', selectTypeRows],
  ['selectDrawnCurves', selectDrawnCurves],
  ['selectReading', selectReading],
])('%s gives an older state the same result again after a newer one', (_name, select) => {
  const first = select(before);
  const second = select(after);
  expect(first).not.toBe(second);
  expect(select(before)).toBe(first);
  expect(select(after)).toBe(second);
});

it('derives once for each state', () => {
  let calls = 0;
  const select = perState(({ value }: { readonly value: number }) => ({ value, call: ++calls }));
  const [one, two] = [{ value: 1 }, { value: 2 }];
  expect([one, two, one, two].map(select)).toEqual([
    { value: 1, call: 1 },
    { value: 2, call: 2 },
    { value: 1, call: 1 },
    { value: 2, call: 2 },
  ]);
});
