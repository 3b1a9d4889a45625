import { checkModel } from '../../core/network/catalog';
import type { Structure } from '../../core/network/model';
import { numTrialBits } from '../../experiment/curve/curve';
import type { View } from '../../experiment/link/view';
import { hasStructure } from '../../experiment/settings/checkStructures';
import { type ExperimentSpec, isTransient } from '../../experiment/settings/experimentSpec';
import type { ExplorerState } from '../state';
import { perStore } from './perStore';
import { memoizeLast, selectCounted } from './selectors';

/** Bits that one trial draws faults for; transient ones for all its images. */
export function selectTrialBits(state: ExplorerState): number {
  return trialBits(state)(state.spec);
}

const trialBits = perStore(() => memoizeLast(numTrialBits));

/**
 * What the flips of a trial are counted over if the stored words change during it: `1,000 images`;
 * null for words that stay the same.
 */
export function selectFlipSpan(state: ExplorerState): string | null {
  return isTransient(state.spec) ? selectCounted(state) : null;
}

const SIDE_BY_SIDE = ['weights', 'activations', 'hiddenState'] as const;

/**
 * Structures that fault on the present tab. The tab of structures sets the paper's three side by
 * side, whatever is chosen.
 */
export function selectFaulty(state: ExplorerState): readonly Structure[] {
  return selectFaultySpec(state).structures;
}

/** The spec with all that faults on the present tab: those of structures and of layers fault every layer. */
export function selectFaultySpec(state: ExplorerState): ExperimentSpec {
  return faultySpec(state)(state.spec, state.view.tab);
}

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
