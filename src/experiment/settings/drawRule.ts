import { isDynamic, samplingOf } from '../../core/site/siteTensors';
import type { ExperimentSpec } from './experimentSpec';
import { structuresTitle } from './siteTitle';

const RULES = {
  bernoulli: 'each bit flips by chance',
  count: 'a fixed number of bits flips',
} as const satisfies Record<ExperimentSpec['sampling'], string>;

const RATE_RULES = {
  nested: 'higher rates keep these flips and add more',
  independent: 'every rate draws its own flips',
} as const satisfies Record<ExperimentSpec['rateCoupling'], string>;

/**
 * How the flips of these experiments are drawn, within a rate and from rate to rate:
 * `each bit flips by chance; higher rates keep these flips and add more`.
 */
export function drawRule(
  specs: readonly Pick<ExperimentSpec, 'structures' | 'sampling' | 'rateCoupling'>[],
): string {
  return `${flipRule(specs)}; ${rateRule(specs)}`;
}

/**
 * How flips are drawn within a rate: `a fixed number of bits flips, in activations each by chance`.
 * What inferences write flips by a rule of its own.
 */
export function flipRule(specs: readonly Pick<ExperimentSpec, 'structures' | 'sampling'>[]): string {
  const places = specs.flatMap(({ structures, sampling }) =>
    structures.map((structure) => ({ structure, rule: samplingOf(structure, sampling) })),
  );
  const chance = places.filter(({ rule }) => rule === 'bernoulli').map(({ structure }) => structure);
  const isCounted = chance.length < places.length;
  if (isCounted && chance.length > 0 && chance.every(isDynamic))
    return `${RULES.count}, in ${structuresTitle([...new Set(chance)])} each by chance`;
  return anyOf(places.map(({ rule }) => RULES[rule]));
}

/** How flips of different rates hang together: `every rate draws its own flips`. */
export function rateRule(specs: readonly Pick<ExperimentSpec, 'rateCoupling'>[]): string {
  return anyOf(specs.map(({ rateCoupling }) => RATE_RULES[rateCoupling]));
}

function anyOf(texts: readonly string[]): string {
  return [...new Set(texts)].join(' or ');
}
