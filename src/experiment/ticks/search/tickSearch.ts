import { type ErrorCount, errorOf, type Trial } from '../../../core/site/injection';
import { increasePoints } from '../../curve/statistics';
import { gridBers } from '../../sweep/berGrid';
import type { CensoredRate, Interval } from '../tick';
import { tickReaches } from '../tickFit';
import { TICK_LOSSES, type TickLoss, thresholdPoints } from '../tickLoss';
import { localCrossing, localInterval, type RateTally, sumOf } from './localTick';

/** Counts of a trial that the search needs. */
export type AnsweredTrial = Pick<ErrorCount, 'wrong' | 'value' | 'flips'>;

/**
 * Runs trials, up to some 100,000 in one call, most of them without flips. Answers keep their
 * order.
 */
export type AskTrials = (trials: readonly Trial[], signal: AbortSignal) => Promise<readonly AnsweredTrial[]>;

/** Input of a search. */
export interface TickQuestion {
  /** Fault-free error count of the quantised network. */
  readonly baseline: Pick<ErrorCount, 'wrong' | 'total' | 'value'>;
  /** Ends of the searched grid, powers of ten. Ticks beyond them are bounds. */
  readonly from: number;
  readonly to: number;
  /** Returns the probability that a trial flips at least one bit; increases with the rate. */
  readonly flipChance: (ber: number) => number;
}

/** Result of a search for one loss. */
export interface TickEstimate {
  readonly loss: TickLoss;
  /** Increase at which the tick is read, in percentage points: `loss`, or 0.1 for a loss of 0. */
  readonly thresholdPoints: number;
  /** The rate; for a bound, the lowest or the highest rate measured for this tick. */
  readonly ber: CensoredRate;
  /**
   * 95 % interval over trials, not over the choice of images. An end beyond the searched grid is
   * null. Null: the tick is a bound, or too few trials changed the error count.
   */
  readonly interval: Interval | null;
  /**
   * Trials with at least one flip for this tick, including those of the coarse pass that all ticks
   * share.
   */
  readonly evaluations: number;
  /** All trials for this tick. Trials without flips cost nothing but count in every mean. */
  readonly trials: number;
}

const COARSE_STRIDE = 4;
/**
 * Evaluations per rate of the coarse pass: half of what a search of one tick needs
 * (docs/tick-search.md), because all four ticks share the coarse trials.
 */
const COARSE_EVALUATIONS = 4;
const REFINEMENTS = 6;
const REFINE_EVALUATIONS = 8;
/**
 * Evaluations per rate of the fresh pass. Below one flip per trial a few weights decide and trials
 * scatter most, so that tick needs more.
 */
const FRESH_EVALUATIONS: Record<TickLoss, number> = { 0: 60, 1: 24, 5: 24, 10: 24 };
/** Measured rates on either side of the center. */
const FRESH_REACH = 2;
/** Rates on either side of the center that a fit after the extension may use. */
const EXTENDED_REACH = 4;
/** Grid steps that the extension may go beyond the measured rates: one decade. */
const EXTENSION = 8;
/**
 * First number of fresh trials. They are numbered through all rates and ticks, so that no two share
 * a fault pattern even under the nested protocol.
 *
 * Exploring trials are numbered from 0 at each rate, as in a sweep, so the results of a sweep can
 * answer them. They never reach this number. So no trial that chose a rate counts in the estimate
 * there, which it would bias.
 */
const FIRST_FRESH_TRIAL = 2 ** 31;

/** Tallies by index into the grid. */
type Tallies = Map<number, RateTally>;

/**
 * Finds the ticks of one experiment with few evaluations and yields each when it is known. It runs
 * coarse trials over the whole grid, more of them around each crossing, then fresh trials at the
 * five rates around it, and fits a power law to those. Ends at once without an error when `signal`
 * aborts.
 *
 * The grid has eight rates per decade. It leaves out rates so low that no tick could lie there even
 * if every flip cost everything.
 */
