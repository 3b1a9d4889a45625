import { quantile } from '../curve/statistics';
import { pearson, spearman } from './correlation';

/** Variance of one trial's wrong answers over the true classes (Ares, Sec. 4.2). */
export interface ClassVariance {
  /** Share of wrong images, in [0, 1]. */
  readonly error: number;
  /** Population variance over the true classes of the number of misclassified images. */
  readonly variance: number;
  /**
   * Variance divided by the largest that the error allows, in [0, 1]; null if all images are right
   * or all are wrong.
   */
  readonly normalized: number | null;
}

/**
 * Computes the class variance of a trial from its misclassified images of each true class,
 * `wrongPerClass` [numClasses], and the images counted of each class, `imagesPerClass`
 * [numClasses]. Classes without images are left out.
 *
 * With n images in each class the normalised value is V / (n² e(1 - e)). At error e the variance
 * cannot exceed n² e(1 - e), reached when each class is all right or all wrong. That bound alone
 * correlates variance and error. With classes of different size the normalised value is the
 * variance of the error shares of the classes over s(1 - s), where s is their mean. It is in [0,
 * 1], and equals the first formula for equal sizes. The plain variance uses counts, as the paper
 * does, so it includes differences in class size.
 *
 * Throws RangeError if the lengths differ, no class has images or a class has more wrong images
 * than images.
 */
export function classVariance(
  wrongPerClass: readonly number[],
  imagesPerClass: readonly number[],
): ClassVariance {
  if (wrongPerClass.length !== imagesPerClass.length) {
    throw new RangeError(
      `Cannot take the variance of ${wrongPerClass.length} classes: expected ${imagesPerClass.length}, as there are image counts`,
    );
  }
  const classes = wrongPerClass
    .map((wrong, index) => ({ wrong, images: imagesPerClass[index]! }))
    .filter(({ wrong, images }) => wrong > 0 || images > 0);
  if (classes.length === 0) {
    throw new RangeError('Cannot take the variance of no images: expected at least one class with images');
  }
  const excess = classes.find(({ wrong, images }) => !(wrong >= 0 && wrong <= images));
  if (excess !== undefined) {
    throw new RangeError(`A class has ${excess.wrong} of ${excess.images} images wrong: expected 0 to all`);
  }
  const shares = classes.map(({ wrong, images }) => wrong / images);
  const meanShare = mean(shares);
  const wrong = classes.map((one) => one.wrong);
  const error = sum(wrong) / sum(classes.map(({ images }) => images));
  return {
    error,
    variance: populationVariance(wrong),
    normalized:
      error === 0 || error === 1 ? null : populationVariance(shares) / (meanShare * (1 - meanShare)),
  };
}

/** Extreme distribution of wrong answers over the classes, drawn as a mark among the trials. */
export interface ReferenceShape extends ClassVariance {
  readonly kind: 'oneClass' | 'halfTheClasses';
}

/**
 * Returns the two causes of high variance that the paper names: one class all wrong, and half of
 * the classes (rounded down) all wrong, with the others all right. Of classes that differ in size
 * the largest are wrong. `imagesPerClass` [numClasses] are at least 1, and two or more.
 */
export function referenceShapes(imagesPerClass: readonly number[]): readonly ReferenceShape[] {
  const images = largestFirst(imagesPerClass);
  const shape = (kind: ReferenceShape['kind'], numDead: number): ReferenceShape => ({
    kind,
    ...classVariance(
      images.map((count, index) => (index < numDead ? count : 0)),
      images,
    ),
  });
  return [shape('oneClass', 1), shape('halfTheClasses', Math.floor(images.length / 2))];
}

/** Error and variance of a trial, as a point of a line. */
export type VariancePoint = Pick<ClassVariance, 'error' | 'variance'>;

/**
 * Returns the line that no trial's variance exceeds, from error 0 to 1: its points are 0, 1, 2 …
 * classes all wrong, the largest first, and the others all right. `imagesPerClass` [numClasses] are
 * at least 1.
 *
 * Of all counts with one sum these have the largest sum of squares. Between two points one class
 * is wrong in part, and the variance is a convex function of that part: it lies below the straight
 * line.
 */
export function largestVariances(imagesPerClass: readonly number[]): readonly VariancePoint[] {
  const images = largestFirst(imagesPerClass);
  return Array.from({ length: images.length + 1 }, (_, numDead) => {
    const wrong = images.map((count, index) => (index < numDead ? count : 0));
    const { error, variance } = classVariance(wrong, images);
    return { error, variance };
  });
}

function largestFirst(images: readonly number[]): readonly number[] {
  return images.toSorted((a, b) => b - a);
}

/**
 * Statistics of the trials of one rate for Sec. 4.2 of the paper. Errors are shares of images in
 * [0, 1].
 */
export interface ClassVarianceSummary {
  readonly trials: number;
  /**
   * Correlations of error and variance over the trials; null for fewer than 3 trials or a constant
   * list.
   */
  readonly pearson: number | null;
  readonly spearman: number | null;
  /**
   * Correlations with the normalised variance, which has no error bound, over the trials that have
   * one.
   */
  readonly pearsonNormalized: number | null;
  readonly spearmanNormalized: number | null;
  /**
   * A mean far above the median is the paper's skew: few bad trials dominate it (LeNetCNN at 1e-3:
   * 12.2 % and 6.8 %).
   */
  readonly mean: number;
  readonly median: number;
  readonly q90: number;
}

/** Summarises the trials of one rate, in any order; null without trials. */
export function summarizeClassVariance(trials: readonly ClassVariance[]): ClassVarianceSummary | null {
  if (trials.length === 0) return null;
  const errors = trials.map(({ error }) => error);
  const variances = trials.map(({ variance }) => variance);
  const uncapped = trials.flatMap(({ error, normalized }) =>
    normalized === null ? [] : [{ error, normalized }],
  );
  const uncappedErrors = uncapped.map(({ error }) => error);
  const normalized = uncapped.map((trial) => trial.normalized);
  const sorted = Float64Array.from(errors).sort();
  return {
    trials: trials.length,
    pearson: pearson(errors, variances),
    spearman: spearman(errors, variances),
    pearsonNormalized: pearson(uncappedErrors, normalized),
    spearmanNormalized: spearman(uncappedErrors, normalized),
    mean: mean(errors),
    median: quantile(sorted, 0.5),
    q90: quantile(sorted, 0.9),
  };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

function mean(values: readonly number[]): number {
  return sum(values) / values.length;
}

function populationVariance(values: readonly number[]): number {
  const center = mean(values);
  return mean(values.map((value) => (value - center) ** 2));
}
