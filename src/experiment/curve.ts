import { expectedFlips } from '../core/faultPattern';
import { numWeightBits } from '../core/model';
import { wordBits } from '../core/qformat';
import type { Baseline, CurvePoint, ScoredTrial } from './results';
import { checkModel, type ExperimentSpec } from './spec';
import { chanceError, summarize } from './statistics';

/** Classification error against rate, with the levels that a chart draws beside it. All errors are shares in [0, 1]. */
export interface Curve {
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

/** Stored bits of the experiment's site. */
export function numSiteBits(spec: ExperimentSpec): number {
  return numWeightBits(checkModel(spec.model), spec.layers, wordBits(spec.format));
}

/** Mean number of flipped bits of one trial at a rate; the count rule draws per tensor, so its floors are summed. */
export function expectedFlipsOf(spec: ExperimentSpec, ber: number): number {
  const model = checkModel(spec.model);
  const width = wordBits(spec.format);
  return spec.layers.reduce(
    (sum, layer) => sum + expectedFlips(numWeightBits(model, [layer], width), spec.sampling, ber),
    0,
  );
}

/**
 * The lowest rate at which a trial is expected to flip `flips` bits, above 0. Under the count rule nothing at all flips below
 * the rate of one flip, 1 / (bits of the largest tensor); under independent flips some trials still do.
 */
export function berOfFlips(spec: ExperimentSpec, flips: number): number {
  if (spec.sampling === 'bernoulli') return flips / numSiteBits(spec);
  if (flips <= 1) return Math.min(...firstFlips(spec).map(({ ber }) => ber));
  // The sum of floors has no inverse in closed form; halving the logarithm 60 times is exact to the last digits.
  let [low, high] = [
    Math.log(flips / numSiteBits(spec)),
    Math.log((flips + spec.layers.length) / numSiteBits(spec)),
  ];
  for (let step = 0; step < 60; step++) {
    const middle = (low + high) / 2;
    if (expectedFlipsOf(spec, Math.exp(middle)) < flips) low = middle;
    else high = middle;
  }
  return Math.exp(high);
}

/** The rate below which the count rule leaves a layer as it is: one bit of all its bits. */
export function firstFlips(
  spec: ExperimentSpec,
): readonly { readonly layer: string; readonly ber: number }[] {
  const model = checkModel(spec.model);
  const width = wordBits(spec.format);
  return spec.layers.map((layer) => ({ layer, ber: 1 / numWeightBits(model, [layer], width) }));
}