export async function* searchTicks(
  question: TickQuestion,
  ask: AskTrials,
  signal: AbortSignal,
): AsyncGenerator<TickEstimate, void, undefined> {
  const search = new TickSearch(question, ask, signal);
  try {
    signal.throwIfAborted();
    await search.explore();
    for (const loss of TICK_LOSSES) yield await search.find(loss);
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}

/** State of one search: the tallies of its exploring trials. Rates are indices into the grid. */
class TickSearch {
  private readonly bers: readonly number[];
  private readonly exploring: Tallies = new Map();
  private nextFreshTrial = FIRST_FRESH_TRIAL;
  private coarse = spentOn(this.exploring);

  constructor(
    private readonly question: TickQuestion,
    private readonly ask: AskTrials,
    private readonly signal: AbortSignal,
  ) {
    const { from, to, flipChance } = question;
    const bers = gridBers({ kind: 'span', from, to, perDecade: 8 });
    this.bers = bers.filter((ber) => 100 * flipChance(ber) > thresholdPoints(TICK_LOSSES[0]));
  }

  /** Runs the coarse pass. */
  async explore(): Promise<void> {
    const last = this.bers.length - 1;
    await this.measure(
      this.exploring,
      [...this.bers.keys()].filter((index) => index % COARSE_STRIDE === 0 || index === last),
      COARSE_EVALUATIONS,
      exploringTrial,
    );
    this.coarse = spentOn(this.exploring);
  }

  async find(loss: TickLoss): Promise<TickEstimate> {
    const threshold = thresholdPoints(loss);
    if (this.bers.length === 0) {
      const ber = { value: this.question.to, bound: 'atLeast' } as const;
      return { loss, thresholdPoints: threshold, ber, interval: null, evaluations: 0, trials: 0 };
    }
    const before = spentOn(this.exploring);
    for (let step = 0; step < REFINEMENTS; step++) {
      const side = step % 2 === 0 ? -1 : 1;
      const index = this.clamp(Math.round(this.locate(loss) + side), 0);
      await this.measure(this.exploring, [index], REFINE_EVALUATIONS, exploringTrial);
    }
    let center = this.clamp(Math.round(this.locate(loss)), FRESH_REACH);
    const fresh: Tallies = new Map();
    await this.measureFresh(fresh, center, loss);
    let used = [...fresh.values()];
    let at = localCrossing(used, this.bers[center]!, threshold);
    if (this.bounded(at, fresh).bound !== 'exact') {
      center = this.extendedCenter(at, fresh);
      await this.measureFresh(fresh, center, loss);
      used = Array.from(fresh)
        .filter(([index]) => Math.abs(index - center) <= EXTENDED_REACH)
        .map(([, tally]) => tally);
      at = localCrossing(used, this.bers[center]!, threshold);
    }
    const ber = this.bounded(at, fresh);
    const span = { lowest: this.bers[0]!, highest: this.bers.at(-1)! };
    const interval = ber.bound === 'exact' ? localInterval(used, this.bers[center]!, threshold, span) : null;
    const [explored, spent] = [spentOn(this.exploring), spentOn(fresh)];
    return {
      loss,
      thresholdPoints: threshold,
      ber,
      interval,
      evaluations: this.coarse.evaluations + explored.evaluations - before.evaluations + spent.evaluations,
      trials: this.coarse.trials + explored.trials - before.trials + spent.trials,
    };
  }

  /**
   * Returns the position of a tick by the exploring trials, in rates of the grid; an end of the
   * grid if there is no crossing.
   */
  private locate(loss: TickLoss): number {
    const known = [...this.exploring].sort(([a], [b]) => a - b);
    const reaches = tickReaches(
      known.map(([index]) => index),
      known.map(([, { increases, trials }]) => sumOf(increases) / trials),
      known.map(([, { trials }]) => trials),
    );
    const { low, high } = reaches[TICK_LOSSES.indexOf(loss)]!;
    return Number.isFinite(low) ? low : high;
  }

  /** Measures the rates around `center` that have no fresh trials yet. */
  private measureFresh(fresh: Tallies, center: number, loss: TickLoss): Promise<void> {
    const indices = [...this.bers.keys()].filter(
      (index) => Math.abs(index - center) <= FRESH_REACH && !fresh.has(index),
    );
    return this.measure(fresh, indices, FRESH_EVALUATIONS[loss], () => this.nextFreshTrial++);
  }

  /**
   * Returns the rate nearest to a crossing outside the measured rates, at most a decade beyond
   * them.
   */
  private extendedCenter(at: number, fresh: Tallies): number {
    const { lowest, highest } = endsOf(fresh);
    const reach = EXTENSION - FRESH_REACH;
    const wanted = lowest + 8 * (at - Math.log10(this.bers[lowest]!));
    const nearest = Math.max(lowest - reach, Math.min(wanted, highest + reach));
    return this.clamp(Math.round(nearest), FRESH_REACH);
  }

  /**
   * Adds to each rate the number of trials that flips something `evaluations` times on average. The
   * number is fixed before the first trial is drawn.
   */
  private async measure(
    tallies: Tallies,
    indices: readonly number[],
    evaluations: number,
    trialNumber: (known: number, position: number) => number,
  ): Promise<void> {
    const drawn = indices.map((index) => {
      const ber = this.bers[index]!;
      const known = tallies.get(index)?.trials ?? 0;
      const numTrials = Math.ceil(evaluations / this.question.flipChance(ber));
      const asked = Array.from({ length: numTrials }, (_, position) => ({
        ber,
        trial: trialNumber(known, position),
      }));
      return { index, ber, asked };
    });
    const all = drawn.flatMap(({ asked }) => asked);
    if (all.length === 0) return;
    const answers = await this.ask(all, this.signal);
    this.signal.throwIfAborted();
    if (answers.length !== all.length) {
      throw new RangeError(`Evaluator returned ${answers.length} counts: expected ${all.length}`);
    }
    let first = 0;
    for (const { index, ber, asked } of drawn) {
      const own = answers.slice(first, first + asked.length);
      first += asked.length;
      tallies.set(index, this.added(tallies.get(index) ?? { ber, ...NOTHING }, own));
    }
  }

  private added(tally: RateTally, answers: readonly AnsweredTrial[]): RateTally {
    const { baseline } = this.question;
    const { total } = baseline;
    const faultFree = errorOf(baseline);
    const errors = answers.map((answer) => errorOf({ ...answer, total }));
    const changed = errors.filter((error) => error !== faultFree);
    const increases = changed.map((error) => increasePoints(error, faultFree));
    return {
      ber: tally.ber,
      trials: tally.trials + answers.length,
      evaluations: tally.evaluations + answers.filter(({ flips }) => flips > 0).length,
      increases: [...tally.increases, ...increases],
    };
  }

  private bounded(at: number, fresh: Tallies): CensoredRate {
    const ends = endsOf(fresh);
    const [lowest, highest] = [this.bers[ends.lowest]!, this.bers[ends.highest]!];
    if (at < Math.log10(lowest)) return { value: lowest, bound: 'atMost' };
    if (at > Math.log10(highest)) return { value: highest, bound: 'atLeast' };
    return { value: 10 ** at, bound: 'exact' };
  }

  /**
   * Returns the nearest index that has `margin` others on either side, or the middle if the grid is
   * too short.
   */
  private clamp(index: number, margin: number): number {
    const last = this.bers.length - 1;
    if (last < 2 * margin) return Math.floor(last / 2);
    return Math.max(margin, Math.min(index, last - margin));
  }
}

const NOTHING = { trials: 0, evaluations: 0, increases: [] };

/** Numbers the exploring trials of a rate: they continue after its last ones. */
function exploringTrial(known: number, position: number): number {
  return known + position;
}

function endsOf(tallies: Tallies): { readonly lowest: number; readonly highest: number } {
  return { lowest: Math.min(...tallies.keys()), highest: Math.max(...tallies.keys()) };
}

function spentOn(tallies: Tallies): { readonly trials: number; readonly evaluations: number } {
  const all = [...tallies.values()];
  return {
    trials: sumOf(all.map(({ trials }) => trials)),
    evaluations: sumOf(all.map(({ evaluations }) => evaluations)),
  };
}
