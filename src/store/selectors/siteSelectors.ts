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

/** Structures that fault on the present lens: that of structures sets the paper's three side by side, whatever is chosen. */
export function selectFaulty(state: ExplorerState): readonly Structure[] {
  return selectFaultySpec(state).structures;
}

/** The spec with all that faults on the present lens: those of structures and of layers fault every layer. */
export function selectFaultySpec({ spec, view }: ExplorerState): ExperimentSpec {
  return faultySpec(spec, view.lens);
}

const faultySpec = memoizeLast((spec: ExperimentSpec, lens: View['lens']): ExperimentSpec => {
  if (lens !== 'structures' && lens !== 'layers') return spec;
  const layers = checkModel(spec.model).layers.map(({ name }) => name);
  return lens === 'layers' ? { ...spec, layers } : { ...spec, layers, structures: sideBySide(spec.model) };
});

const sideBySide = memoizeLast((model: string) =>
  SIDE_BY_SIDE.filter((structure) => hasStructure(checkModel(model), structure)),
);
