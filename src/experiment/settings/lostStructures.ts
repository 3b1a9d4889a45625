import { checkModel } from '../../core/network/catalog';
import { sampleNoun } from '../../core/network/sampleNoun';
import { countOf } from '../text/numberWords';
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
  const samples = countOf(after.numSamples, sampleNoun(model.dataKind));
  const counted = after.numSamples === before.numSamples ? '' : `, on ${samples}`;
  return `${model.title} has no hidden state: ${structuresTitle(after.structures)} chosen${counted}`;
}
