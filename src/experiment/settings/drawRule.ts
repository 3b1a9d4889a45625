import { listChoices } from '../../core/language/listChoices';
import { t } from '../../core/language/t';
import { isDynamic, samplingOf } from '../../core/site/siteTensors';
import type { ExperimentSpec } from './experimentSpec';
import { structuresTitle } from './siteTitle';

function ruleText(rule: ExperimentSpec['sampling']): string {
  return rule === 'bernoulli' ? t`each bit flips by chance` : t`a fixed number of bits flips`;
}

function rateText(coupling: ExperimentSpec['rateCoupling']): string {
  return coupling === 'nested'
    ? t`higher rates keep these flips and add more`
    : t`every rate draws its own flips`;
}

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
    return t`a fixed number of bits flips, in ${structuresTitle([...new Set(chance)])} each by chance`;
  return anyOf(places.map(({ rule }) => ruleText(rule)));
}

/** Describes how the flips of different BERs are related: `every rate draws its own flips`. */
export function rateRule(specs: readonly Pick<ExperimentSpec, 'rateCoupling'>[]): string {
  return anyOf(specs.map(({ rateCoupling }) => rateText(rateCoupling)));
}

function anyOf(texts: readonly string[]): string {
  return listChoices([...new Set(texts)]);
}
