import { errorOf } from '../../core/site/injection';
import { groupByBer, type ScoredTrial } from './results';

/** Trials of one rate in a tenth of the bytes that a list of them takes. */
export interface PackedRate {
  readonly ber: number;
  /** Numbers of the trials; left out if they are 0, 1, 2 … */
  readonly trials?: readonly number[];
  /** Wrong answers of each trial. */
  readonly wrong: readonly number[];
  /** Overflows among them; left out if there are none. */
  readonly due?: readonly number[];
  /** Errors of a measure that is no count; left out for counts. */
  readonly values?: readonly number[];
}

/** Packs trials by rate and number, in ascending order. */
export function packTrials(results: readonly ScoredTrial[]): readonly PackedRate[] {
  return [...groupByBer(results)].map(([ber, unsorted]) => {
    const sorted = unsorted.toSorted((a, b) => a.trial - b.trial);
    const isPlain = sorted.every(({ trial }, place) => trial === place);
    const hasDue = sorted.some(({ due = 0 }) => due > 0);
    return {
      ber,
      ...(!isPlain && { trials: sorted.map(({ trial }) => trial) }),
      wrong: sorted.map(({ wrong }) => wrong),
      ...(hasDue && { due: sorted.map(({ due = 0 }) => due) }),
      ...(sorted[0]!.value !== undefined && { values: sorted.map(errorOf) }),
    };
  });
}

/** Returns the trials of one rate, each of `total` samples. */
export function unpackRate(
  { ber, trials, wrong, due, values }: PackedRate,
  total: number,
): readonly ScoredTrial[] {
  return wrong.map((count, place) => {
    const overflows = due?.[place] ?? 0;
    return {
      ...{ ber, trial: trials === undefined ? place : trials[place]!, wrong: count, total },
      ...(overflows !== 0 && { due: overflows }),
      ...(values !== undefined && { value: values[place]! }),
    };
  });
}
