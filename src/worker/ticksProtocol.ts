import { errorOf } from '../core/site/injection';
import type { Measurement } from '../experiment/sweep/results';
import type { TickQuestion } from '../experiment/ticks/tickQuestion';
import type { Port, Reply } from './protocol';

/**
 * Trials of a measurement as columns of equal length. Cloning typed arrays takes no measurable
 * time; cloning one object for each trial takes 20 ms.
 */
export interface PackedMeasurement extends Pick<Measurement, 'spec' | 'baseline'> {
  readonly bers: Float64Array;
  readonly trials: Uint32Array;
  /** Number of wrong images, as in `ScoredTrial`. */
  readonly wrong: Uint32Array;
  readonly total: Uint32Array;
  /** Errors of a measure that is no count; empty for counts. */
  readonly values: Float64Array;
}

/** Message with a question to the ticks worker. */
export interface TicksRequest {
  readonly id: number;
  readonly name: 'ticks';
  readonly argument: Pick<TickQuestion, 'unit'> & {
    readonly measurement: PackedMeasurement;
    readonly against: PackedMeasurement | null;
  };
}

/** The page's end of the channel with the ticks worker. */
export interface TicksPort extends Port<TicksRequest, Reply> {
  /**
   * Registers a callback for a worker script that cannot be loaded or throws outside a question.
   */
  onCrash(receive: () => void): void;
  terminate(): void;
}

/** Returns the request message for `question`. */
export function requestTicks(id: number, { unit, measurement, against }: TickQuestion): TicksRequest {
  const argument = { unit, measurement: pack(measurement), against: against && pack(against) };
  return { id, name: 'ticks', argument };
}

function pack({ spec, baseline, results }: Measurement): PackedMeasurement {
  const { length } = results;
  const bers = new Float64Array(length);
  const [trials, wrong, total] = [new Uint32Array(length), new Uint32Array(length), new Uint32Array(length)];
  // A loop, because `from` with a function takes ten times as long.
  for (let index = 0; index < length; index++) {
    const result = results[index]!;
    bers[index] = result.ber;
    trials[index] = result.trial;
    wrong[index] = result.wrong;
    total[index] = result.total;
  }
  const isCount = results[0]?.value === undefined;
  const values = Float64Array.from(isCount ? [] : results, errorOf);
  return { spec, baseline, bers, trials, wrong, total, values };
}
