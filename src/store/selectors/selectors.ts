import { CATALOG } from '../../core/network/catalog';
import type { ModelDescription } from '../../core/network/model';
import { sampleNoun } from '../../core/network/sampleNoun';
import { berOfFlips, expectedFlipsOf } from '../../experiment/curve/curve';
import { MIN_TRIALS } from '../../experiment/curve/evidence';
import { guessingSentence } from '../../experiment/curve/guessing';
import { formatLink } from '../../experiment/link/link';
import { familyOf } from '../../experiment/link/view';
import { experimentKey } from '../../experiment/settings/experimentKey';
import type { ExperimentSpec } from '../../experiment/settings/experimentSpec';
import type { BerGrid } from '../../experiment/sweep/berGrid';
import {
  type Baseline,
  type CurvePoint,
  groupByBer,
  plannedResults,
  type ScoredTrial,
  type TrialResult,
} from '../../experiment/sweep/results';
import { finding } from '../../experiment/ticks/finding';
import type { ToleranceQuestion } from '../../experiment/ticks/tickQuestion';
import type { Tolerance } from '../../experiment/ticks/tolerance';
import { CURSOR_TRIALS, type ExplorerState } from '../state';
import { memoizeGrowing } from './memoizeGrowing';
import { createTickReading, type TickReading } from './tickReading';
import { memoizeCompleteTrials, memoizeCurve } from './trialStatistics';

/**
 * Remembers the last call: the same arguments by identity give the same result object, so that views stay still. `keyOf`
 * names what decides instead of all arguments, where a result shall outlast changes of some of them.
 */
export function memoizeLast<A extends readonly unknown[], R>(
  derive: (...args: A) => R,
  keyOf: (...args: A) => readonly unknown[] = (...args) => args,
): (...args: A) => R {
  let last: { readonly key: readonly unknown[]; readonly result: R } | null = null;
  return (...args) => {
    const key = keyOf(...args);
    if (last !== null && key.every((value, index) => Object.is(value, last!.key[index]))) return last.result;
    last = { key, result: derive(...args) };
    return last.result;
  };
}

/** The model of the spec. The store admits only models of the catalogue. */
export function selectModel(state: ExplorerState): ModelDescription {
  return CATALOG.get(state.spec.model)!;
}

/** What one sample of the test set is called: `image`, `recording`. */
export function selectNoun(state: ExplorerState): string {
  return nounOf(state.spec);
}

function nounOf({ model }: ExperimentSpec): string {
  return sampleNoun(CATALOG.get(model)!.dataKind);
}

/** The samples that errors are counted over: `1,000 images`. */
export function selectCounted({ spec }: ExplorerState): string {
  return `${spec.images.toLocaleString('en')} ${nounOf(spec)}${spec.images === 1 ? '' : 's'}`;
}

/** The hash that opens this experiment and view again. */
export function selectLink({ spec, view }: ExplorerState): string {
  return formatLink(spec, view);
}

/** Bits that one trial flips at the BER cursor, on average. */
export function selectExpectedFlips({ spec, view }: ExplorerState): number {
  return expectedFlipsOf(spec, view.cursorBer);
}

/** The rate from which a trial is expected to flip a bit. */
export function selectOneFlipBer({ spec }: ExplorerState): number {
  return oneFlipBer(spec, 1);
}

const oneFlipBer = memoizeLast(berOfFlips);

const liveCurve = memoizeCurve();
const storedCurve = memoizeCurve();
const ghostCurve = memoizeCurve();

/**
 * The live trials that the experiment asks for. More may be known, of an earlier visit that asked for more trials: they stay in the
 * state, but a link's n is its n.
 */
export function selectTrials({ results, spec }: ExplorerState): readonly TrialResult[] {
  return askedTrials(results, spec.trials);
}

const askedTrials = memoizeLast((results: readonly TrialResult[], trials: number) => {
  const isAsked = ({ trial }: TrialResult) => trial < trials;
  return results.every(isAsked) ? results : results.filter(isAsked);
});

/** Statistics of the live trials, rates ascending. */
export function selectCurve(state: ExplorerState): readonly CurvePoint[] {
  return liveCurve(selectTrials(state), state.spec);
}

const NO_RESULTS: readonly ScoredTrial[] = [];

