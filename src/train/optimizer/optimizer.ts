import type { Recipe } from '../recipe';
import type { StepPlace, TrainedTensor } from '../trainedTensor';
import { ADADELTA_SLOTS, adadeltaStep } from './adadelta';
import { ADAM_SLOTS, adamStep } from './adam';

/**
 * Returns a tensor at the start of its training, with empty slots for the recipe's optimizer. It
 * takes ownership of `values`.
 */
export function trainedTensor(values: Float32Array, { optimizer }: Recipe): TrainedTensor {
  const slots = SLOTS[optimizer].map((slot) => [slot, new Float32Array(values.length)]);
  return { values, slots: Object.fromEntries(slots) };
}

/**
 * Makes one step of the recipe's optimizer. `tensor` must come from `trainedTensor` with a recipe
 * of the same optimizer.
 */
export function optimizerStep(
  tensor: TrainedTensor,
  gradient: Float32Array,
  recipe: Recipe,
  place: StepPlace,
): void {
  switch (recipe.optimizer) {
    case 'adadelta':
      adadeltaStep(tensor as Parameters<typeof adadeltaStep>[0], gradient, place.learningRate, recipe);
      break;
    case 'adam':
      adamStep(tensor as Parameters<typeof adamStep>[0], gradient, place, recipe);
      break;
    default:
      recipe satisfies never;
  }
}

const SLOTS: Readonly<Record<Recipe['optimizer'], readonly string[]>> = {
  adadelta: ADADELTA_SLOTS,
  adam: ADAM_SLOTS,
};
