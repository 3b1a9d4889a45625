import { t } from '../../core/language/t';
import { pluralOf, type SampleNoun } from '../../core/network/sampleNoun';
import { drawRule } from '../../experiment/settings/drawRule';
import type { ExperimentSpec } from '../../experiment/settings/experimentSpec';
import { formatSeed } from '../../experiment/settings/seed';
import { errorClause } from '../../experiment/text/measureWords';
import { grouped } from '../../experiment/text/numberWords';

/**
 * Describes how the flips of a figure were drawn and which samples were counted: `each bit flips by
 * chance; higher rates keep these flips and add more; seed 00000007; first 1,000 of 10,000 images`.
 * `structures` are those of all its curves. `setSize` is the size of the test set, null until it
 * has loaded.
 */
export function drawWords(
  spec: ExperimentSpec,
  structures: ExperimentSpec['structures'],
  noun: SampleNoun,
  setSize: number | null,
): string {
  const { seed, numSamples, measure } = spec;
  const counted = countedText(grouped(numSamples), setSize === numSamples ? 'all' : setSize, noun);
  const all = [drawRule([{ ...spec, structures }]), t`seed ${formatSeed(seed)}`, counted];
  return [...all, errorClause(measure)].filter((text) => text !== '').join('; ');
}

/** Returns `first 1,000 of 10,000 images`. `of` is the size of the test set, null if not known. */
function countedText(count: string, of: number | 'all' | null, noun: SampleNoun): string {
  const samples = pluralOf(noun);
  if (of === 'all') return t`all ${count} ${samples}`;
  return of === null ? t`first ${count} ${samples}` : t`first ${count} of ${grouped(of)} ${samples}`;
}
