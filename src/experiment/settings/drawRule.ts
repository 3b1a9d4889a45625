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
 * Describes how the flips of these experiments are drawn, at one BER and at different BERs:
 * `each bit flips by chance; higher rates keep these flips and add more`.
 */
export function drawRule(
  specs: readonly Pick<ExperimentSpec, 'structures' | 'sampling' | 'rateCoupling'>[],
): string {
  return `${flipRule(specs)}; ${rateRule(specs)}`;
}

/**
 * Describes how flips are drawn at one BER: `a fixed number of bits flips, in activations each by
 * chance`. Bits of activations and hidden state always flip independently.
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

/** Describes how the flips of different BERs are related: `every rate draws its own flips`. */
export function rateRule(specs: readonly Pick<ExperimentSpec, 'rateCoupling'>[]): string {
  return anyOf(specs.map(({ rateCoupling }) => RATE_RULES[rateCoupling]));
}

function anyOf(texts: readonly string[]): string {
  return [...new Set(texts)].join(' or ');
}
