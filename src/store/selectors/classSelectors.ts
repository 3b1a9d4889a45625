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
import { perStore } from './perStore';
import { memoizeLast, selectTrials } from './selectors';

/**
 * Images counted of each class [numClasses]: those of the first `spec.images` samples; null until
 * the set is here.
 */
export function selectImagesPerClass(state: ExplorerState): readonly number[] | null {
  const { data, spec } = state;
  return imagesOf(state)(data?.labels ?? null, data?.classNames.length ?? 0, spec.numSamples);
}

const imagesOf = perStore(() =>
  memoizeLast((labels: Uint16Array | null, numClasses: number, images: number): readonly number[] | null =>
    labels === null || labels.length < images ? null : imagesPerClass(labels, numClasses, images),
  ),
);

/**
 * The live trials of this experiment at all rates above 0, in the order in which they ran. Stored
 * runs keep no classes.
 */
export function selectClassTrials(state: ExplorerState): readonly ClassTrial[] {
  return trialsOf(state)(selectTrials(state), selectImagesPerClass(state));
}

const trialsOf = perStore(() =>
  memoizeGrowing(
    (_images: readonly number[] | null): readonly ClassTrial[] => [],
    (known, fresh: readonly TrialResult[], images) => {
      const more = images === null ? [] : classTrials(fresh, images);
      return more.length === 0 ? known : [...known, ...more];
    },
  ),
);

/** A summary for each rate with live trials, rates ascending. */
export function selectClassSummaries(state: ExplorerState): readonly RateOfClassTrials[] {
  return summariesOf(state)(selectClassTrials(state));
}

const summariesOf = perStore(() => memoizeLast(classSummaries));
