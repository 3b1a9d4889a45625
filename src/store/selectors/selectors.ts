import { t } from '../../core/language/t';
import { checkModel } from '../../core/network/catalog';
import type { ModelDescription } from '../../core/network/model';
import { type SampleNoun, sampleNoun, samplesText } from '../../core/network/sampleNoun';
import { type Baseline, errorOf } from '../../core/site/injection';
import { berOfFlips, expectedFlipsOf } from '../../experiment/curve/curve';
import { MIN_TRIALS } from '../../experiment/curve/evidence';
import { guessingSentence } from '../../experiment/curve/guessing';
import type { ShownRun } from '../../experiment/documents/storedRun';
import { formatLink } from '../../experiment/link/link';
import { familyOf } from '../../experiment/link/view';
import type { ExperimentSpec } from '../../experiment/settings/experimentSpec';
import type { BerGrid } from '../../experiment/sweep/berGrid';
import {
  type CurvePoint,
  groupByBer,
  type Measurement,
  type ScoredTrial,
  type TrialResult,
} from '../../experiment/sweep/results';
import { capitalized } from '../../experiment/text/capitalized';
import { grouped } from '../../experiment/text/numberWords';
import { finding } from '../../experiment/ticks/finding';
import type { Tolerance } from '../../experiment/ticks/tolerance';
import { selectLinkedProof } from '../linkedProof';
import { CURSOR_TRIALS, type ExplorerState, GHOST_TRIALS } from '../state';
import { createLiveMemory, type LiveTicks } from './liveMemory';
import { selectOwn } from './measured';
import { memoizeGrowing } from './memoizeGrowing';
import { perState } from './perState';
import { perStore } from './perStore';
import { relatedRunOf } from './relatedRun';
import { selectStored, selectStoredName } from './storedRunOf';
import type { TickReading } from './tickReading';
import { memoizeCurve } from './trialStatistics';

/**
 * Memoises the last call: the same arguments by identity return the same result object. `keyOf`
 * selects the values to compare, so that a result can outlast changes of some arguments.
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

/** Returns the model of the spec. */
export function selectModel(state: ExplorerState): ModelDescription {
  return checkModel(state.spec.model);
}

/** Returns the noun for one sample of the test set: `image`, `recording`. */
export function selectNoun(state: ExplorerState): SampleNoun {
  return nounOf(state.spec);
}

function nounOf({ model }: ExperimentSpec): SampleNoun {
  return sampleNoun(checkModel(model).dataKind);
}

/** Describes the counted samples: `1,000 images`. */
export function selectCounted({ spec }: ExplorerState): string {
  return samplesText(spec.numSamples, grouped(spec.numSamples), checkModel(spec.model).dataKind);
}

/** Returns the link of this experiment and view, as a hash, with the results of the opened link. */
export function selectLink(state: ExplorerState): string {
  return formatLink(state.spec, state.view, selectLinkedProof(state));
}

/** Returns the expected number of flips of a trial at the BER cursor. */
export function selectExpectedFlips({ spec, view }: ExplorerState): number {
  return expectedFlipsOf(spec, view.cursorBer);
}

/** Returns the BER at which a trial is expected to flip one bit. */
export function selectOneFlipBer(state: ExplorerState): number {
  return oneFlipBer(state)(state.spec, 1);
}

const oneFlipBer = perStore(() => memoizeLast(berOfFlips));

/** Values that derive from the current experiment. */
const ownMemory = perStore(createLiveMemory);
const storedCurve = perStore(memoizeCurve);
const ghostCurve = perStore(memoizeCurve);

/**
 * Returns the live trials whose numbers are below the spec's `trials`. The state may contain more,
 * from an earlier visit with more trials. Only those of the link are shown.
 */
export const selectTrials = perState((state: ExplorerState): readonly TrialResult[] => {
  return askedTrials(state)(selectOwn(state).results, state.spec.trials);
});

const askedTrials = perStore(() =>
  memoizeLast((results: readonly TrialResult[], trials: number) => {
    const isAsked = ({ trial }: TrialResult) => trial < trials;
    return results.every(isAsked) ? results : results.filter(isAsked);
  }),
);

/** Returns statistics of the live trials, in ascending order of BER. */
export const selectCurve = perState((state: ExplorerState): readonly CurvePoint[] => {
  return ownMemory(state).curve(selectTrials(state), state.spec);
});

const NO_RESULTS: readonly ScoredTrial[] = [];

/**
 * Returns the recorded run that the main figure draws: that of the experiment, or a related one
 * until every BER has `GHOST_TRIALS` live trials. Null: none.
 */
