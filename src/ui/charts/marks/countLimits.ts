import { t } from '../../../core/language/t';
import { samplingOf } from '../../../core/site/siteTensors';
import { firstFlip, firstFlips } from '../../../experiment/curve/curve';
import type { ExperimentSpec } from '../../../experiment/settings/experimentSpec';
import { structuresTitle } from '../../../experiment/settings/siteTitle';
import { scientific } from '../../text/format';
import { type BerDomain, berDomain } from '../frame/berScale';

/**
 * Limits of the count rule on a rate axis. Below the rate 1 / N the rule flips none of the N bits
 * of a tensor.
 */
export interface CountLimits {
  /**
   * Rate below which no bit of the series flips; null if bits may flip at all rates of the axis.
   */
  readonly none: number | null;
  /** Rates at which the first bit of a layer flips, without `none`, ascending. */
  readonly layers: readonly number[];
}

/** Returns the limits of a series within an axis. Independent flips have no limits. */
export function countLimits(spec: ExperimentSpec, { from, to }: BerDomain): CountLimits {
  const first = firstFlip(spec);
  const none = first !== null && first > from ? first : null;
  const layers = new Set(firstFlips(spec).map(({ ber }) => ber));
  return {
    none,
    layers: [...layers].filter((ber) => ber > from && ber < to && ber !== none).sort((a, b) => a - b),
  };
}

/**
 * Returns the rate below which the count rule flips no bit of any series; null if there is none.
 */
export function noneOfAll(limits: readonly CountLimits[]): number | null {
  const rates = limits.map(({ none }) => none ?? 0);
  const lowest = Math.min(...rates);
  return rates.length > 0 && lowest > 0 ? lowest : null;
}

/**
 * Returns the rates at which one of several series has a mark of its own. The end of the area that
 * is hatched for all series needs no mark.
 */
export function footRates({ none, layers }: CountLimits, all: readonly CountLimits[]): readonly number[] {
  return none === null || none === noneOfAll(all) ? layers : [none, ...layers];
}

/** States the limits within the rates of an experiment as a sentence; empty without limits. */
export function countLimitSentence(spec: ExperimentSpec): string {
  const { none, layers } = countLimits(spec, berDomain(spec.bers));
  const last = layers.at(-1);
  const counted = spec.structures.filter((structure) => samplingOf(structure, spec.sampling) === 'count');
  if (last === undefined)
    return none === null ? '' : t`A fixed count flips no bit below ${scientific(none)}.`;
  const [first, rate] = [none === null ? '' : scientific(none), scientific(last)];
  if (counted.length < spec.structures.length) {
    const title = structuresTitle(counted);
    return none === null
      ? t`A fixed count flips no bit of the ${title} of some layers below ${rate}.`
      : t`A fixed count flips no bit below ${first} and no bit of the ${title} of some layers below ${rate}.`;
  }
  return none === null
    ? t`A fixed count flips no bit of some layers below ${rate}.`
    : t`A fixed count flips no bit below ${first} and no bit of some layers below ${rate}.`;
}
