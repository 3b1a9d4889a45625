import { checkModel } from '../../core/network/catalog';
import type { Structure } from '../../core/network/model';
import { numTrialBits } from '../../experiment/curve/curve';
import type { View } from '../../experiment/link/view';
import { hasStructure } from '../../experiment/settings/checkStructures';
import { type ExperimentSpec, isTransient } from '../../experiment/settings/experimentSpec';
import type { ExplorerState } from '../state';
import { perState } from './perState';
import { perStore } from './perStore';
import { memoizeLast, selectCounted } from './selectors';

/**
 * Returns the number of bits in which one trial draws faults. With transient faults, the bits of
 * all images count.
 */
export function selectTrialBits(state: ExplorerState): number {
  return trialBits(state)(state.spec);
}

const trialBits = perStore(() => memoizeLast(numTrialBits));

/**
 * Returns the samples over which the flips of a trial are counted, `1,000 images`, with transient
 * faults. Null with permanent faults.
 */
export function selectFlipSpan(state: ExplorerState): string | null {
  return isTransient(state.spec) ? selectCounted(state) : null;
}

const SIDE_BY_SIDE = ['weights', 'activations', 'hiddenState'] as const;

/**
 * Returns the faulty structures on the open tab. The Structures tab compares the paper's three,
 * whatever is chosen.
 */
export function selectFaulty(state: ExplorerState): readonly Structure[] {
  return selectFaultySpec(state).structures;
}

/**
 * Returns the spec with all structures and layers that are faulty on the open tab. The tabs
 * Structures and Layers use every layer.
 */
export const selectFaultySpec = perState((state: ExplorerState): ExperimentSpec => {
  return faultySpec(state)(state.spec, state.view.tab);
});

const faultySpec = perStore(() =>
  memoizeLast((spec: ExperimentSpec, tab: View['tab']): ExperimentSpec => {
    if (tab !== 'structures' && tab !== 'layers') return spec;
    const layers = checkModel(spec.model).layers.map(({ name }) => name);
    return tab === 'layers' ? { ...spec, layers } : { ...spec, layers, structures: sideBySide(spec.model) };
  }),
);

function sideBySide(model: string): readonly Structure[] {
  return SIDE_BY_SIDE.filter((structure) => hasStructure(checkModel(model), structure));
}
