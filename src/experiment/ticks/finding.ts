import { t } from '../../core/language/t';
import { checkModel } from '../../core/network/catalog';
import { countedText, type SampleNoun, samplesText } from '../../core/network/sampleNoun';
import { hasTicks } from '../../core/samples/measure';
import { type Baseline, errorOf } from '../../core/site/injection';
import { isDynamic } from '../../core/site/siteTensors';
import { evidenceOf, neededTrials } from '../curve/evidence';
import { guessingSentence } from '../curve/guessing';
import { formatBitPositions } from '../settings/checkBitPositions';
import { dataTitle, defaultWeights, weightsTitle } from '../settings/dataId';
import { type ExperimentSpec, isTransient } from '../settings/experimentSpec';
import { storedTitle, structuresTitle, topBitName } from '../settings/siteTitle';
import { type BerGrid, gridBers } from '../sweep/berGrid';
import { completeTrials, type ScoredTrial } from '../sweep/results';
import { errorText } from '../text/errorWords';
import { errorClause, whyNoTicks } from '../text/measureWords';
import { grouped } from '../text/numberWords';
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
  if (baseline === null) return t`${subject}: no error has been counted yet.`;
  const { total } = baseline.quantized;
  const error = errorOf(baseline.quantized);
  const counted = samplesText(total, grouped(total), checkModel(spec.model).dataKind);
  const images = [counted, errorClause(spec.measure)].filter((text) => text !== '').join(', ');
  const guessing = guessingSentence(spec, baseline);
  if (guessing !== null) return guessing;
  if (!hasTicks(spec.measure))
    return t`${subject} has a perplexity of ${errorText(error, spec.measure)} without faults (${images}); ${whyNoTicks()}.`;
  const percent = percentOf(error);
  if (measured === null) {
    return t`${subject} has an error of ${percent} without faults (${images}); no trial has finished yet.`;
  }
  const [noLoss, statedLoss] = [0, STATED_LOSS].map(
    (wanted) => measured.ticks.find(({ loss }) => loss === wanted)!,
  );
  const fewest = completeTrials({ spec, results });
  const evidence = `${trialsText(spec, fewest)}, ${images}`;
  if (evidenceOf(fewest) === 'early')
    return t`${subject} has an error of ${percent} without faults (${images}); for a finding ${neededTrials(fewest)}.`;
  return t`${subject} ${kept(noLoss!, percent)} and ${lost(statedLoss!)} (${evidence}).`;
}

/**
 * Describes the paper's "no measured increase", with the trials, images and grid that it depends
 * on: the highest tested rate at which, and below which, every mean is at most the baseline. `noun`
 * names one sample.
 */
export function noIncreaseText(
  { ber, everyRate, trials, images }: NoIncrease,
  grid: BerGrid,
  noun: SampleNoun,
): string {
  const numTrials = grouped(trials);
  const evidence = [
    trials === 1 ? t`${numTrials} trial` : t`${numTrials} trials`,
    countedText(images, grouped(images), noun),
    gridText(grid),
  ].join(', ');
  if (ber === null)
    return t`Counting any increase, as the paper does, even ${rate(gridBers(grid)[0]!)}, the lowest rate tested, costs something (${evidence}).`;
  return everyRate
    ? t`Counting any increase, as the paper does, no rate up to ${rate(ber)}, the highest tested, costs anything (${evidence}).`
    : t`Counting any increase, as the paper does, no rate up to ${rate(ber)} costs anything (${evidence}).`;
}

function gridText(grid: BerGrid): string {
  const bers = gridBers(grid);
  const [from, to] = [rate(bers[0]!), rate(bers.at(-1)!)];
  const count = grid.kind === 'span' ? grid.perDecade : bers.length;
  if (grid.kind === 'span')
    return count === 1
      ? t`${count} rate per decade from ${from} to ${to}`
      : t`${count} rates per decade from ${from} to ${to}`;
  return count === 1 ? t`${count} rate from ${from} to ${to}` : t`${count} rates from ${from} to ${to}`;
}

function subjectOf(spec: ExperimentSpec): string {
  const model = checkModel(spec.model);
  const data = dataTitle(spec.data, model.dataKind);
  const network =
    spec.weights === defaultWeights(spec.data, model)
      ? t`${model.title} on ${data}`
      : t`${model.title} trained on ${weightsTitle(spec.weights, model.dataKind)}, on ${data}`;
  const { structures, layers, bitPositions } = spec;
  const isWhole = layers.length === model.layers.length;
  if (`${structures}` === 'weights' && bitPositions === null)
    return isWhole ? network : t`${network} with faults in ${layers.join(', ')} only`;
  const site = isWhole ? bitsText(spec) : t`${bitsText(spec)} of ${layers.join(', ')} only`;
  const written = structures.filter(isDynamic);
  if (!isTransient(spec)) return t`${network} with faults in ${site}`;
  return written.length < structures.length
    ? t`${network} with faults in ${site} (transient in ${structuresTitle(written)})`
    : t`${network} with transient faults in ${site}`;
}

/** Names the faulty values, with their bits if not all may flip: `the sign bits of activations`. */
function bitsText(spec: ExperimentSpec): string {
  const { bitPositions } = spec;
  const stored = storedTitle(spec);
  if (bitPositions === null) return stored;
  const isSign = topBitName(spec) === 'sign';
  if (bitPositions.every((plane) => plane === 0))
    return isSign ? t`the sign bits of ${stored}` : t`the top bits of ${stored}`;
  const bits = formatBitPositions(bitPositions);
  return isSign ? t`bits ${bits} (0 the sign) of ${stored}` : t`bits ${bits} (0 the top) of ${stored}`;
}

function kept({ ber: { value, bound }, thresholdPoints }: Tick, percent: string): string {
  switch (bound) {
    case 'exact':
      return t`keeps its ${percent} error within ${thresholdPoints} points up to ${rate(value)}`;
    case 'atLeast':
      return t`keeps its ${percent} error within ${thresholdPoints} points at every rate tested, up to ${rate(value)},`;
    case 'atMost':
      return t`leaves its ${percent} error by more than ${thresholdPoints} points already at ${rate(value)}, the lowest rate tested,`;
    default:
      return bound satisfies never;
  }
}

function lost(tick: Tick): string {
  const { value, bound } = tick.ber;
  switch (bound) {
    case 'exact':
      return tick.interval === null
        ? t`loses ${STATED_LOSS} points near ${rate(value)}, ${whyUnresolved(tick)}`
        : t`loses ${STATED_LOSS} points at ${rate(value)}`;
    case 'atLeast':
      return t`loses no more than ${STATED_LOSS} points up to ${rate(value)}`;
    case 'atMost':
      return t`loses more than ${STATED_LOSS} points already at ${rate(value)}`;
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
      ? t`${fewest} of ${grouped(trials)} trials per rate so far`
      : t`${grouped(trials)} trials per rate`;
  return evidenceOf(fewest) === 'firm' ? per : t`${per}, provisional`;
}

function rate(ber: number): string {
  return ber.toExponential(1);
}
