import { isDynamic, samplingOf } from '../../core/siteTensors';
import { formatSeed } from '../../experiment/linkFields';
import type { ExperimentSpec } from '../../experiment/spec/experimentSpec';
import { structuresTitle } from '../../experiment/spec/siteTitle';
import { grouped } from '../format';

const RULES = {
  bernoulli: 'each bit flips by chance',
  count: 'a fixed number of bits flips',
} as const satisfies Record<ExperimentSpec['sampling'], string>;

const PROTOCOLS = {
  nested: 'higher rates keep these flips and add more',
  independent: 'every rate draws its own flips',
} as const satisfies Record<ExperimentSpec['protocol'], string>;

/**
 * How the flips of a figure were drawn and what was counted: `each bit flips by chance; higher rates keep these flips and add more;
 * seed 00000007; first 1,000 of 10,000 images`. `structures` are those of all its curves, `setSize` the samples of the whole test
 * set, null while it is not here.
 */
export function drawWords(
  { sampling, protocol, seed, images }: ExperimentSpec,
  structures: ExperimentSpec['structures'],
  noun: string,
  setSize: number | null,
): string {
  const rules = new Set(structures.map((structure) => samplingOf(structure, sampling)));
  const written = [...new Set(structures)].filter(isDynamic);
  const rule =
    rules.size < 2
      ? RULES[[...rules][0] ?? sampling]
      : `${RULES[sampling]}, in ${structuresTitle(written)} each by chance`;
  const of = setSize === null || setSize === images ? '' : ` of ${grouped(setSize)}`;
  const counted = `${setSize === images ? 'all' : 'first'} ${grouped(images)}${of} ${noun}s`;
  return `${rule}; ${PROTOCOLS[protocol]}; seed ${formatSeed(seed)}; ${counted}`;
}
