import { drawRule } from '../../experiment/settings/drawRule';
import type { ExperimentSpec } from '../../experiment/settings/experimentSpec';
import { formatSeed } from '../../experiment/settings/seed';
import { grouped } from './format';

/**
 * How the flips of a figure were drawn and what was counted: `each bit flips by chance; higher rates keep these flips and add more;
 * seed 00000007; first 1,000 of 10,000 images`. `structures` are those of all its curves, `setSize` the samples of the whole test
 * set, null while it is not here.
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
