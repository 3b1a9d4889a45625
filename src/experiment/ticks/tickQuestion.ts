import type { Measurement } from '../sweep/results';
import type { LossUnit } from './tickLoss';
import { type TickRatio, type Tolerance, tickRatio, tolerance } from './tolerance';

/** Request for the ticks of one measurement. */
export interface ToleranceQuestion {
  readonly measurement: Measurement;
  readonly against: null;
  readonly unit: LossUnit;
}

/** Request for the ratios of the ticks of the first measurement to those of the second. */
export interface RatioQuestion {
  readonly measurement: Measurement;
  readonly against: Measurement;
  readonly unit: LossUnit;
}

/** Request that takes a bootstrap: a tenth of a second or more for a thousand trials. */
export type TickQuestion = ToleranceQuestion | RatioQuestion;

export type TickAnswer<Question extends TickQuestion = TickQuestion> = Question extends ToleranceQuestion
  ? Tolerance | null
  : readonly TickRatio[] | null;

/**
 * Answers a request synchronously by `tolerance` or `tickRatio`, with equal numbers in every
 * thread.
 */
export function answerTicks<Question extends TickQuestion>(question: Question): TickAnswer<Question> {
  const { measurement, against, unit } = question;
  const answer = against === null ? tolerance(measurement, unit) : tickRatio(measurement, against, unit);
  return answer as TickAnswer<Question>;
}
