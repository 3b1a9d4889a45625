import type { ModelDescription } from '../network/model';

/**
 * Measure of errors of an experiment. A sample counts as an error
 * - `top1`: if its label is not the predicted class
 * - `top5`: if its label is not among the five classes with the highest scores
 * - `changed`: if its predicted class differs from that of the float network without faults
 *   (critical SDC of Li et al., SC 2017)
 *
 * A sample without an answer is an error in all of them. The others are no counts but one number
 * for all samples:
 * - `deviation`: the root mean square deviation of the outputs from those of the float network
 *   without faults, divided by the deviation of the latter
 * - `perplexity`: 2 to the power of the cross entropy of the labels in bits (`crossEntropy`). The
 *   number is the cross entropy, which is averaged over trials; texts and axes show its power.
 *
 * Links contain these names.
 */
const MEASURES = ['top1', 'top5', 'changed', 'deviation', 'perplexity'] as const;
export type Measure = (typeof MEASURES)[number];

/** Measures that count samples. */
export type CountMeasure = Exclude<Measure, 'deviation' | 'perplexity'>;

/** Facts of a network that its measures depend on. */
export type Measured = Pick<ModelDescription, 'numClasses' | 'dataKind' | 'scoreKind'>;

/** Fewest classes of a network whose top-5 error may differ from 0. */
const TOP5_CLASSES = 6;

/** True for a network whose outputs are scores of two or more classes. */
export function isClassifier(numClasses: number): boolean {
  return numClasses >= 2;
}

/** True for a measure that counts samples. */
export function isCount(measure: Measure): measure is CountMeasure {
  return measure !== 'deviation' && measure !== 'perplexity';
}

/** False for a measure whose losses have no points of per cent, at which ticks are read. */
export function hasTicks(measure: Measure): boolean {
  return measure !== 'perplexity';
}

/**
 * Returns the measures that a network has on labelled or unlabelled samples. Networks of text and
 * the reader's have a perplexity, if their outputs are probabilities or scores before a softmax.
 */
export function measuresOf(
  { numClasses, dataKind, scoreKind }: Measured,
  isLabelled: boolean,
): readonly Measure[] {
  return MEASURES.filter((measure) => {
    if (measure === 'deviation') return true;
    if (!isClassifier(numClasses)) return false;
    if (measure === 'changed') return true;
    if (measure === 'perplexity' && ((dataKind !== 'text' && dataKind !== 'own') || !scoreKind)) return false;
    return isLabelled && (measure !== 'top5' || numClasses >= TOP5_CLASSES);
  });
}

/** Returns `wanted` if the network has it on such samples, else the first of its measures. */
export function measureFor(wanted: Measure, model: Measured, isLabelled: boolean): Measure {
  const measures = measuresOf(model, isLabelled);
  return measures.includes(wanted) ? wanted : measures[0]!;
}
