import { gridBers } from './berGrid';
import { drawCounts, numReplicates } from './bootstrap';
import { powerLawCrossing } from './powerLaw';
import { increasePoints } from './statistics';
import { type Reach, TICK_LOSSES, type TickLoss, thresholdPoints, tickReaches } from './tickFit';
import { type Bounded, type Interval, intervalOf, MIN_CHANGED_TRIALS } from './tolerance';

/** A fault pattern that the search asks for. */
export interface AskedTrial {
  readonly ber: number;
  /** u32. */
  readonly trial: number;
}

/** What the search needs of a trial's count. */
export interface AnsweredTrial {
  readonly wrong: number;
  readonly flips: number;
}

/** Runs trials, up to some 100,000 in one call, most of them without flips; answers are in their order. */
export type AskTrials = (
  trials: readonly AskedTrial[],
  signal: AbortSignal,
) => Promise<readonly AnsweredTrial[]>;

/** What is searched and where. */
export interface TickQuestion {
  /** The quantised network without faults. */
  readonly baseline: { readonly wrong: number; readonly total: number };
  /** Ends of the grid that is searched, powers of ten: ticks beyond them are bounds. */
  readonly from: number;
  readonly to: number;
  /** Probability that a trial flips a bit at all, rising with the rate. */
  readonly flipChance: (ber: number) => number;
}

/** What the search found for one loss. */
export interface TickEstimate {
  readonly loss: TickLoss;
  /** The increase at which the tick is read, in percentage points: `loss`, or 0.1 for no loss. */
  readonly thresholdPoints: number;
  /** The rate; as a bound, the lowest or the highest one that was measured for it. */
  readonly ber: Bounded;
  /**
   * Over fault patterns, not over the choice of images; an end beyond the searched grid is null. Null: the tick is a bound, or
   * not resolved because too few trials changed the error count.
   */
  readonly interval: Interval | null;
  /** Trials with at least one flip that this tick took, with those of the coarse pass that all ticks share. */
  readonly evaluations: number;
  /** The same with trials that flipped nothing, which cost nothing but count in every mean. */
  readonly trials: number;
}

const COARSE_STRIDE = 4;
const COARSE_EVALUATIONS = 8;
const REFINEMENTS = 6;
const REFINE_EVALUATIONS = 16;
/** At each rate; with it a search of 11 coarse rates takes about 480 evaluations a tick. */
const FRESH_EVALUATIONS = 60;
/** Measured rates on either side of the center. */
const FRESH_REACH = 2;
/** Rates on either side of the center that a fit after the extension may use. */
const EXTENDED_REACH = 4;
/** The extension ends a decade beyond the measured rates at most. */
const EXTENSION = 8;
/**
 * Fresh trials are numbered from here on, through all rates and ticks, so that no two of them share a pattern even under the
 * nested protocol. Exploring trials are numbered from 0 at each rate, like a sweep's, whose results can thus answer them, and
 * never come this far: no trial that chose a rate counts in the estimate there, which would pull it towards the choice.
 */
const FIRST_FRESH_TRIAL = 2 ** 31;

/** Trials of one rate. */
interface Tally {
  trials: number;
  evaluations: number;
  /** Increases other than 0, percentage points. */
  readonly increases: number[];
}

/**
 * Finds the ticks of one experiment with few evaluations, yielding each when it is known: coarse trials over the whole grid,
 * more of them around each crossing, then fresh ones at the five rates around it, to which a power law is fitted. Ends at once
 * without an error when `signal` aborts.
 *
 * The grid has eight rates per decade. Rates at which even a certain error per flip stays below every tick are not tried.
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

/** Probability that one of `numBits` bits flips when each does by itself, by squaring, the same on every machine. */
export function bernoulliFlipChance(numBits: number, ber: number): number {
  let none = 1;
  let factor = 1 - ber;
  for (let left = numBits; left > 0; left = Math.floor(left / 2)) {
    if (left % 2 === 1) none *= factor;
    factor *= factor;
  }
  return 1 - none;
}

/** One search; holds what its exploring trials found. Rates are indices into the grid, so that only integers and sums choose. */
class TickSearch {
  private readonly bers: readonly number[];
  private readonly exploring: Map<number, Tally> = new Map();
  private nextFreshTrial = FIRST_FRESH_TRIAL;
  private coarse = { trials: 0, evaluations: 0 };

