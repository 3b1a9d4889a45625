import { describe, expect, it } from 'vitest';
import type { StoredRun } from '../../experiment/documents/storedRun';
import { DEFAULT_VIEW } from '../../experiment/link/view';
import { DEFAULT_SPEC, type ExperimentSpec } from '../../experiment/settings/experimentSpec';
import { baselineOf, countOf } from '../../experiment/sweep/measurement.fake';
import type { TrialResult } from '../../experiment/sweep/results';
import { answerTicks, type TickAnswer, type TickQuestion } from '../../experiment/ticks/tickQuestion';
import { tolerance } from '../../experiment/ticks/tolerance';
import { NO_TICK_SEARCHES } from '../runs/tickSearches';
import type { ExplorerState, LoadedData } from '../state';
import { DIRECT_DESK } from './directDesk';
import { selectOwn } from './measured';
import { withOwn } from './measured.fake';
import {
  memoizeLast,
  selectCompleteTrials,
  selectCurve,
  selectFinding,
  selectNothingToRun,
  selectReproduction,
  selectTicksAwaited,
  selectTolerance,
  selectTrials,
  selectTrialsAtCursor,
} from './selectors';
import type { TickDesk } from './tickDesk';

const SPEC: ExperimentSpec = {
  ...DEFAULT_SPEC,
  bers: { kind: 'list', bers: [1e-4, 1e-3, 1e-2] },
  numSamples: 100,
};
const BASELINE = baselineOf(1, 2, 100);

/** Returns `n` trials at each BER: 2, 12 and 82 wrong of 100, and one more in odd trials. */
function results(n: number): readonly TrialResult[] {
  return [1e-4, 1e-3, 1e-2].flatMap((ber, rate) =>
    Array.from({ length: n }, (_, trial) => ({
      ...countOf([2, 12, 82][rate]! + (rate > 0 ? trial % 2 : 0), 100),
      ber,
      trial,
    })),
  );
}

function storedRun(n: number): StoredRun {
  const measured = {
    spec: { ...SPEC, trials: n },
    baseline: BASELINE,
    results: results(n),
  };
  return { ...measured, tolerance: tolerance(measured)!, environment: 'made up' };
}

const EMPTY: ExplorerState = {
  spec: SPEC,
  view: DEFAULT_VIEW,
  lessonSeries: [],
  networks: {},
  sheet: null,
  awaited: null,
  notices: [],
  engine: { kind: 'starting' },
  measured: {},
  memory: {},
  storedRuns: [],
  ghost: null,
  progress: { done: 27, total: 90, remainingMs: null, running: true },
  isLoading: false,
  sampleCosts: {},
  preview: null,
  own: null,
  ownReply: null,
  lacksCursor: false,
  followed: null,
  propagation: null,
  data: null,
  weightHistograms: [],
  offline: null,
  download: null,
  chip: null,
  typeSearches: {},
  tickSearches: NO_TICK_SEARCHES,
  tickDesk: DIRECT_DESK,
  linked: null,
  origin: null,
  missingData: null,
  missingWeights: null,
  shelf: null,
  kept: null,
  pins: [],
};
const STATE = withOwn(EMPTY, { baseline: BASELINE, results: results(9) });

describe('memoizeLast', () => {
  it('derives again only when an argument is another object', () => {
    let calls = 0;
    const derive = memoizeLast((list: readonly number[]) => ({ length: list.length, calls: ++calls }));
    const list = [1, 2];
    expect(derive(list)).toBe(derive(list));
    expect(derive([1, 2])).toEqual({ length: 2, calls: 2 });
  });

  it('derives again only when the key differs, where one is given', () => {
    let calls = 0;
    const derive = memoizeLast(
      (_frame: number, _milestone: number) => ++calls,
      (_frame, milestone) => [milestone],
    );
    expect([derive(1, 8), derive(2, 8), derive(3, 16)]).toEqual([1, 1, 2]);
  });
});

