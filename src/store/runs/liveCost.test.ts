import { expect, it } from 'vitest';
import { experimentLink } from '../../experiment/paper/claims/claim';
import { PAPER_BUDGETS, paperExperiments } from '../../experiment/paper/figures';
import { BASELINE } from '../../experiment/sweep/measurement.fake';
import { FIXTURE_BUSY, FIXTURE_STORED, madeUpResults } from '../../ui/fixtures/explorer';
import { withMeasured, withOwn } from '../selectors/measured.fake';
import type { ExplorerState } from '../state';
import { liveCostOf } from './liveCost';

const LINK = experimentLink('lenet-fc', 'weights-own-count', 'types');
const OWN = paperExperiments('lenet-fc').find(({ id }) => id === 'weights-own-count')!.spec;
const RATES = 21;
const STATE: ExplorerState = { ...FIXTURE_BUSY, storedRuns: [], sampleCosts: {} };
const liveCost = (state: ExplorerState, link = LINK) => liveCostOf(link)(state);

it('counts every experiment that the link’s tab sets side by side', () => {
  const trialsOf = (...about: Parameters<typeof experimentLink>) =>
    liveCost(STATE, experimentLink(...about))!.trials;
  expect(trialsOf('lenet-fc', 'weights-own-count', 'types')).toBe(2 * 150 * RATES);
  expect(trialsOf('lenet-fc', 'fc-1-count', 'layers')).toBe(3 * 150 * RATES);
  expect(trialsOf('lenet-fc', 'fc-1-count', 'classes')).toBe(150 * RATES);
});

it('takes the project’s throughput for a model that has not run, shared by the workers', () => {
  const { msPerTrial } = PAPER_BUDGETS.get('lenet-fc')!;
  const trials = 2 * 150 * RATES;
  const cost = liveCost(STATE)!;
  expect(cost.trials).toBe(trials);
  expect(cost.ms).toBeCloseTo((trials * msPerTrial) / 2, 6);
  const alone = liveCost({ ...STATE, engine: { kind: 'starting' } })!;
  expect(alone.ms).toBeCloseTo(trials * msPerTrial, 6);
});

it('takes the throughput of this visit where there is one, for what still lacks', () => {
  const measured = { spec: OWN, baseline: BASELINE, results: madeUpResults(OWN, 50) };
  const state = { ...STATE, sampleCosts: { 'lenet-fc': 0.01, 'ti-gru': 5 } };
  const after = withMeasured(state, [measured]);
  expect(liveCost(after)).toMatchObject({ trials: (150 + 100) * RATES, hasStored: false });
  expect(liveCost(after)!.ms).toBeCloseTo((150 + 100) * RATES * 1000 * 0.01, 6);
  // The same trials as those of the current experiment.
  const opened = withOwn({ ...state, spec: OWN }, measured);
  expect(liveCost(opened)!.trials).toBe((150 + 100) * RATES);
});

it('says whether a recorded run is there of any of them', () => {
  const stored = { ...FIXTURE_STORED, spec: OWN };
  expect(liveCost({ ...STATE, storedRuns: [FIXTURE_STORED] })!.hasStored).toBe(false);
  expect(liveCost({ ...STATE, storedRuns: [FIXTURE_STORED, stored] })!.hasStored).toBe(true);
});

it('knows no wait for a model without a budget that has not run', () => {
  const resnet = '#/x?v=1&m=resnet50';
  expect(liveCost(STATE, resnet)).toBeNull();
  expect(liveCost({ ...STATE, sampleCosts: { resnet50: 1 } }, resnet)).not.toBeNull();
});

it('is worked out anew when its own results, throughput or recorded runs change, and not while another model runs', () => {
  const select = liveCostOf(LINK);
  const cost = select(STATE);
  const elsewhere = {
    ...withOwn(STATE, { results: [] }),
    progress: null,
    sampleCosts: { 'ti-gru': 5 },
  };
  expect(select(elsewhere)).toBe(cost);
  const opened = withOwn({ ...STATE, spec: OWN }, { results: madeUpResults(OWN, 1) });
  const changes = [
    opened,
    withOwn(opened, { results: madeUpResults(OWN, 2) }),
    { ...STATE, sampleCosts: { 'lenet-fc': 5 } },
  ];
  const told = changes.map((state) => select(state)!);
  expect(told.map(({ trials }) => trials)).toEqual([299 * RATES, 298 * RATES, 300 * RATES]);
  expect(told[2]!.ms).toBe(300 * RATES * 1000 * 5);
});
