import { expect, it } from 'vitest';
import { experimentLink } from '../experiment/paper/claim';
import { PAPER_BUDGETS, paperExperiments } from '../experiment/paper/figures';
import { FIXTURE_BASELINE, FIXTURE_BUSY, FIXTURE_STORED, madeUpResults } from '../ui/fixtures/explorer';
import { linkedExperiments, liveCost } from './liveCost';
import { putAllMeasured } from './measured';
import type { ExplorerState } from './state';

const LINK = experimentLink('lenet-fc', 'weights-own-count', 'types');
const OWN = paperExperiments('lenet-fc').find(({ id }) => id === 'weights-own-count')!.spec;
const RATES = 21;
const EXPERIMENTS = linkedExperiments(LINK);
const STATE: ExplorerState = { ...FIXTURE_BUSY, storedRuns: [], paces: {} };

it('counts every experiment that the link’s lens sets side by side', () => {
  expect(EXPERIMENTS.size).toBe(2);
  expect(linkedExperiments(experimentLink('lenet-fc', 'fc-1-count', 'layers')).size).toBe(3);
  expect(linkedExperiments(experimentLink('lenet-fc', 'fc-1-count', 'classes')).size).toBe(1);
});

it('takes the project’s pace for a model that has not run, shared by the workers', () => {
  const { msPerTrial } = PAPER_BUDGETS.get('lenet-fc')!;
  const trials = 2 * 150 * RATES;
  const cost = liveCost(STATE, EXPERIMENTS)!;
  expect(cost.trials).toBe(trials);
  expect(cost.ms).toBeCloseTo((trials * msPerTrial) / 2, 6);
  const alone = liveCost({ ...STATE, engine: { kind: 'starting' } }, EXPERIMENTS)!;
  expect(alone.ms).toBeCloseTo(trials * msPerTrial, 6);
});

it('takes the pace of this visit where there is one, for what still lacks', () => {
  const measured = { spec: OWN, baseline: FIXTURE_BASELINE, results: madeUpResults(OWN, 50) };
  const state = { ...STATE, paces: { 'lenet-fc': 0.01, 'ti-gru': 5 } };
  const after = { ...state, ...putAllMeasured(state, [measured]) };
  expect(liveCost(after, EXPERIMENTS)).toMatchObject({ trials: (150 + 100) * RATES, hasStored: false });
  expect(liveCost(after, EXPERIMENTS)!.ms).toBeCloseTo((150 + 100) * RATES * 1000 * 0.01, 6);
  // The same trials as the reader's own experiment.
  const opened = { ...state, spec: OWN, results: measured.results };
  expect(liveCost(opened, EXPERIMENTS)!.trials).toBe((150 + 100) * RATES);
});

it('says whether a stored run is there of any of them', () => {
  const stored = { ...FIXTURE_STORED, spec: OWN };
  expect(liveCost({ ...STATE, storedRuns: [FIXTURE_STORED] }, EXPERIMENTS)!.hasStored).toBe(false);
  expect(liveCost({ ...STATE, storedRuns: [FIXTURE_STORED, stored] }, EXPERIMENTS)!.hasStored).toBe(true);
});

it('knows no wait for a model without a budget that has not run', () => {
  const resnet = linkedExperiments('#/x?v=1&m=resnet50');
  expect(liveCost(STATE, resnet)).toBeNull();
  expect(liveCost({ ...STATE, paces: { resnet50: 1 } }, resnet)).not.toBeNull();
});
