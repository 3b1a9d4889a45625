import { checkModel } from '../../core/network/catalog';
import type { Structure } from '../../core/network/model';
import { numTrialBits } from '../../experiment/curve/curve';
import type { View } from '../../experiment/link/view';
import { hasStructure } from '../../experiment/settings/checkStructures';
import { type ExperimentSpec, isTransient } from '../../experiment/settings/experimentSpec';
import type { ExplorerState } from '../state';
import { memoizeLast, selectCounted } from './selectors';

/** Bits that one trial draws faults for; transient ones for all its images. */
export function selectTrialBits({ spec }: ExplorerState): number {
  return trialBits(spec);
}

const trialBits = memoizeLast(numTrialBits);

/** What a trial's flips are counted over where the stored words change with it: `1,000 images`; null for words that stay. */
export function selectFlipSpan(state: ExplorerState): string | null {
  return isTransient(state.spec) ? selectCounted(state) : null;
}

const SIDE_BY_SIDE = ['weights', 'activations', 'hiddenState'] as const;

/** Structures that fault on the present tab: that of structures sets the paper's three side by side, whatever is chosen. */
export function selectFaulty(state: ExplorerState): readonly Structure[] {
  return selectFaultySpec(state).structures;
}

/** The spec with all that faults on the present tab: those of structures and of layers fault every layer. */
export function selectFaultySpec({ spec, view }: ExplorerState): ExperimentSpec {
  return faultySpec(spec, view.tab);
}

const faultySpec = memoizeLast((spec: ExperimentSpec, tab: View['tab']): ExperimentSpec => {
  if (tab !== 'structures' && tab !== 'layers') return spec;
  const layers = checkModel(spec.model).layers.map(({ name }) => name);
  return tab === 'layers' ? { ...spec, layers } : { ...spec, layers, structures: sideBySide(spec.model) };
});

const sideBySide = memoizeLast((model: string) =>
  SIDE_BY_SIDE.filter((structure) => hasStructure(checkModel(model), structure)),
);
