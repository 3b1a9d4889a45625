import { SpecError } from '../../core/errors';
import { t } from '../../core/language/t';
import type { ModelDescription, Structure } from '../../core/network/model';
import { STRUCTURES } from '../../core/site/siteTensors';
import { checkChoice, settingError } from './settingError';
import { structuresTitle } from './siteTitle';

/**
 * True if a model stores values of this structure as words. Only models with a recurrent layer have
 * a hidden state, and only networks that a reader opens have norms.
 */
export function hasStructure({ layers, buffers }: ModelDescription, structure: Structure): boolean {
  return (
    buffers.some((buffer) => buffer.structure === structure) ||
    layers.some(({ tensors }) => tensors.some((tensor) => tensor.structure === structure))
  );
}

/**
 * Returns the structures in the order of `STRUCTURES`. Throws SpecError for an empty list, an
 * unknown or repeated name, and a structure that the model lacks.
 */
export function checkStructures(
  structures: readonly string[],
  model: ModelDescription,
): readonly Structure[] {
  if (structures.length === 0) {
    const wanted = t`some of ${STRUCTURES.join(', ')}`;
    throw new SpecError('structures', t`Cannot use an empty list of structures: expected ${wanted}`);
  }
  for (const [index, name] of structures.entries()) {
    const structure = checkChoice('structures', name, STRUCTURES, t`structures`);
    if (structures.indexOf(name) !== index) {
      throw settingError('structures', t`structure`, name, t`each structure once`);
    }
    if (!hasStructure(model, structure)) {
      throw new SpecError(
        'structures',
        t`${model.title} has no ${structuresTitle([structure])}: expected some of ${structuresTitle(STRUCTURES.filter((one) => hasStructure(model, one)))}`,
      );
    }
  }
  return STRUCTURES.filter((structure) => structures.includes(structure));
}

/** Writes structures as links do, each by its first letter: `wa` is weights and activations. */
export function formatLetters(structures: readonly Structure[]): string {
  return structures.map((structure) => structure[0]).join('');
}

/** Reads the letters that `formatLetters` writes. Throws SpecError for other letters. */
export function parseLetters(text: string): readonly Structure[] {
  const known = STRUCTURES.map((structure) => structure[0]!);
  const titles = STRUCTURES.map((structure) => structuresTitle([structure]));
  const wanted = t`letters of ${known.join(', ')} for ${titles.join(', ')}`;
  return [...text.slice(0, 40)].map((letter) => {
    const structure = STRUCTURES[known.indexOf(letter)];
    if (structure === undefined) throw settingError('structures', t`structures`, text, wanted);
    return structure;
  });
}