/** Statistics of the stored run; empty when it belongs to another experiment. */
export function selectStoredCurve(state: ExplorerState): readonly CurvePoint[] {
  return storedCurve(state.stored?.results ?? NO_RESULTS, state.spec);
}

/** Statistics of the previous experiment, drawn grey; empty when there is none. */
export function selectGhostCurve(state: ExplorerState): readonly CurvePoint[] {
  return ghostCurve(state.ghost?.results ?? NO_RESULTS, state.spec);
}

/** How many trials the live run and the stored one share, and how many of them count other errors. */
interface Reproduction {
  readonly compared: number;
  readonly differing: number;
}

/** Compares the live run with the stored one trial by trial: equal seeds flip equal bits, on any device. */
export function selectReproduction(state: ExplorerState): Reproduction {
  return reproduction(selectTrials(state), state.stored?.results ?? NO_RESULTS);
}

const groupCompared = memoizeLast(groupByBer);

const reproduction = memoizeGrowing(
  (_stored: readonly ScoredTrial[]): Reproduction => ({ compared: 0, differing: 0 }),
  (before, fresh: readonly ScoredTrial[], stored) => {
    const known = groupCompared(stored);
    // A stored run holds its trials in order, from 0 on.
    const wasm = fresh.flatMap(({ ber, trial, wrong }) => {
      const counterpart = known.get(ber)?.[trial];
      return counterpart === undefined ? [] : [counterpart.wrong === wrong];
    });
    if (wasm.length === 0) return before;
    const differing = wasm.filter((isEqual) => !isEqual).length;
    return { compared: before.compared + wasm.length, differing: before.differing + differing };
  },
);

/** The fault-free runs: live ones if they are back, else those of the stored run. */
export function selectBaseline(state: ExplorerState): Baseline | null {
  return state.baseline ?? state.stored?.baseline ?? null;
}

/** True when test set or weights are not here until their reader brings them. */
export function selectIsMissing({ missingData, missingWeights }: ExplorerState): boolean {
  return missingData !== null || missingWeights !== null;
}

/** True while what is not known may be known already: the engine starts, or files and kept trials are on their way. */
export function selectIsLoading({ engine, isLoading }: ExplorerState): boolean {
  return engine.kind === 'starting' || isLoading;
}

/** Planned trials that every rate of the grid has by now: the n that one may print. */
export function selectCompleteTrials(state: ExplorerState): number {
  return completeTrials(state.results, state.spec);
}

const completeTrials = memoizeCompleteTrials();

/** The trials that a figure about one rate shows, and whose they are. */
interface TrialsAtCursor {
  readonly source: 'live' | 'stored' | 'none';
  readonly trials: readonly ScoredTrial[];
}

const groupLive = memoizeGrowing(
  (): ReadonlyMap<number, readonly ScoredTrial[]> => new Map(),
  (groups, fresh: readonly ScoredTrial[]) => {
    const next = new Map(groups);
    for (const [ber, trials] of groupByBer(fresh)) next.set(ber, [...(groups.get(ber) ?? []), ...trials]);
    return next;
  },
);
const groupStored = memoizeLast(groupByBer);
const NO_TRIALS: TrialsAtCursor = { source: 'none', trials: [] };

const trialsAt = memoizeLast(
  (live: readonly ScoredTrial[] | undefined, stored: readonly ScoredTrial[] | undefined): TrialsAtCursor => {
    if (live !== undefined && live.length >= Math.min(MIN_TRIALS, stored?.length ?? 1)) {
      return { source: 'live', trials: live };
    }
    if (stored !== undefined) return { source: 'stored', trials: stored };
    return NO_TRIALS;
  },
);

/** Trials at the BER cursor: live ones once there are eight, before that the stored ones if there are any. */
export function selectTrialsAtCursor(state: ExplorerState): TrialsAtCursor {
  const ber = state.view.cursorBer;
  return trialsAt(
    groupLive(selectTrials(state)).get(ber),
    groupStored(state.stored?.results ?? NO_RESULTS).get(ber),
  );
}

