import { groupByBer, type ScoredTrial } from '../sweep/results';

/** Trials of one rate. */
interface PackedRate {
  readonly ber: number;
  /** Numbers of the trials; left out if they are 0, 1, 2 … */
  readonly trials?: readonly number[];
  /** Wrong answers of each trial. */
  readonly wrong: readonly number[];
  /** Overflows among them; left out if there are none. */
  readonly due?: readonly number[];
}

/** Trials in a tenth of the bytes that a list of them takes. */
export interface PackedTrials {
  /** Images of each trial. */
  readonly total: number;
  readonly rates: readonly PackedRate[];
}

/** Packs trials that all have `total` images. */
export function packTrials(results: readonly ScoredTrial[], total: number): PackedTrials {
  const rates = [...groupByBer(results)].map(([ber, unsorted]): PackedRate => {
    const sorted = unsorted.toSorted((a, b) => a.trial - b.trial);
    const isPlain = sorted.every(({ trial }, place) => trial === place);
    const hasDue = sorted.some(({ due = 0 }) => due > 0);
    return {
      ber,
      ...(!isPlain && { trials: sorted.map(({ trial }) => trial) }),
      wrong: sorted.map(({ wrong }) => wrong),
      ...(hasDue && { due: sorted.map(({ due = 0 }) => due) }),
    };
  });
  return { total, rates };
}

/**
 * Returns the JSON value of a document with its `packed` trials as a list. Anything that is not of
 * this form is left as it is, so that the reader of the document refuses it with its place.
 */
export function unpackTrials(document: unknown): unknown {
  if (!isRecord(document) || !isRecord(document.packed)) return document;
  const { packed, ...rest } = document;
  const { total, rates } = packed as Readonly<Record<string, unknown>>;
  const trials = Array.isArray(rates) ? rates.flatMap((rate) => unpackRate(rate, total)) : rates;
  return { ...rest, trials };
}

function unpackRate(rate: unknown, total: unknown): readonly unknown[] {
  if (!isRecord(rate) || !Array.isArray(rate.wrong)) return [rate];
  const { ber, wrong, trials, due } = rate;
  return (wrong as unknown[]).map((count, place) => ({
    ber,
    trial: Array.isArray(trials) ? trials[place] : place,
    wrong: count,
    total,
    ...(Array.isArray(due) && { due: due[place] }),
  }));
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
