import {
  type ClassTrial,
  classSummaries,
  classTrials,
  imagesPerClass,
  type RateOfClassTrials,
} from '../../experiment/classes/classTrials';
import type { TrialResult } from '../../experiment/sweep/results';
import type { ExplorerState } from '../state';
import { memoizeGrowing } from './memoizeGrowing';
import { perState } from './perState';
import { perStore } from './perStore';
import { memoizeLast, selectTrials } from './selectors';

/**
 * Returns the number of counted samples of each class [numClasses], among the first
 * `spec.numSamples`. Null until the set is open.
 */
export const selectImagesPerClass = perState((state: ExplorerState): readonly number[] | null => {
  const { data, spec } = state;
  return imagesOf(state)(data?.labels ?? null, data?.classNames.length ?? 0, spec.numSamples);
});

const imagesOf = perStore(() =>
  memoizeLast((labels: Uint16Array | null, numClasses: number, images: number): readonly number[] | null =>
    labels === null || labels.length < images ? null : imagesPerClass(labels, numClasses, images),
  ),
);

/**
 * Returns the live trials of this experiment at all BERs above 0, in the order in which they ran.
 * Recorded runs have no classes.
 */
export const selectClassTrials = perState((state: ExplorerState): readonly ClassTrial[] => {
  return trialsOf(state)(selectTrials(state), selectImagesPerClass(state));
});

const trialsOf = perStore(() =>
  memoizeGrowing(
    (_images: readonly number[] | null): readonly ClassTrial[] => [],
    (known, fresh: readonly TrialResult[], images) => {
      const more = images === null ? [] : classTrials(fresh, images);
      return more.length === 0 ? known : [...known, ...more];
    },
  ),
);

/** Returns a summary of each BER with live trials, in ascending order. */
export const selectClassSummaries = perState((state: ExplorerState): readonly RateOfClassTrials[] => {
  return summariesOf(state)(selectClassTrials(state));
});

const summariesOf = perStore(() => memoizeLast(classSummaries));
