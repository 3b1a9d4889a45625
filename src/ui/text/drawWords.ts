import { t } from '../../core/language/t';
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
  noun: string,
  setSize: number | null,
): string {
  const { seed, numSamples, measure } = spec;
  const counted = countedText(grouped(numSamples), setSize === numSamples ? 'all' : setSize, noun);
  const all = [drawRule([{ ...spec, structures }]), t`seed ${formatSeed(seed)}`, counted];
  return [...all, errorClause(measure)].filter((text) => text !== '').join('; ');
}

/** Returns `first 1,000 of 10,000 images`. `of` is the size of the test set, null if not known. */
function countedText(count: string, of: number | 'all' | null, noun: string): string {
  const isSpeech = noun === 'recording';
  if (of === 'all') return isSpeech ? t`all ${count} recordings` : t`all ${count} images`;
  if (of === null) return isSpeech ? t`first ${count} recordings` : t`first ${count} images`;
  return isSpeech
    ? t`first ${count} of ${grouped(of)} recordings`
    : t`first ${count} of ${grouped(of)} images`;
}
