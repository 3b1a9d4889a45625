import { philox4x32 } from '../../core/pattern/philox';
import type { ExperimentSpec } from '../../experiment/settings/experimentSpec';
import { gridBers } from '../../experiment/sweep/berGrid';
import type { ScoredTrial } from '../../experiment/sweep/results';
import { countOf } from '../../experiment/text/numberWords';
import { percentOf } from '../../experiment/text/percentWords';
import { rateText } from '../../experiment/text/rateWords';
import type { Tick } from '../../experiment/ticks/tick';
import { TICK_LOSSES, type TickLoss } from '../../experiment/ticks/tickLoss';
import { tolerance } from '../../experiment/ticks/tolerance';
import type { Pool } from './trialPool';

/** Losses whose intervals must hold the truth. */
const WANTED_LOSSES: readonly TickLoss[] = [1, 5, 10];
/** Share of the intervals that must hold the truth. */
export const WANTED_SHARE = 0.93;
/** Philox key word of the resampling from the pool, the letters "pool". */
const DRAW_KEY = 0x706f6f6c;

/** Coverage of tick intervals. */
interface Coverage {
  /** Cells of a table for each loss. */
  readonly rows: readonly (readonly string[])[];
  /** Losses at which too few intervals hold the truth. */
  readonly missed: readonly TickLoss[];
}

/**
 * Draws the trials of `sweep` from the pool `draws` times, and compares its ticks with the truth:
 * the ticks of the whole pool at all of its rates. Calls `report` after each draw, and returns null
 * once it returns true.
 */
export async function coverageOf(
  pool: Pool,
  sweep: Pick<ExperimentSpec, 'trials' | 'bers'>,
  draws: number,
  report: (done: number) => boolean,
): Promise<Coverage | null> {
  const every = Array.from({ length: pool.spec.trials }, (_, trial) => trial);
  const truths = tolerance(measurementOf(pool, gridBers(pool.spec.bers), every))!.ticks;
  const drawn: (readonly Tick[])[] = [];
  while (drawn.length < draws) {
    const trials = drawTrials(pool.spec.trials, sweep.trials, drawn.length);
    drawn.push(tolerance(measurementOf(pool, gridBers(sweep.bers), trials))!.ticks);
    // Lets signals such as Ctrl-C be handled.
    await new Promise((resolve) => setImmediate(resolve));
    if (report(drawn.length)) return null;
  }
  const described = truths.map((truth, index) =>
    describeTick(
      truth,
      drawn.map((ticks) => ticks[index]!),
    ),
  );
  return {
    rows: described.map(({ row }, index) => [countOf(TICK_LOSSES[index]!, 'point'), ...row]),
    missed: TICK_LOSSES.filter(
      (loss, index) => WANTED_LOSSES.includes(loss) && !(described[index]!.share >= WANTED_SHARE),
    ),
  };
}

/**
 * Returns the measurement of these trials of the pool at these of its rates. Trials are numbered
 * from 0 again.
 */
function measurementOf({ spec, baseline, wrong }: Pool, bers: readonly number[], trials: readonly number[]) {
  const results = bers.flatMap((ber) => {
    const counts = wrong.get(ber)!;
    return trials.map(
      (trial, index): ScoredTrial => ({ ber, trial: index, wrong: counts[trial]!, total: spec.numSamples }),
    );
  });
  return { spec: { ...spec, trials: trials.length }, baseline, results };
}

/** Draws `count` different numbers below `size`, equal for equal `draw` (Fisher and Yates). */
function drawTrials(size: number, count: number, draw: number): readonly number[] {
  const numbers = Array.from({ length: size }, (_, index) => index);
  const random = new Uint32Array(4);
  for (let index = 0; index < count; index++) {
    philox4x32(index, draw, 0, 0, DRAW_KEY, 0, random);
    const other = index + Math.floor(((size - index) * random[0]!) / 2 ** 32);
    [numbers[index], numbers[other]] = [numbers[other]!, numbers[index]!];
  }
  return numbers.slice(0, count);
}

/** Returns the cells of one tick, and the share of its intervals that hold the truth. */
function describeTick(
  truth: Tick,
  drawn: readonly Tick[],
): { readonly row: readonly string[]; readonly share: number } {
  const { value } = truth.ber;
  const intervals = drawn.flatMap(({ interval }) => (interval === null ? [] : [interval]));
  const below = intervals.filter(({ low }) => low !== null && low > value).length;
  const above = intervals.filter(({ high }) => high !== null && high < value).length;
  const holding = intervals.length - below - above;
  const widths = intervals.map(({ low, high }) =>
    low === null || high === null ? Number.POSITIVE_INFINITY : Math.log10(high / low),
  );
  const bias = median(drawn.map(({ ber }) => ber.value)) / value - 1;
  const cells =
    intervals.length === 0
      ? ['–', '–', '–']
      : [
          percentOf(holding / intervals.length),
          `${percentOf(below / intervals.length)}, ${percentOf(above / intervals.length)}`,
          median(widths).toFixed(3),
        ];
  const row = [
    rateText(truth.ber),
    `${bias < 0 ? '−' : '+'}${percentOf(Math.abs(bias))}`,
    percentOf(intervals.length / drawn.length),
    ...cells,
  ];
  return { row, share: holding / intervals.length };
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}
