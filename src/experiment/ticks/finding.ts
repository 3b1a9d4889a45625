import { checkModel } from '../../core/network/catalog';
import { sampleNoun } from '../../core/network/sampleNoun';
import type { Baseline } from '../../core/site/injection';
import { isDynamic } from '../../core/site/siteTensors';
import { evidenceOf, neededTrials } from '../curve/evidence';
import { guessingSentence } from '../curve/guessing';
import { formatBitPositions } from '../settings/checkBitPositions';
import { dataTitle, defaultWeights, weightsTitle } from '../settings/dataId';
import { type ExperimentSpec, isTransient } from '../settings/experimentSpec';
import { storedTitle, structuresTitle, topBitName } from '../settings/siteTitle';
import { type BerGrid, gridBers } from '../sweep/berGrid';
import { completeTrials, type ScoredTrial } from '../sweep/results';
import { countOf } from '../text/numberWords';
import { percentOf } from '../text/percentWords';
import { type Tick, whyUnresolved } from './tick';
import type { NoIncrease, Tolerance } from './tolerance';

/**
 * Loss at the end of the sentence, in percentage points: clearly visible, and far from guessing.
 */
const STATED_LOSS = 5;

/**
 * Describes the result of an experiment so far in one sentence, with the number of trials and
 * images. Rates are written like 1.8e-5. Only trials that the spec plans count. `measured` is their
 * tolerance.
 *
 * The sentence gives tick(0), which names its 0.1 points, and not the paper's "no measured
 * increase". Over many trials a single additional wrong image ends the latter, so it depends mostly
 * on the number of trials.
 */
export function finding(
  spec: ExperimentSpec,
  baseline: Baseline | null,
  results: readonly ScoredTrial[],
  measured: Tolerance | null,
): string {
  const subject = subjectOf(spec);
  if (baseline === null) return `${subject}: no error has been counted yet.`;
  const { wrong, total } = baseline.quantized;
  const percent = percentOf(wrong / total);
  const images = countOf(total, sampleNoun(checkModel(spec.model).dataKind));
  const guessing = guessingSentence(spec, baseline);
  if (guessing !== null) return guessing;
  if (measured === null) {
    return `${subject} has an error of ${percent} without faults (${images}); no trial has finished yet.`;
  }
  const [noLoss, statedLoss] = [0, STATED_LOSS].map(
    (wanted) => measured.ticks.find(({ loss }) => loss === wanted)!,
  );
  const fewest = completeTrials({ spec, results });
  const evidence = `${trialsText(spec, fewest)}, ${images}`;
  if (evidenceOf(fewest) === 'early')
    return `${subject} has an error of ${percent} without faults (${images}); for a finding ${neededTrials(fewest)}.`;
  return `${subject} ${kept(noLoss!, percent)} and ${lost(statedLoss!)} (${evidence}).`;
}

/**
 * Describes the paper's "no measured increase", with the trials, images and grid that it depends
 * on: the highest tested rate at which, and below which, every mean is at most the baseline. `noun`
 * names one sample.
 */
export function noIncreaseText(
  { ber, everyRate, trials, images }: NoIncrease,
  grid: BerGrid,
  noun: string,
): string {
  const evidence = `${countOf(trials, 'trial')}, ${countOf(images, noun)}, ${gridText(grid)}`;
  const words =
    ber === null
      ? `even ${rate(gridBers(grid)[0]!)}, the lowest rate tested, costs something`
      : `no rate up to ${rate(ber)}${everyRate ? ', the highest tested,' : ''} costs anything`;
  return `Counting any increase, as the paper does, ${words} (${evidence}).`;
}

function gridText(grid: BerGrid): string {
  const bers = gridBers(grid);
  const span = `from ${rate(bers[0]!)} to ${rate(bers.at(-1)!)}`;
  return grid.kind === 'span'
    ? `${countOf(grid.perDecade, 'rate')} per decade ${span}`
    : `${countOf(bers.length, 'rate')} ${span}`;
}

function subjectOf(spec: ExperimentSpec): string {
  const model = checkModel(spec.model);
  const trained =
    spec.weights === defaultWeights(spec.data, model)
      ? ''
      : ` trained on ${weightsTitle(spec.weights, model.dataKind)},`;
  return `${model.title}${trained} on ${dataTitle(spec.data, model.dataKind)}${faultsOf(spec)}`;
}

/**
 * Describes the faulty values unless they are all weights: ` with transient faults in sign bits of
 * activations of fc-1 only`.
 */
function faultsOf(spec: ExperimentSpec): string {
  const { model, structures, layers, bitPositions } = spec;
  const isWhole = layers.length === checkModel(model).layers.length;
  const isPlain = structuresTitle(structures) === 'weights' && bitPositions === null;
  if (isPlain) return isWhole ? '' : ` with faults in ${layers.join(', ')} only`;
  const written = structures.filter(isDynamic);
  const top = topBitName(spec);
  const isMixed = written.length < structures.length;
  const bits =
    bitPositions === null
      ? ''
      : bitPositions.every((plane) => plane === 0)
        ? `the ${top} bits of `
        : `bits ${formatBitPositions(bitPositions)} (0 the ${top}) of `;
  const site = `${bits}${storedTitle(spec)}${isWhole ? '' : ` of ${layers.join(', ')} only`}`;
  return isTransient(spec) && isMixed
    ? ` with faults in ${site} (transient in ${structuresTitle(written)})`
    : ` with ${isTransient(spec) ? 'transient ' : ''}faults in ${site}`;
}

function kept({ ber: { value, bound }, thresholdPoints }: Tick, percent: string): string {
  switch (bound) {
    case 'exact':
      return `keeps its ${percent} error within ${thresholdPoints} points up to ${rate(value)}`;
    case 'atLeast':
      return `keeps its ${percent} error within ${thresholdPoints} points at every rate tested, up to ${rate(value)},`;
    case 'atMost':
      return `leaves its ${percent} error by more than ${thresholdPoints} points already at ${rate(value)}, the lowest rate tested,`;
    default:
      return bound satisfies never;
  }
}

function lost(tick: Tick): string {
  const { value, bound } = tick.ber;
  switch (bound) {
    case 'exact':
      return tick.interval === null
        ? `loses ${STATED_LOSS} points near ${rate(value)}, ${whyUnresolved(tick)}`
        : `loses ${STATED_LOSS} points at ${rate(value)}`;
    case 'atLeast':
      return `loses no more than ${STATED_LOSS} points up to ${rate(value)}`;
    case 'atMost':
      return `loses more than ${STATED_LOSS} points already at ${rate(value)}`;
    default:
      return bound satisfies never;
  }
}

/**
 * Formats the number of trials: `8 of 30 trials per rate so far, provisional`; `30 trials per
 * rate`.
 */
function trialsText({ trials }: ExperimentSpec, fewest: number): string {
  const per =
    fewest < trials
      ? `${fewest} of ${countOf(trials, 'trial')} per rate so far`
      : `${countOf(trials, 'trial')} per rate`;
  return evidenceOf(fewest) === 'firm' ? per : `${per}, provisional`;
}

function rate(ber: number): string {
  return ber.toExponential(1);
}