/** True when Run has nothing left to do: every planned trial is there, and those at the cursor, or all of the open series. */
export function selectNothingToRun(state: ExplorerState): boolean {
  const { spec, view, baseline, results, engine, data, progress } = state;
  if (engine.kind !== 'ready' || progress?.running === true || data === null) return false;
  if (familyOf(view) !== null) return progress !== null && progress.done >= progress.total;
  if (baseline === null) return false;
  const atCursor = groupLive(results).get(view.cursorBer)?.length ?? 0;
  const wantedAtCursor = view.cursorBer === 0 ? 0 : Math.min(CURSOR_TRIALS, spec.trials);
  return selectCompleteTrials(state) >= spec.trials && atCursor >= wantedAtCursor;
}

/** How much the network tolerates, and what that is measured on. */
export interface MeasuredTolerance extends Tolerance {
  readonly source: 'live' | 'stored';
  readonly trials: number;
  readonly images: number;
  /** What one of the images is called. */
  readonly noun: string;
  readonly grid: BerGrid;
}

/**
 * Ticks of the live run once every rate has eight trials and no fewer than the stored run, before that those of the stored
 * run: a better answer never gives way to a worse one. Live ones rest on planned trials alone, and are read again only when
 * n has doubled, is complete, or the run stops; the last ones stay until the desk has read them.
 */
export function selectTolerance(state: ExplorerState): MeasuredTolerance | null {
  const live = readLive(state).value;
  return live === undefined ? storedTolerance(state.stored) : live.measured;
}

/** True while newer ticks than those of `selectTolerance` are being worked out. */
export function selectTicksAwaited(state: ExplorerState): boolean {
  return readLive(state).awaited;
}

/** Live ticks with all that they were read off. */
interface LiveTicks {
  readonly spec: ExperimentSpec;
  readonly baseline: Baseline;
  readonly results: readonly ScoredTrial[];
  readonly measured: MeasuredTolerance | null;
}

const NO_READING: TickReading<LiveTicks> = { value: undefined, awaited: false };

function readLive(state: ExplorerState): TickReading<LiveTicks> {
  const { spec, baseline, results, progress, tickDesk } = state;
  const trials = selectCompleteTrials(state);
  if (baseline === null || trials < Math.max(MIN_TRIALS, state.stored?.spec.trials ?? 0)) return NO_READING;
  const isStill = progress?.running !== true || trials >= spec.trials;
  const milestone = isStill ? trials : 2 ** Math.floor(Math.log2(trials));
  return liveReading(tickDesk, [ownKey(spec), baseline], [spec, milestone], () => {
    const planned = plannedResults(spec, results);
    const { images, bers: grid } = spec;
    const evidence = { source: 'live', trials, images, noun: nounOf(spec), grid } as const;
    return {
      question: { measurement: { spec, baseline, results: planned }, against: null, unit: 'points' },
      finish: (ticks) => ({ spec, baseline, results: planned, measured: ticks && { ...ticks, ...evidence } }),
    };
  });
}

const liveReading = createTickReading<ToleranceQuestion, LiveTicks>();

const ownKey = memoizeLast(experimentKey);

const storedTolerance = memoizeLast((stored: ExplorerState['stored']): MeasuredTolerance | null => {
  if (stored === null) return null;
  const { trials, images, bers: grid } = stored.spec;
  return { ...stored.tolerance, source: 'stored', trials, images, noun: nounOf(stored.spec), grid };
});

/** What has been found so far in one sentence; from the stored run, named as such, while the live one rests on less. */
export function selectFinding(state: ExplorerState): string {
  const live = readLive(state);
  if (live.value !== undefined) {
    const { spec, baseline, results, measured } = live.value;
    return liveSentence(spec, baseline, results, measured);
  }
  const { spec, stored, baseline } = state;
  if (stored !== null)
    return `Stored run: ${storedSentence(stored.spec, stored.baseline, stored.results, stored.tolerance)}`;
  const guessing = baseline && guessingSentence(spec, baseline);
  if (guessing !== null) return guessing;
  if (live.awaited) return 'The finding is being calculated.';
  if (state.results.length === 0) return finding(spec, baseline, NO_RESULTS, null);
  return spec.trials < MIN_TRIALS
    ? `This experiment plans only ${spec.trials} trial${spec.trials === 1 ? '' : 's'} per rate; a finding needs ${MIN_TRIALS}.`
    : `The first trials have run; a finding needs ${MIN_TRIALS} at every rate.`;
}

const liveSentence = memoizeLast(finding);
const storedSentence = memoizeLast(finding);
