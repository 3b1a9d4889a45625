import { SpecError } from '../../core/errors';
import type { ModelDescription, Structure } from '../../core/network/model';
import { STRUCTURES } from '../../core/site/siteTensors';
import { checkChoice, settingError } from './settingError';

/** True when a model stores anything of this structure: a hidden state takes a recurrent cell. */
export function hasStructure(model: ModelDescription, structure: Structure): boolean {
  return structure !== 'hiddenState' || model.buffers.some((buffer) => buffer.structure === structure);
}

/**
 * Returns the structures in their order; throws SpecError for an empty list, an unknown or repeated name, or one that the model
 * has nowhere.
 */
export function checkStructures(
  structures: readonly string[],
  model: ModelDescription,
): readonly Structure[] {
  if (structures.length === 0) {
    const wanted = `some of ${STRUCTURES.join(', ')}`;
    throw new SpecError('structures', `Cannot use an empty list of structures: expected ${wanted}`);
  }
  for (const [index, name] of structures.entries()) {
    const structure = checkChoice('structures', name, STRUCTURES);
    if (structures.indexOf(name) !== index) {
      throw settingError('structures', 'structure', name, 'each structure once');
    }
    if (!hasStructure(model, structure)) {
      const wanted = 'weights, biases or activations; a GRU has one';
      throw new SpecError('structures', `${model.title} has no hidden state: expected ${wanted}`);
    }
  }
  return STRUCTURES.filter((structure) => structures.includes(structure));
}

/** Reads `weights,activations`; returns the structures in their order, or throws as `checkStructures` does. */
export function parseStructures(text: string, model: ModelDescription): readonly Structure[] {
  return checkStructures(text.trim() === '' ? [] : text.split(',').map((name) => name.trim()), model);
}
