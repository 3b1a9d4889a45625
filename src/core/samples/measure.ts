/**
 * Measure of errors of an experiment. A sample counts as an error
 * - `top1`: if its label is not the predicted class
 * - `top5`: if its label is not among the five classes with the highest scores
 * - `changed`: if its predicted class differs from that of the float network without faults
 *   (critical SDC of Li et al., SC 2017)
 *
 * A sample without an answer is an error in all of them. Links contain these names.
 */
const MEASURES = ['top1', 'top5', 'changed'] as const;
export type Measure = (typeof MEASURES)[number];

/** Fewest classes of a network whose top-5 error may differ from 0. */
const TOP5_CLASSES = 6;

/** Returns the measures that a network with `numClasses` has on labelled or unlabelled samples. */
export function measuresOf(numClasses: number, isLabelled: boolean): readonly Measure[] {
  return MEASURES.filter(
    (measure) => (measure === 'changed' || isLabelled) && (measure !== 'top5' || numClasses >= TOP5_CLASSES),
  );
}

/** Returns `wanted` if samples with or without labels have it, else their default. */
export function measureFor(wanted: Measure, isLabelled: boolean): Measure {
  return isLabelled ? wanted : 'changed';
}
