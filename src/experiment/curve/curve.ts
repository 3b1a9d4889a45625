import { checkModel } from '../../core/network/catalog';
import { type Baseline, errorOf } from '../../core/site/injection';
import {
  expectedSiteFlips,
  type SiteTensor,
  samplingOf,
  siteBits,
  siteTensors,
} from '../../core/site/siteTensors';
import type { ExperimentSpec } from '../settings/experimentSpec';
import { siteOf, toInjection } from '../settings/toInjection';
import type { CurvePoint, ScoredTrial } from '../sweep/results';
import type { LossOrigin } from './lossCurve';
import { chanceError, summarize } from './statistics';

/**
 * Classification error against rate, with the levels that a chart draws beside it. Errors are
 * shares in [0, 1].
 */
interface Curve {
  /** Ascending by rate. */
  readonly points: readonly CurvePoint[];
  /** Fault-free error of the float network; null until the baseline is known. */
  readonly floatError: number | null;
  /**
   * Fault-free error of the quantised network, from which increases are measured; null until the
   * baseline is known.
   */
  readonly baselineError: number | null;
  /** Error of guessing, at which a curve saturates. */
  readonly chance: number;
  /** Share of one image: the smallest difference that one trial can show. */
  readonly resolution: number;
  /** Number of trials at which a point is complete. */
  readonly plannedTrials: number;
}

/** Joins spec, baseline and trials into the curve of a chart (Figs. 3, 4 and 6). */
export function makeCurve(
  spec: ExperimentSpec,
  baseline: Baseline | null,
  results: readonly ScoredTrial[],
): Curve {
  return {
    points: summarize(results, (ber) => expectedFlipsOf(spec, ber)),
    floatError: baseline === null ? null : errorOf(baseline.float),
    baselineError: baseline === null ? null : errorOf(baseline.quantized),
    chance: chanceOf(spec),
    resolution: 1 / spec.numSamples,
    plannedTrials: spec.trials,
  };
}

/** Returns the error of guessing in an experiment (`chanceError`). */
export function chanceOf({ model, measure }: Pick<ExperimentSpec, 'model' | 'measure'>): number {
  return chanceError(checkModel(model).numClasses, measure);
}

/**
 * Returns the number of stored bits of the site that may flip. Values written by an inference are
 * counted for one sample.
 */
export function numSiteBits(spec: ExperimentSpec): number {
  return siteBits(checkModel(spec.model), siteOf(spec));
}

/**
 * Returns the number of words of the site. Values written by an inference are counted for one
 * sample.
 */
export function numSiteWords(spec: ExperimentSpec): number {
  const tensors = siteTensors(checkModel(spec.model), siteOf(spec));
  return tensors.reduce((sum, { space }) => sum + space.numWords, 0);
}

/**
 * Returns the number of bits that one trial draws faults for: those of all its images if transient
 * faults change values written by an inference.
 */
export function numTrialBits(spec: ExperimentSpec): number {
  return expectedFlipsOf({ ...spec, sampling: 'bernoulli' }, 1);
}

/**
 * Returns the mean number of flipped bits of one trial at a rate. The count rule draws per tensor,
 * so the means are summed.
 */
export function expectedFlipsOf(spec: ExperimentSpec, ber: number): number {
  return expectedSiteFlips(checkModel(spec.model), toInjection(spec, ber, 0));
}

/**
 * Returns the lowest rate above 0 at which a trial is expected to flip `flips` bits. If the count
 * rule governs all of them, the number of draws is rounded: ten draws flip slightly fewer than ten
 * bits on average.
 *
 * The count rule flips no bit below 1 / (bits of the largest tensor). Under independent flips some
 * trials still do.
 */
export function berOfFlips(spec: ExperimentSpec, flips: number): number {
  const numBits = numTrialBits(spec);
  if (countedTensors(spec).length === 0) return flips / numBits;
  const first = firstFlip(spec);
  if (flips <= 1 && first !== null) return first;
  const enough = first === null ? flips : flips - 0.5;
  // The mean over whole numbers of draws has no closed inverse. Sixty halvings of the logarithm are
  // exact to the last digits.
  let [low, high] = [Math.log(enough / numBits), 0];
  for (let step = 0; step < 60; step++) {
    const middle = (low + high) / 2;
    if (expectedFlipsOf(spec, Math.exp(middle)) < enough) low = middle;
    else high = middle;
  }
  return Math.exp(high);
}

/**
 * Returns true when the count rule governs the whole site. Bits of activations and hidden state
 * always flip independently.
 */
export function countsFlips({ structures, sampling }: ExperimentSpec): boolean {
  return structures.every((structure) => samplingOf(structure, sampling) === 'count');
}

/** Returns the fault-free error that losses are measured from; null until the baseline is known. */
export function lossOrigin(spec: ExperimentSpec, baseline: Baseline | null): LossOrigin | null {
  if (baseline === null) return null;
  return { faultFree: errorOf(baseline.quantized), firstFlip: firstFlip(spec) };
}

/**
 * Returns the rate below which the count rule flips no bit of the site; null if some bits flip
 * independently.
 */
export function firstFlip(spec: ExperimentSpec): number | null {
  return countsFlips(spec) ? Math.min(...firstFlips(spec).map(({ ber }) => ber)) : null;
}

/**
 * Returns for each layer the rate below which the count rule flips none of its bits: 1 / (bits of
 * its largest tensor). In network order; empty under independent flips.
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

/** Returns the tensors of the site whose flips the count rule governs. */
function countedTensors(spec: ExperimentSpec): readonly SiteTensor[] {
  return siteTensors(checkModel(spec.model), siteOf(spec)).filter(
    ({ structure }) => samplingOf(structure, spec.sampling) === 'count',
  );
}
