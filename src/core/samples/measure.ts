/**
 * Measure of errors of an experiment. A sample counts as an error
 * - `top1`: if its label is not the predicted class
 * - `top5`: if its label is not among the five classes with the highest scores
 * - `changed`: if its predicted class differs from that of the float network without faults
 *   (critical SDC of Li et al., SC 2017)
 *
 * A sample without an answer is an error in all of them. `deviation` is no count but one number for
 * all samples: the root mean square deviation of the outputs from those of the float network
 * without faults, divided by the deviation of the latter. Links contain these names.
 */
const MEASURES = ['top1', 'top5', 'changed', 'deviation'] as const;
export type Measure = (typeof MEASURES)[number];

/** Fewest classes of a network whose top-5 error may differ from 0. */
const TOP5_CLASSES = 6;

/** True for a network whose outputs are scores of two or more classes. */
export function isClassifier(numClasses: number): boolean {
  return numClasses >= 2;
}

/** Returns the measures that a network with `numClasses` has on labelled or unlabelled samples. */
export function measuresOf(numClasses: number, isLabelled: boolean): readonly Measure[] {
  return MEASURES.filter((measure) => {
    if (measure === 'deviation') return true;
    if (!isClassifier(numClasses)) return false;
    return (measure === 'changed' || isLabelled) && (measure !== 'top5' || numClasses >= TOP5_CLASSES);
  });
}

/** Returns `wanted` if the network has it on such samples, else the first of its measures. */
export function measureFor(wanted: Measure, numClasses: number, isLabelled: boolean): Measure {
  const measures = measuresOf(numClasses, isLabelled);
  return measures.includes(wanted) ? wanted : measures[0]!;
}
