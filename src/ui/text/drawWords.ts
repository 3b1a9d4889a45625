import { drawRule } from '../../experiment/settings/drawRule';
import type { ExperimentSpec } from '../../experiment/settings/experimentSpec';
import { formatSeed } from '../../experiment/settings/seed';
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
  const { seed, numSamples } = spec;
  const of = setSize === null || setSize === numSamples ? '' : ` of ${grouped(setSize)}`;
  const counted = `${setSize === numSamples ? 'all' : 'first'} ${grouped(numSamples)}${of} ${noun}s`;
  return `${drawRule([{ ...spec, structures }])}; seed ${formatSeed(seed)}; ${counted}`;
}
