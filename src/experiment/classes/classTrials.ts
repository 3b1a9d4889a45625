import { groupByBer, type TrialResult } from '../sweep/results';
import {
  type ClassVariance,
  type ClassVarianceSummary,
  classVariance,
  summarizeClassVariance,
} from './classVariance';

/** Trial with the class variance of its wrong answers. */
export interface ClassTrial extends ClassVariance {
  readonly result: TrialResult;
}

/** Class variance summary of the trials of one rate. */
export interface RateOfClassTrials {
  readonly ber: number;
  readonly summary: ClassVarianceSummary;
}

/**
 * Counts the images of each class [numClasses] among the first `images` of `labels`. `labels` has
 * at least that many.
 */
export function imagesPerClass(labels: Uint16Array, numClasses: number, images: number): readonly number[] {
  const counts = new Array<number>(numClasses).fill(0);
  for (const label of labels.subarray(0, images)) counts[label] = counts[label]! + 1;
  return counts;
}

/**
 * Returns the trials above rate 0 that have counts by class, in the order given; `images`
 * [numClasses].
 */
export function classTrials(
  results: readonly TrialResult[],
  images: readonly number[],
): readonly ClassTrial[] {
  return results
    .filter(({ ber, wrongPerClass }) => ber > 0 && wrongPerClass.length === images.length)
    .map((result) => ({ result, ...classVariance(result.wrongPerClass, images) }));
}

/** Summarises each rate that has trials, rates ascending. */
export function classSummaries(trials: readonly ClassTrial[]): readonly RateOfClassTrials[] {
  const places = new Map(trials.map((trial) => [trial.result, trial]));
  return Array.from(groupByBer(trials.map(({ result }) => result)), ([ber, group]) => ({
    ber,
    summary: summarizeClassVariance(group.map((result) => places.get(result)!))!,
  }));
}
