import { expect, it } from 'vitest';
import { CATALOG } from '../../core/network/catalog';
import { PAPER_BUDGETS } from '../../experiment/paper/figures';
import { STORED_PAPER_RUNS } from '../../experiment/paper/storedPaper';
import { DEFAULT_SPEC } from '../../experiment/settings/experimentSpec';
import { specOfModel } from '../../experiment/settings/specOfModel';
import { gridBers } from '../../experiment/sweep/berGrid';
import { countOf } from '../../experiment/sweep/measurement.fake';
import { fakeExplorer } from '../explorer.fake';
import { putMeasured } from '../selectors/measured';
import { relatedRunOf } from '../selectors/relatedRun';
import { expectedMs, sampleCostOf } from './expectedMs';
import { modelWait } from './modelWait';

const store = fakeExplorer('', []);
const state = store.getState();
const wasm = { device: 'wasm', adapter: '', software: false, reason: '', workers: 4 } as const;
const ready = (report: Partial<typeof wasm> | { device: 'webgpu' }) => ({
  ...state,
  engine: { kind: 'ready' as const, report: { ...wasm, ...report } },
});

it('has a stored curve to show for each network that is said to have one', () => {
  for (const { id } of CATALOG.values()) {
    const spec = specOfModel(id, DEFAULT_SPEC);
    expect(relatedRunOf(STORED_PAPER_RUNS, spec) !== null, id).toBe(modelWait(state, id).hasStored);
  }
});

it('estimates from the project’s machine by workers, and from this visit once it was measured', () => {
  const { msPerTrial, images } = PAPER_BUDGETS.get('cf-vgg')!;
  const spec = specOfModel('cf-vgg', state.spec);
  const trials = spec.trials * gridBers(spec.bers).length;
  const prior = (trials * spec.numSamples * msPerTrial) / images;
  expect(modelWait(state, 'cf-vgg').ms).toBeCloseTo(prior, 6);
  expect(modelWait(ready({}), 'cf-vgg').ms).toBeCloseTo(prior / 4, 6);
  expect(modelWait({ ...ready({}), sampleCosts: { 'cf-vgg': 2 } }, 'cf-vgg').ms).toBe(
    2 * trials * spec.numSamples,
  );
});

it('knows nothing of a GPU before its first sweep, nor of a network without a measured time', () => {
  expect(sampleCostOf(ready({ device: 'webgpu' }), 'lenet-fc')).toBeNull();
  expect(expectedMs(ready({ device: 'webgpu' }), 5)).toBeNull();
  expect(modelWait(state, 'vgg16')).toEqual({ hasStored: false, ms: null });
});

it('leaves out trials that have run', () => {
  const { spec } = state;
  const results = gridBers(spec.bers).map((ber) => ({ ber, trial: 0, ...countOf(100) }));
  const later = { ...state, measured: putMeasured(state, [{ spec, baseline: null, results }]) };
  const share = modelWait(later, spec.model).ms! / modelWait(state, spec.model).ms!;
  expect(share).toBeCloseTo((spec.trials - 1) / spec.trials, 9);
});
