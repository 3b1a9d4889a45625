import { expect, it } from 'vitest';
import { DEFAULT_SPEC, type ExperimentSpec } from '../../experiment/settings/experimentSpec';
import { specOfModel } from '../../experiment/settings/specOfModel';
import { initialState } from '../initialState';
import { DIRECT_DESK } from './directDesk';
import { selectFlipSpan, selectTrialBits } from './siteSelectors';

const read = (spec: ExperimentSpec) => {
  const state = { ...initialState('', [], DIRECT_DESK), spec };
  return [selectTrialBits(state), selectFlipSpan(state)];
};
const COUNT = { ...DEFAULT_SPEC, sampling: 'count' } as const;

it('counts stored bits once, and over all images where each draws its own', () => {
  expect(read(COUNT)).toEqual([2_129_600, null]);
  expect(read({ ...COUNT, lifetime: 'transient' })).toEqual([2_129_600, null]);
  const activations = { ...COUNT, structures: ['activations'] } as const;
  expect(read(activations)).toEqual([3280, null]);
  expect(read({ ...activations, lifetime: 'transient' })).toEqual([3_280_000, '1,000 images']);
});

it('counts a hidden state at every time step', () => {
  const recurrent = specOfModel('ti-gru', DEFAULT_SPEC);
  const hidden = { ...recurrent, structures: ['hiddenState'], lifetime: 'transient', numSamples: 1 } as const;
  expect(read(hidden)).toEqual([254 * 200 * 8, '1 recording']);
});
