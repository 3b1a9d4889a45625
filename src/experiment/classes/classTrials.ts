import { groupByBer, type TrialResult } from '../sweep/results';
import {
  type ClassVariance,
  type ClassVarianceSummary,
  classVariance,
  summarizeClassVariance,
} from './classVariance';

/** One trial with the class variance of its wrong answers. */
export interface ClassTrial extends ClassVariance {
  readonly result: TrialResult;
}

/** What the trials of one rate say together. */
export interface RateOfClassTrials {
  readonly ber: number;
  readonly summary: ClassVarianceSummary;
}

/** Images of each class [numClasses] among the first `images` of `labels`, which are at least as many. */
export function imagesPerClass(labels: Uint16Array, numClasses: number, images: number): readonly number[] {
  const counts = new Array<number>(numClasses).fill(0);
  for (const label of labels.subarray(0, images)) counts[label] = counts[label]! + 1;
  return counts;
}

/** The trials at rates above 0 that kept the classes of their wrong answers, in the order given; `images` [numClasses]. */
export function classTrials(
  results: readonly TrialResult[],
  images: readonly number[],
): readonly ClassTrial[] {
  return results
    .filter(({ ber, wrongPerClass }) => ber > 0 && wrongPerClass.length === images.length)
    .map((result) => ({ result, ...classVariance(result.wrongPerClass, images) }));
}

/** A summary for each rate that has trials, rates ascending. */
export function classSummaries(trials: readonly ClassTrial[]): readonly RateOfClassTrials[] {
  const places = new Map(trials.map((trial) => [trial.result, trial]));
  return Array.from(groupByBer(trials.map(({ result }) => result)), ([ber, group]) => ({
    ber,
    summary: summarizeClassVariance(group.map((result) => places.get(result)!))!,
  }));
}