describe('curves', () => {
  it('stay the same object while the cursor moves', () => {
    const moved = { ...STATE, view: { ...DEFAULT_VIEW, cursorBer: 1e-4 } };
    expect(selectCurve(moved)).toBe(selectCurve(STATE));
    expect(selectCurve(STATE).map((point) => point.trials)).toEqual([9, 9, 9]);
  });

  it('count as complete what every rate has', () => {
    expect(selectCompleteTrials(STATE)).toBe(9);
    expect(selectCompleteTrials(withOwn(STATE, { results: results(9).slice(9) }))).toBe(0);
    expect(selectCompleteTrials({ ...STATE, spec: { ...SPEC, trials: 5 } })).toBe(5);
  });
});

it('an experiment of few trials shows no more, though an earlier visit measured more', () => {
  const few = { ...STATE, spec: { ...SPEC, trials: 2 }, view: { ...DEFAULT_VIEW, cursorBer: 1e-3 } };
  expect(selectCurve(few).map((point) => point.trials)).toEqual([2, 2, 2]);
  expect(selectTrialsAtCursor(few).trials.map(({ trial }) => trial)).toEqual([0, 1]);
  expect(selectTrials(few)).toEqual(results(9).filter(({ trial }) => trial < 2));
  // Control: with all trials in the spec, the result is the list itself.
  expect(selectTrials(STATE)).toBe(selectOwn(STATE).results);
});

describe('selectTrialsAtCursor', () => {
  it('shows the stored trials until eight live ones are there', () => {
    const storedRuns = [storedRun(20)];
    expect(selectTrialsAtCursor(withOwn({ ...STATE, storedRuns }, { results: results(7) })).source).toBe(
      'stored',
    );
    expect(selectTrialsAtCursor(withOwn({ ...STATE, storedRuns }, { results: results(8) })).source).toBe(
      'live',
    );
    expect(selectTrialsAtCursor(withOwn(STATE, { results: results(1) })).source).toBe('live');
    expect(selectTrialsAtCursor(withOwn(STATE, { results: [] })).source).toBe('none');
  });
});

describe('selectReproduction', () => {
  it('counts live trials that the recorded run has too, by number, and those with another error', () => {
    const state = { ...STATE, storedRuns: [storedRun(4)] };
    // Four of nine trials at three rates, in another order than the recorded run's.
    const live = results(9).toReversed();
    expect(selectReproduction(withOwn(state, { results: live }))).toEqual({ compared: 12, differing: 0 });
    const other = live.map((one) => ({ ...one, wrong: one.wrong + (one.trial === 2 ? 1 : 0) }));
    expect(selectReproduction(withOwn(state, { results: other }))).toEqual({ compared: 12, differing: 3 });
    expect(selectReproduction(STATE)).toEqual({ compared: 0, differing: 0 });
  });
});

describe('selectNothingToRun', () => {
  const report = { device: 'wasm', adapter: 'WASM', software: false, workers: 1, reason: 'a test' } as const;
  const complete: ExplorerState = {
    ...{ ...STATE, spec: { ...SPEC, trials: 9 }, progress: null },
    ...{ engine: { kind: 'ready', report }, data: { title: 'digits', numSamples: 1000 } as LoadedData },
  };
  const at = (cursorBer: number) => ({ ...complete, view: { ...DEFAULT_VIEW, cursorBer } });

  it.each<[string, boolean, ExplorerState]>([
    ['at a rate of the grid', true, at(1e-3)],
    ['without faults, where no trial runs', true, at(0)],
    ['between the rates, where trials lack', false, at(5e-4)],
    ['where a trial more is planned', false, { ...complete, spec: { ...SPEC, trials: 10 } }],
    ['before the fault-free runs', false, withOwn(complete, { baseline: null })],
  ])('with all trials of the grid, %s: %s', (_, expected, state) => {
    expect(selectNothingToRun(state)).toBe(expected);
  });
});