  constructor(
    private readonly question: TickQuestion,
    private readonly ask: AskTrials,
    private readonly signal: AbortSignal,
  ) {
    const { from, to, flipChance } = question;
    const bers = gridBers({ kind: 'span', from, to, perDecade: 8 });
    // A flip costs 100 points at worst.
    this.bers = bers.filter((ber) => 100 * flipChance(ber) > thresholdPoints(TICK_LOSSES[0]));
  }

  /** The coarse pass. */
  async explore(): Promise<void> {
    const last = this.bers.length - 1;
    const indices = this.bers.map((_, index) => index).filter((i) => i % COARSE_STRIDE === 0 || i === last);
    await this.measure(this.exploring, indices, COARSE_EVALUATIONS, this.exploringTrial);
    this.coarse = spentOn(this.exploring);
  }

  async find(loss: TickLoss): Promise<TickEstimate> {
    const threshold = thresholdPoints(loss);
    const { bers } = this;
    if (bers.length === 0) {
      const ber = { value: this.question.to, bound: 'atLeast' } as const;
      return { loss, thresholdPoints: threshold, ber, interval: null, evaluations: 0, trials: 0 };
    }
    const before = spentOn(this.exploring);
    for (let step = 0; step < REFINEMENTS; step++) {
      const side = step % 2 === 0 ? -1 : 1;
      const index = this.clamp(Math.round(this.locate(loss) + side), 0);
      await this.measure(this.exploring, [index], REFINE_EVALUATIONS, this.exploringTrial);
    }
    let center = this.clamp(Math.round(this.locate(loss)), FRESH_REACH);
    const fresh = new Map<number, Tally>();
    await this.measureFresh(fresh, center);
    let used = fresh;
    let at = this.crossing(used, center, threshold);
    const isBelow = at < this.log(Math.min(...fresh.keys()));
    if (isBelow || at > this.log(Math.max(...fresh.keys()))) {
      center = this.extendedCenter(fresh, at, isBelow);
      await this.measureFresh(fresh, center);
      used = new Map([...fresh].filter(([index]) => Math.abs(index - center) <= EXTENDED_REACH));
      at = this.crossing(used, center, threshold);
    }
    const explored = spentOn(this.exploring);
    const spent = spentOn(fresh);
    const ber = this.bounded(at, fresh);
    const changed = [...used.values()].reduce((sum, { increases }) => sum + increases.length, 0);
    const isResolved = ber.bound === 'exact' && changed >= MIN_CHANGED_TRIALS;
    return {
      loss,
      thresholdPoints: threshold,
      ber,
      interval: isResolved ? this.interval(used, center, threshold) : null,
      evaluations: this.coarse.evaluations + explored.evaluations - before.evaluations + spent.evaluations,
      trials: this.coarse.trials + explored.trials - before.trials + spent.trials,
    };
  }

  /** Where the exploring trials put a tick, in rates of the grid; at an end of it where they show no crossing. */
  private locate(loss: TickLoss): number {
    const known = [...this.exploring].filter(([, { trials }]) => trials > 0).sort(([a], [b]) => a - b);
    const reaches = tickReaches(
      known.map(([index]) => index),
      known.map(([, { increases, trials }]) => sumOf(increases) / trials),
      known.map(([, { trials }]) => trials),
    );
    const { low, high } = reaches[TICK_LOSSES.indexOf(loss)]!;
    return Number.isFinite(low) ? low : high;
  }

  /** Measures the rates around `center` that have no fresh trials yet. */
  private measureFresh(fresh: Map<number, Tally>, center: number): Promise<void> {
    const indices = this.bers
      .map((_, index) => index)
      .filter((index) => Math.abs(index - center) <= FRESH_REACH && !fresh.has(index));
    return this.measure(fresh, indices, FRESH_EVALUATIONS, () => this.nextFreshTrial++);
  }

  /** The rate nearest to a crossing outside the measured rates, no more than a decade beyond them. */
  private extendedCenter(fresh: ReadonlyMap<number, Tally>, at: number, isBelow: boolean): number {
    const edge = isBelow ? Math.min(...fresh.keys()) : Math.max(...fresh.keys());
    const farthest = edge + (isBelow ? -1 : 1) * (EXTENSION - FRESH_REACH);
    const wanted = Number.isFinite(at) ? edge + Math.round(8 * (at - this.log(edge))) : farthest;
    return this.clamp(isBelow ? Math.max(wanted, farthest) : Math.min(wanted, farthest), FRESH_REACH);
  }

