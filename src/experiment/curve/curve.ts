import { checkModel } from '../../core/network/catalog';
import {
  expectedSiteFlips,
  type SiteTensor,
  samplingOf,
  siteBits,
  siteTensors,
} from '../../core/site/siteTensors';
import type { ExperimentSpec } from '../settings/experimentSpec';
import { siteOf, toInjection } from '../settings/toInjection';
import type { Baseline, CurvePoint, ScoredTrial } from '../sweep/results';
import type { LossOrigin } from './lossCurve';
import { chanceError, summarize } from './statistics';

/** Classification error against rate, with the levels that a chart draws beside it. All errors are shares in [0, 1]. */
interface Curve {
  /** Ascending by rate. */
  readonly points: readonly CurvePoint[];
  /** Fault-free error of float weights; null until the baseline is there. */
  readonly floatError: number | null;
  /** Fault-free error of quantised weights, from which increases are measured; null until the baseline is there. */
  readonly baselineError: number | null;
  /** Error of guessing: what a curve saturates at. */
  readonly chance: number;
  /** One image: no smaller difference of one trial can be seen. */
  readonly resolution: number;
  /** Trials that make a point complete. */
  readonly plannedTrials: number;
}

/** Joins spec, baseline and trials into the curve that is drawn (Figs. 3, 4 and 6). */
export function makeCurve(
  spec: ExperimentSpec,
  baseline: Baseline | null,
  results: readonly ScoredTrial[],
): Curve {
  return {
    points: summarize(results, (ber) => expectedFlipsOf(spec, ber)),
    floatError: baseline === null ? null : baseline.float.wrong / baseline.float.total,
    baselineError: baseline === null ? null : baseline.quantized.wrong / baseline.quantized.total,
    chance: chanceError(checkModel(spec.model).numClasses),
    resolution: 1 / spec.images,
    plannedTrials: spec.trials,
  };
}

/** Stored bits of the experiment's site that may flip, of one sample where an inference writes them. */
export function numSiteBits(spec: ExperimentSpec): number {
  return siteBits(checkModel(spec.model), siteOf(spec));
}

/** Words of the experiment's site, of one sample where an inference writes them. */
export function numSiteWords(spec: ExperimentSpec): number {
  const tensors = siteTensors(checkModel(spec.model), siteOf(spec));
  return tensors.reduce((sum, { space }) => sum + space.numWords, 0);
}

/** Bits that one trial draws faults for: those of all its images where transient faults change what an inference writes. */
export function numTrialBits(spec: ExperimentSpec): number {
  return expectedFlipsOf({ ...spec, sampling: 'bernoulli' }, 1);
}

/** Mean number of flipped bits of one trial at a rate; the count rule draws per tensor, so its means are summed. */
export function expectedFlipsOf(spec: ExperimentSpec, ber: number): number {
  return expectedSiteFlips(checkModel(spec.model), toInjection(spec, ber, 0));
}

/**
 * The lowest rate at which a trial is expected to flip `flips` bits, above 0, rounded where the count rule governs all of them:
 * ten draws flip a little less than ten on average. Under the count rule nothing at all flips below the rate of one flip,
 * 1 / (bits of the largest tensor); under independent flips some trials still do.
 */
export function berOfFlips(spec: ExperimentSpec, flips: number): number {
  const numBits = numTrialBits(spec);
  if (countedTensors(spec).length === 0) return flips / numBits;
  const first = firstFlip(spec);
  if (flips <= 1 && first !== null) return first;
  const enough = first === null ? flips : flips - 0.5;
  // Means over whole numbers of draws have no inverse in closed form; halving the logarithm 60 times is exact to the last digits.
  let [low, high] = [Math.log(enough / numBits), 0];
  for (let step = 0; step < 60; step++) {
    const middle = (low + high) / 2;
    if (expectedFlipsOf(spec, Math.exp(middle)) < enough) low = middle;
    else high = middle;
  }
  return Math.exp(high);
}

/** True when the count rule governs all that faults: bits of activations and hidden state flip each by chance whatever the rule. */
export function countsFlips({ structures, sampling }: ExperimentSpec): boolean {
  return structures.every((structure) => samplingOf(structure, sampling) === 'count');
}

/** What losses of the experiment are counted from; null until the baseline is there. */
export function lossOrigin(spec: ExperimentSpec, baseline: Baseline | null): LossOrigin | null {
  if (baseline === null) return null;
  return { faultFree: baseline.quantized.wrong / baseline.quantized.total, firstFlip: firstFlip(spec) };
}

/** The rate below which the count rule flips no bit of the site; null where some flip each by chance. */
export function firstFlip(spec: ExperimentSpec): number | null {
  return countsFlips(spec) ? Math.min(...firstFlips(spec).map(({ ber }) => ber)) : null;
}

/**
 * The rates below which the count rule leaves a layer as it is: one bit of all bits of its largest tensor, which flips first.
 * In network order; empty under independent flips.
 */
export function firstFlips(
  spec: ExperimentSpec,
): readonly { readonly layer: string; readonly ber: number }[] {
  const limits = new Map<string, number>();
  for (const { layer, space } of countedTensors(spec)) {
    const ber = 1 / (space.numWords * space.width);
    limits.set(layer, Math.min(ber, limits.get(layer) ?? ber));
  }
  return Array.from(limits, ([layer, ber]) => ({ layer, ber }));
}

/** The tensors of the site whose flips the count rule governs. */
function countedTensors(spec: ExperimentSpec): readonly SiteTensor[] {
  return siteTensors(checkModel(spec.model), siteOf(spec)).filter(
    ({ structure }) => samplingOf(structure, spec.sampling) === 'count',
  );
}