describe('selectTolerance', () => {
  it('waits for eight trials per rate', () => {
    expect(selectTolerance(withOwn(STATE, { results: results(7) }))).toBeNull();
  });

  it('is read again when n has doubled and when the run stops, not at every batch', () => {
    const at8 = selectTolerance(withOwn(STATE, { results: results(8) }));
    expect(selectTolerance(withOwn(STATE, { results: results(15) }))).toBe(at8);
    expect(selectTolerance(withOwn(STATE, { results: results(16) }))!.trials).toBe(16);
    const still = {
      ...withOwn(STATE, { results: results(19) }),
      progress: { ...STATE.progress!, running: false },
    };
    expect(selectTolerance(still)!.trials).toBe(19);
  });

  it('stays while the desk works out the next one, which is awaited and has its own evidence', () => {
    const known = new Map<TickQuestion, TickAnswer>();
    const asked: TickQuestion[] = [];
    const tickDesk: TickDesk = {
      answer<Question extends TickQuestion>(question: Question) {
        if (!known.has(question)) asked.push(question);
        return known.get(question) as TickAnswer<Question> | undefined;
      },
      withdraw() {},
    };
    const answerLast = () => known.set(asked.at(-1)!, answerTicks(asked.at(-1)!));
    // Another baseline than in earlier tests, whose ticks would otherwise be returned meanwhile.
    const fresh = withOwn({ ...STATE, tickDesk }, { baseline: { ...BASELINE } });
    const at = (n: number): ExplorerState => withOwn(fresh, { results: results(n) });
    expect([selectTolerance(at(8)), selectTicksAwaited(at(8))]).toEqual([null, true]);
    expect(selectFinding(at(8))).toBe('The finding is being calculated.');
    answerLast();
    const at8 = selectTolerance(at(8))!;
    expect([at8.trials, selectTicksAwaited(at(8))]).toEqual([8, false]);
    const said = selectFinding(at(8));
    expect(said).toMatch(/8 of 30 trials per rate so far/);
    expect([selectTolerance(at(16)), selectTicksAwaited(at(16))]).toEqual([at8, true]);
    expect(selectFinding(at(16))).toBe(said);
    answerLast();
    // The answer is about 16 trials, although more have arrived meanwhile.
    expect(selectTolerance(at(21))!.trials).toBe(16);
    expect(selectFinding(at(21))).toMatch(/16 of 30 trials per rate so far/);
  });

  it('says of a network that guesses that it does, and not that trials lack', () => {
    const guessing = withOwn(STATE, { baseline: baselineOf(90, 91, 100) });
    expect(selectTolerance(guessing)).toBeNull();
    expect(selectFinding(guessing)).toContain('cannot be used on these images');
    expect(selectFinding(withOwn(guessing, { results: results(3) }))).toContain(
      'cannot be used on these images',
    );
  });

  it('stays that of the recorded run until the live one rests on as many trials', () => {
    const live = (n: number): ExplorerState =>
      withOwn({ ...STATE, storedRuns: [storedRun(20)] }, { results: results(n) });
    expect(selectTolerance(live(0))).toMatchObject({ source: 'stored', trials: 20 });
    expect(selectTolerance(live(19))).toMatchObject({ source: 'stored', trials: 20 });
    expect(selectFinding(live(19))).toMatch(/^Recorded run: .*20 trials per rate/);
    expect(selectTolerance(live(20))).toMatchObject({ source: 'live', trials: 20 });
    expect(selectFinding(live(20))).toMatch(/^LeNetFC .*20 of 30 trials per rate so far/);
  });

  it('is the same for equal specs, wherever the cursor rested and however long an earlier sweep was', () => {
    const still: ExplorerState = { ...STATE, spec: { ...SPEC, trials: 9 }, progress: null };
    // Trials between two BERs of the grid and beyond the plan would both move the ticks.
    const rested = results(8).map((trial) => ({ ...trial, ber: 3e-4, wrong: 60 }));
    const longer = results(20).map((trial) => (trial.trial < 9 ? trial : { ...trial, wrong: 90 }));
    const measured = { results: [...rested, ...longer] };
    const plain = selectTolerance(still)!;
    const after = selectTolerance(withOwn({ ...still, spec: { ...still.spec } }, measured))!;
    expect(after).toEqual(plain);
    expect(after).not.toBe(plain);
    expect(selectFinding(withOwn(still, measured))).toBe(selectFinding(still));
  });
});

describe('selectFinding', () => {
  it('says that nothing is measured, then what is', () => {
    expect(selectFinding(EMPTY)).toContain('no error has been counted yet');
    expect(selectFinding(withOwn(STATE, { results: results(3) }))).toContain('needs 8 at every rate');
    expect(selectFinding(withOwn({ ...STATE, spec: { ...SPEC, trials: 3 } }, { results: results(3) }))).toBe(
      'This experiment plans only 3 trials per rate; a finding needs 8.',
    );
    expect(selectFinding(STATE)).toContain('2.0 % error');
  });
});
