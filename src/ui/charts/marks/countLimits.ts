import { samplingOf } from '../../../core/site/siteTensors';
import { firstFlip, firstFlips } from '../../../experiment/curve/curve';
import type { ExperimentSpec } from '../../../experiment/settings/experimentSpec';
import { structuresTitle } from '../../../experiment/settings/siteTitle';
import { scientific } from '../../text/format';
import { type BerDomain, berDomain } from '../frame/berScale';

/** Where on an axis the count rule leaves bits alone: of N bits of a tensor it flips none below the rate 1 / N. */
export interface CountLimits {
  /** No bit of the series flips below this rate; null where bits do, or where the axis does not reach. */
  readonly none: number | null;
  /** The rates below which one layer or more of the series is untouched yet, ascending, `none` left out. */
  readonly layers: readonly number[];
}

/** The limits of a series within an axis; none under independent flips. */
export function countLimits(spec: ExperimentSpec, { from, to }: BerDomain): CountLimits {
  const first = firstFlip(spec);
  const none = first !== null && first > from ? first : null;
  const layers = new Set(firstFlips(spec).map(({ ber }) => ber));
  return {
    none,
    layers: [...layers].filter((ber) => ber > from && ber < to && ber !== none).sort((a, b) => a - b),
  };
}

/** The rate below which the count rule flips no bit of any of these series; null where it flips some of one. */
export function noneOfAll(limits: readonly CountLimits[]): number | null {
  const rates = limits.map(({ none }) => none ?? 0);
  const lowest = Math.min(...rates);
  return rates.length > 0 && lowest > 0 ? lowest : null;
}

/** The rates at which a series among others has a mark of its own: those where no hatch of all of them ends. */
export function footRates({ none, layers }: CountLimits, all: readonly CountLimits[]): readonly number[] {
  return none === null || none === noneOfAll(all) ? layers : [none, ...layers];
}

/** The limits within the rates of an experiment as a sentence; empty without any. */
export function countLimitSentence(spec: ExperimentSpec): string {
  const { none, layers } = countLimits(spec, berDomain(spec.bers));
  const last = layers.at(-1);
  const counted = spec.structures.filter((structure) => samplingOf(structure, spec.sampling) === 'count');
  const parts = counted.length < spec.structures.length ? `the ${structuresTitle(counted)} of some` : 'some';
  const acts = [
    ...(none === null ? [] : [`no bit below ${scientific(none)}`]),
    ...(last === undefined ? [] : [`no bit of ${parts} layers below ${scientific(last)}`]),
  ];
  return acts.length === 0 ? '' : `A fixed count flips ${acts.join(' and ')}.`;
}