export const selectDrawnRun = perState((state: ExplorerState): ShownRun | null => {
  return (
    selectStored(state) ??
    (selectCompleteTrials(state) < Math.min(GHOST_TRIALS, state.spec.trials)
      ? relatedRun(state)(state.storedRuns, state.spec)
      : null)
  );
});

const relatedRun = perStore(() => memoizeLast(relatedRunOf));

/** Returns statistics of the recorded run in the main figure. Empty if there is none. */
export const selectStoredCurve = perState((state: ExplorerState): readonly CurvePoint[] => {
  return storedCurve(state)(selectDrawnRun(state)?.results ?? NO_RESULTS, state.spec);
});

/** Returns statistics of the previous experiment, drawn grey. Empty if there is none. */
export const selectGhostCurve = perState((state: ExplorerState): readonly CurvePoint[] => {
  return ghostCurve(state)(state.ghost?.results ?? NO_RESULTS, state.ghost?.spec ?? state.spec);
});

/** Number of trials that the live and the recorded run share, and of those with other counts. */
interface Reproduction {
  readonly compared: number;
  readonly differing: number;
}

/**
 * Compares the live run with the recorded one, trial by trial. Equal seeds flip equal bits on any
 * device.
 */
export const selectReproduction = perState((state: ExplorerState): Reproduction => {
  return reproduction(state)(
    selectTrials(state),
    groupStored(state)(selectStored(state)?.results ?? NO_RESULTS),
  );
});

const reproduction = perStore(() =>
  memoizeGrowing(
    (_stored: TrialGroups): Reproduction => ({ compared: 0, differing: 0 }),
    (before, fresh: readonly ScoredTrial[], stored) => {
      // A recorded run has its trials in order, from 0 on; an imported one may lack some.
      const areEqual = fresh.flatMap((result) => {
        const { ber, trial } = result;
        const counterpart = stored.get(ber)?.[trial];
        return counterpart?.trial !== trial ? [] : [errorOf(counterpart) === errorOf(result)];
      });
      if (areEqual.length === 0) return before;
      const differing = areEqual.filter((isEqual) => !isEqual).length;
      return { compared: before.compared + areEqual.length, differing: before.differing + differing };
    },
  ),
);

/** Trials by BER. */
type TrialGroups = ReadonlyMap<number, readonly ScoredTrial[]>;

const groupStored = perStore(() => memoizeLast((trials: readonly ScoredTrial[]) => groupByBer(trials)));

/** Returns the fault-free results: live ones if available, else those of the recorded run. */
export function selectBaseline(state: ExplorerState): Baseline | null {
  return selectOwn(state).baseline ?? selectStored(state)?.baseline ?? null;
}

/** True if the test set or the weights must be imported first. */
export function selectIsMissing({ missingData, missingWeights }: ExplorerState): boolean {
  return missingData !== null || missingWeights !== null;
}

/**
 * True while the engine starts, files load or cached results are read. Missing results may still
 * appear.
 */
export function selectIsLoading({ engine, isLoading }: ExplorerState): boolean {
  return engine.kind === 'starting' || isLoading;
}

/** Returns the number of planned trials that every BER of the grid has, at least. */
export const selectCompleteTrials = perState((state: ExplorerState): number => {
  return ownMemory(state).count(selectOwn(state).results, state.spec).trials;
});

/** Trials of a figure about one BER, with their source. */
interface TrialsAtCursor {
  readonly source: 'live' | 'stored' | 'none';
  readonly trials: readonly ScoredTrial[];
}

const groupLive = perStore(() =>
  memoizeGrowing(
    (): TrialGroups => new Map(),
    (groups, fresh: readonly ScoredTrial[]) => {
      const next = new Map(groups);
      for (const [ber, trials] of groupByBer(fresh)) next.set(ber, [...(groups.get(ber) ?? []), ...trials]);
      return next;
    },
  ),
);
const NO_TRIALS: TrialsAtCursor = { source: 'none', trials: [] };

const trialsAt = perStore(() =>
  memoizeLast((live: readonly ScoredTrial[] | undefined, stored: typeof live): TrialsAtCursor => {
    if (live !== undefined && live.length >= Math.min(MIN_TRIALS, stored?.length ?? 1)) {
      return { source: 'live', trials: live };
    }
    if (stored !== undefined) return { source: 'stored', trials: stored };
    return NO_TRIALS;
  }),
);

/**
 * Returns the trials at the BER cursor: live ones from `MIN_TRIALS` on, before that recorded ones
 * if there are any.
 */
