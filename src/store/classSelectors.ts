import {
  type ClassVariance,
  type ClassVarianceSummary,
  classVariance,
  summarizeClassVariance,
} from '../experiment/classVariance';
import { groupByBer, type TrialResult } from '../experiment/results';
import { memoizeLast } from './selectors';
import type { ExplorerState } from './state';

/** One live trial with the class variance of its wrong answers. */
export interface ClassTrial extends ClassVariance {
  readonly result: TrialResult;
}

/** Images counted of each class [numClasses]: those of the first `spec.images` samples; null until the set is here. */
export function selectImagesPerClass({ data, spec }: ExplorerState): readonly number[] | null {
  return imagesPerClass(data?.labels ?? null, data?.classNames.length ?? 0, spec.images);
}

const imagesPerClass = memoizeLast(
  (labels: Uint16Array | null, numClasses: number, images: number): readonly number[] | null => {
    if (labels === null || labels.length < images) return null;
    const counts = new Array<number>(numClasses).fill(0);
    for (const label of labels.subarray(0, images)) counts[label] = counts[label]! + 1;
    return counts;
  },
);

/** The live trials of this experiment at all rates above 0, in the order in which they ran. Stored runs keep no classes. */
export function selectClassTrials(state: ExplorerState): readonly ClassTrial[] {
  return classTrials(state.results, selectImagesPerClass(state));
}

const NO_TRIALS: readonly ClassTrial[] = [];

const classTrials = memoizeLast(
  (results: readonly TrialResult[], images: readonly number[] | null): readonly ClassTrial[] =>
    images === null
      ? NO_TRIALS
      : results
          .filter(({ ber, wrongPerClass }) => ber > 0 && wrongPerClass.length === images.length)
          .map((result) => ({ result, ...classVariance(result.wrongPerClass, images) })),
);

/** What the trials of one rate say together. */
export interface RateOfClassTrials {
  readonly ber: number;
  readonly summary: ClassVarianceSummary;
}

/** A summary for each rate with live trials, rates ascending. */
export function selectClassSummaries(state: ExplorerState): readonly RateOfClassTrials[] {
  return summaries(selectClassTrials(state));
}

const summaries = memoizeLast((trials: readonly ClassTrial[]): readonly RateOfClassTrials[] => {
  const places = new Map(trials.map((trial) => [trial.result, trial]));
  return Array.from(groupByBer(trials.map(({ result }) => result)), ([ber, group]) => ({
    ber,
    summary: summarizeClassVariance(group.map((result) => places.get(result)!))!,
  }));
});
