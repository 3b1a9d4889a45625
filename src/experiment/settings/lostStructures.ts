import { t } from '../../core/language/t';
import { checkModel } from '../../core/network/catalog';
import { samplesText } from '../../core/network/sampleNoun';
import { grouped } from '../text/numberWords';
import { hasStructure } from './checkStructures';
import type { ExperimentSpec } from './experimentSpec';
import { structuresTitle } from './siteTitle';

/**
 * Describes the structures that another model lacks and those chosen instead. Returns null if it
 * has all of them.
 */
export function lostStructures(before: ExperimentSpec, after: ExperimentSpec): string | null {
  const model = checkModel(after.model);
  if (before.structures.every((structure) => hasStructure(model, structure))) return null;
  const chosen = structuresTitle(after.structures);
  if (after.numSamples === before.numSamples) return t`${model.title} has no hidden state: ${chosen} chosen`;
  const samples = samplesText(after.numSamples, grouped(after.numSamples), model.dataKind);
  return t`${model.title} has no hidden state: ${chosen} chosen, on ${samples}`;
}