export const selectTrialsAtCursor = perState((state: ExplorerState): TrialsAtCursor => {
  const ber = state.view.cursorBer;
  return trialsAt(state)(
    groupLive(state)(selectTrials(state)).get(ber),
    groupStored(state)(selectStored(state)?.results ?? NO_RESULTS).get(ber),
  );
});

/**
 * True if Run would do nothing: every planned trial has run, as well as those at the cursor or of
 * the open series.
 */
export function selectNothingToRun(state: ExplorerState): boolean {
  const { spec, view, engine, data, progress } = state;
  if (engine.kind !== 'ready' || progress?.running === true || data === null) return false;
  if (familyOf(view) !== null) return progress !== null && progress.done >= progress.total;
  const { baseline, results } = selectOwn(state);
  if (baseline === null) return false;
  const atCursor = results.filter(({ ber }) => ber === view.cursorBer).length;
  const wantedAtCursor = view.cursorBer === 0 ? 0 : Math.min(CURSOR_TRIALS, spec.trials);
  return selectCompleteTrials(state) >= spec.trials && atCursor >= wantedAtCursor;
}

/** Tolerance of a network with the extent of its measurement. */
export interface MeasuredTolerance extends Tolerance {
  readonly source: 'live' | 'stored';
  readonly trials: number;
  readonly images: number;
  /** Noun for one sample: `image`, `recording`. */
  readonly noun: SampleNoun;
  readonly grid: BerGrid;
}

/**
 * Returns the ticks of the live run once every BER has `MIN_TRIALS` trials and at least as many as
 * the recorded run. Before that, returns those of the recorded run.
 */
export const selectTolerance = perState((state: ExplorerState): MeasuredTolerance | null => {
  const live = readLive(state).value;
  return live === undefined ? storedTolerance(state)(selectStored(state)) : liveTolerance(state)(live);
});

/** True while newer ticks than those of `selectTolerance` are computed. */
export function selectTicksAwaited(state: ExplorerState): boolean {
  return readLive(state).awaited;
}

const NO_READING: TickReading<LiveTicks> = { value: undefined, awaited: false };

const readLive = perState((state: ExplorerState): TickReading<LiveTicks> => {
  const { spec, progress, tickDesk: desk } = state;
  const { baseline, results } = selectOwn(state);
  const memory = ownMemory(state);
  const planned = memory.count(results, spec);
  const least = Math.max(MIN_TRIALS, selectStored(state)?.spec.trials ?? 0);
  if (baseline === null || planned.trials < least) return NO_READING;
  const isStill = progress?.running !== true;
  return memory.ticks({ desk, spec, baseline, planned, unit: 'points', isStill });
});

const liveTolerance = perStore(() =>
  memoizeLast(
    ({ spec, trials, tolerance }: LiveTicks) =>
      tolerance && measuredTolerance('live', tolerance, { ...spec, trials }),
  ),
);

const storedTolerance = perStore(() =>
  memoizeLast((stored: ShownRun | null) =>
    stored?.tolerance ? measuredTolerance('stored', stored.tolerance, stored.spec) : null,
  ),
);

function measuredTolerance(
  source: MeasuredTolerance['source'],
  tolerance: Tolerance,
  spec: ExperimentSpec,
): MeasuredTolerance {
  const { trials, numSamples: images, bers: grid } = spec;
  return { ...tolerance, source, trials, images, noun: nounOf(spec), grid };
}

/**
 * Describes the result so far in one sentence. Uses the recorded run, and says so, while the live
 * run has fewer trials.
 */
export const selectFinding = perState((state: ExplorerState): string => {
  const live = readLive(state);
  if (live.value !== undefined) return sentence(state)(live.value);
  const { spec } = state;
  const stored = selectStored(state);
  if (stored !== null) return `${capitalized(selectStoredName(state))}: ${sentence(state)(stored)}`;
  const { baseline, results } = selectOwn(state);
  const guessing = baseline && guessingSentence(spec, baseline);
  if (guessing !== null) return guessing;
  if (live.awaited) return t`The finding is being calculated.`;
  if (results.length === 0) return finding(spec, baseline, NO_RESULTS, null);
  if (spec.trials >= MIN_TRIALS)
    return t`The first trials have run; a finding needs ${MIN_TRIALS} at every rate.`;
  return spec.trials === 1
    ? t`This experiment plans only ${1} trial per rate; a finding needs ${MIN_TRIALS}.`
    : t`This experiment plans only ${spec.trials} trials per rate; a finding needs ${MIN_TRIALS}.`;
});

const sentence = perStore(() =>
  memoizeLast(({ spec, baseline, results, tolerance }: Measurement & { tolerance: Tolerance | null }) =>
    finding(spec, baseline, results, tolerance),
  ),
);
