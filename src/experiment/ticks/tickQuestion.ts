import type { Measurement } from '../sweep/results';
import type { LossUnit } from './tickFit';
import { type TickRatio, type Tolerance, tickRatio, tolerance } from './tolerance';

/** What is to be read off one measurement: its ticks. */
export interface ToleranceQuestion {
  readonly measurement: Measurement;
  readonly against: null;
  readonly unit: LossUnit;
}

/** What is to be read off two: the ratio of the ticks of the first to those of the second. */
export interface RatioQuestion {
  readonly measurement: Measurement;
  readonly against: Measurement;
  readonly unit: LossUnit;
}

/** A question whose answer takes a bootstrap: a tenth of a second and more for a thousand trials. */
export type TickQuestion = ToleranceQuestion | RatioQuestion;

export type TickAnswer<Question extends TickQuestion = TickQuestion> = Question extends ToleranceQuestion
  ? Tolerance | null
  : readonly TickRatio[] | null;

/** Answers a question at once: the same numbers in whatever thread, by `tolerance` or `tickRatio`. */
export function answerTicks<Question extends TickQuestion>(question: Question): TickAnswer<Question> {
  const { measurement, against, unit } = question;
  const answer = against === null ? tolerance(measurement, unit) : tickRatio(measurement, against, unit);
  return answer as TickAnswer<Question>;
}
