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