  private readonly exploringTrial = (tally: Tally, position: number): number => tally.trials + position;

  /** Adds as many trials to each rate as flip something `evaluations` times on average: fixed before the first is drawn. */
  private async measure(
    tallies: Map<number, Tally>,
    indices: readonly number[],
    evaluations: number,
    trialNumber: (tally: Tally, position: number) => number,
  ): Promise<void> {
    const asked = indices.flatMap((index) => {
      const tally = tallies.get(index) ?? { trials: 0, evaluations: 0, increases: [] };
      tallies.set(index, tally);
      const ber = this.bers[index]!;
      const numTrials = Math.ceil(evaluations / this.question.flipChance(ber));
      return Array.from({ length: numTrials }, (_, position) => ({
        tally,
        ber,
        trial: trialNumber(tally, position),
      }));
    });
    if (asked.length === 0) return;
    const answers = await this.ask(
      asked.map(({ ber, trial }) => ({ ber, trial })),
      this.signal,
    );
    this.signal.throwIfAborted();
    if (answers.length !== asked.length) {
      throw new RangeError(`Trials answered: ${answers.length}, expected ${asked.length}`);
    }
    const { wrong: baselineWrong, total } = this.question.baseline;
    asked.forEach(({ tally }, position) => {
      const { wrong, flips } = answers[position]!;
      tally.trials++;
      if (flips > 0) tally.evaluations++;
      if (wrong !== baselineWrong) tally.increases.push(increasePoints(wrong / total, baselineWrong / total));
    });
  }

  private crossing(tallies: ReadonlyMap<number, Tally>, center: number, threshold: number): number {
    const totals = Array.from(tallies, ([index, { trials, increases }]) => ({
      ber: this.bers[index]!,
      trials,
      points: sumOf(increases),
    }));
    return powerLawCrossing(totals, this.bers[center]!, threshold);
  }

  /** Trials drawn anew within each rate; the exponent is fitted again in every replicate. */
  private interval(tallies: ReadonlyMap<number, Tally>, center: number, threshold: number): Interval {
    const samples = Array.from(tallies, ([index, { trials, increases }]) => ({
      ber: this.bers[index]!,
      trials,
      increases,
      counts: new Uint32Array(trials),
    }));
    const weighed = samples.reduce((sum, { trials }) => sum + trials, 0);
    const [low, high] = [this.log(0), this.log(this.bers.length - 1)];
    const drawn = Array.from({ length: numReplicates(weighed) }, (_, replicate): Reach => {
      const totals = samples.map(({ ber, trials, increases, counts }, stream) => {
        drawCounts(counts, replicate, stream);
        // The trials without an increase are those beyond the list: they add nothing.
        return { ber, trials, points: increases.reduce((sum, x, i) => sum + counts[i]! * x, 0) };
      });
      const at = powerLawCrossing(totals, this.bers[center]!, threshold);
      return {
        low: at < low ? Number.NEGATIVE_INFINITY : at,
        high: at > high ? Number.POSITIVE_INFINITY : at,
      };
    });
    return intervalOf(drawn);
  }

  private bounded(at: number, fresh: ReadonlyMap<number, Tally>): Bounded {
    const [lowest, highest] = [Math.min(...fresh.keys()), Math.max(...fresh.keys())];
    if (at < this.log(lowest)) return { value: this.bers[lowest]!, bound: 'atMost' };
    if (at > this.log(highest)) return { value: this.bers[highest]!, bound: 'atLeast' };
    return { value: 10 ** at, bound: 'exact' };
  }

  private log(index: number): number {
    return Math.log10(this.bers[index]!);
  }

  /** The nearest index that has `margin` others on either side, or the middle where the grid is too short. */
  private clamp(index: number, margin: number): number {
    const last = this.bers.length - 1;
    if (last < 2 * margin) return Math.floor(last / 2);
    return Math.max(margin, Math.min(index, last - margin));
  }
}

function sumOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}

function spentOn(tallies: ReadonlyMap<number, Tally>): { trials: number; evaluations: number } {
  let [trials, evaluations] = [0, 0];
  for (const tally of tallies.values()) {
    trials += tally.trials;
    evaluations += tally.evaluations;
  }
  return { trials, evaluations };
}
