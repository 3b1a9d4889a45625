import { expect, it } from 'vitest';
import { specOfModel } from '../../experiment/settings/specOfModel';
import { FIXTURE_BUSY } from '../../ui/fixtures/explorer';
import { makeFixtureStore } from '../../ui/fixtures/fixtureStore';
import type { ExplorerState } from '../state';

const SPEC = { ...FIXTURE_BUSY.spec, numSamples: 1000 };
const WASM = FIXTURE_BUSY.engine;

/** Creates a store that watches its sample costs, and a function that reports progress. */
function watched() {
  const store = makeFixtureStore({ ...FIXTURE_BUSY, spec: SPEC, progress: null });
  const report = (done: number, remainingMs: number | null, change: Partial<ExplorerState> = {}) => {
    store.setState({ ...change, progress: { done, total: 100, remainingMs, running: done < 100 } });
    return store.getState().sampleCosts;
  };
  return { store, report };
}

it('knows a model’s throughput once its sweep tells how long it still takes', () => {
  const { report } = watched();
  expect(report(0, null)).toEqual({});
  // 90 trials of 1,000 samples in 1.8 s.
  expect(report(10, 1800)).toEqual({ 'lenet-fc': 2e-5 * 1000 });
  expect(report(100, 0)).toEqual({ 'lenet-fc': 0.02 });
  const spec = { ...specOfModel('ti-gru', SPEC), numSamples: 100 };
  expect(report(50, 5000, { spec })).toEqual({ 'lenet-fc': 0.02, 'ti-gru': 1 });
});

it('tells a throughput that has changed, not each report', () => {
  const { report } = watched();
  const first = report(10, 1800);
  expect(report(20, 1600)).toBe(first);
  expect(report(20, 1700)).toBe(first);
  expect(report(20, 2000)).toEqual({ 'lenet-fc': 0.025 });
});

it('forgets all sampleCosts when another device starts', () => {
  const { store, report } = watched();
  report(10, 1800);
  store.setState({ engine: { kind: 'starting' } });
  expect(store.getState().sampleCosts).toEqual({});
  store.setState({ engine: WASM });
  expect(report(10, 900)).toEqual({ 'lenet-fc': 0.01 });
});
