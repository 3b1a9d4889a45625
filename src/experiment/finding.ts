import { TRAINING_SET_TITLES } from '../core/catalog';
import type { Baseline, TrialResult } from './results';
import { checkModel, dataTitle, defaultWeights, type ExperimentSpec } from './spec';
import { type Bounded, type Interval, type NoIncrease, type Tolerance, tolerance } from './tolerance';

/** The loss that the sentence ends with, in percentage points: clearly visible, and still far from guessing. */
const TOLD_LOSS = 5;

/**
 * One plain sentence: what the experiment has shown so far, with the patterns and images it rests on. Pass the tolerance of
 * the same results when it is at hand.
 */
export function finding(
  spec: ExperimentSpec,
  baseline: Baseline | null,
  results: readonly TrialResult[],
  known?: Tolerance | null,
): string {
  const subject = subjectOf(spec);
  if (baseline === null) return `${subject}: nothing measured yet.`;
  const percent = `${((100 * baseline.quantized.wrong) / baseline.quantized.total).toFixed(1)} %`;
  const measured = known === undefined ? tolerance({ spec, baseline, results }) : known;
  const images = count(baseline.quantized.total, 'image');
  if (measured === null)
    return `${subject} has an error of ${percent} without faults (${images}); no fault pattern has run yet.`;
  const { noIncrease, ticks } = measured;
  const evidence = `${patterns(noIncrease.trials, spec.trials)}, ${images}`;
  const told = ticks.find(({ loss }) => loss === TOLD_LOSS)!;
  return `${subject} ${kept(noIncrease, percent, evidence, results)} and ${lost(told.ber, told.interval)}.`;
}

function subjectOf(spec: ExperimentSpec): string {
  const model = checkModel(spec.model);
  const trained =
    spec.weights === defaultWeights(spec.data) ? '' : ` trained on ${TRAINING_SET_TITLES[spec.weights]},`;
  const faulty =
    spec.layers.length === model.layers.length ? '' : ` with faults in ${spec.layers.join(', ')} only`;
  return `${model.title}${trained} on ${dataTitle(spec.data)}${faulty}`;
}

function kept(
  noIncrease: NoIncrease,
  percent: string,
  evidence: string,
  results: readonly TrialResult[],
): string {
  if (noIncrease.ber === null) {
    const lowest = results.reduce((least, { ber }) => (ber > 0 ? Math.min(least, ber) : least), 1);
    return `leaves its ${percent} error already at ${rate(lowest)}, the lowest rate tested (${evidence}),`;
  }
  const upTo = noIncrease.everyRate ? 'at every rate tested, up to' : 'up to';
  return `keeps its ${percent} error ${upTo} ${rate(noIncrease.ber)} (${evidence})`;
}

function lost({ value, bound }: Bounded, interval: Interval | null): string {
  if (bound === 'atLeast') return `loses no more than ${TOLD_LOSS} points up to ${rate(value)}`;
  if (bound === 'atMost') return `loses more than ${TOLD_LOSS} points already at ${rate(value)}`;
  if (interval === null)
    return `loses ${TOLD_LOSS} points near ${rate(value)}, not resolved by these patterns`;
  return `loses ${TOLD_LOSS} points at ${rate(value)}`;
}

function patterns(numTrials: number, planned: number): string {
  return numTrials < planned
    ? `${numTrials} of ${count(planned, 'pattern')} so far`
    : count(numTrials, 'pattern');
}

function count(number: number, noun: string): string {
  return `${number.toLocaleString('en')} ${noun}${number === 1 ? '' : 's'}`;
}

function rate(ber: number): string {
  return ber.toExponential(1);
}
