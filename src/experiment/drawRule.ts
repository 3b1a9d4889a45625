import { isDynamic, samplingOf } from '../core/siteTensors';
import type { ExperimentSpec } from './spec/experimentSpec';
import { structuresTitle } from './spec/siteTitle';

const RULES = {
  bernoulli: 'each bit flips by chance',
  count: 'a fixed number of bits flips',
} as const satisfies Record<ExperimentSpec['sampling'], string>;

const PROTOCOLS = {
  nested: 'higher rates keep these flips and add more',
  independent: 'every rate draws its own flips',
} as const satisfies Record<ExperimentSpec['protocol'], string>;

/**
 * How flips are drawn, within a rate and from rate to rate: `each bit flips by chance; higher rates keep these flips and add more`.
 * `structures` are those of all that is spoken of: what inferences write flips by a rule of its own.
 */
export function drawRule(
  { sampling, protocol }: Pick<ExperimentSpec, 'sampling' | 'protocol'>,
  structures: ExperimentSpec['structures'],
): string {
  const rules = new Set(structures.map((structure) => samplingOf(structure, sampling)));
  const written = [...new Set(structures)].filter(isDynamic);
  const rule =
    rules.size < 2
      ? RULES[[...rules][0] ?? sampling]
      : `${RULES[sampling]}, in ${structuresTitle(written)} each by chance`;
  return `${rule}; ${PROTOCOLS[protocol]}`;
}
