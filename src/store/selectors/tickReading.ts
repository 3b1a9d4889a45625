import type { TickAnswer, TickQuestion } from '../../experiment/ticks/tickQuestion';
import type { TickDesk } from './tickDesk';

/** What is known of something that a desk works out. */
export interface TickReading<Value> {
  /** The newest answer; undefined before the first. */
  readonly value: Value | undefined;
  /** A newer one is being worked out. */
  readonly awaited: boolean;
}

/** A question, and what its answer is made into. */
interface Asked<Question extends TickQuestion, Value> {
  readonly question: Question;
  readonly finish: (answer: TickAnswer<Question>) => Value;
}

/**
 * Remembers the newest answer about one thing, by identity of what `about` and `version` list: another version is asked about
 * anew while the last answer stays, and an answer about something else is dropped.
 */
export function createTickReading<Question extends TickQuestion, Value>(): (
  desk: TickDesk,
  about: readonly unknown[],
  version: readonly unknown[],
  ask: () => Asked<Question, Value>,
) => TickReading<Value> {
  let subject: readonly unknown[] = [];
  let newest: readonly unknown[] | undefined;
  let open: Asked<Question, Value> | undefined;
  let value: Value | undefined;
  return (desk, about, version, ask) => {
    const isSame = newest !== undefined && isEqual(subject, about);
    if (!isSame) value = undefined;
    if (!isSame || !isEqual(newest!, version)) {
      if (open !== undefined) desk.withdraw(open.question);
      [subject, newest, open] = [about, version, ask()];
    }
    const answer = open && desk.answer(open.question);
    if (open !== undefined && answer !== undefined) {
      value = open.finish(answer);
      open = undefined;
    }
    return { value, awaited: open !== undefined };
  };
}

function isEqual(a: readonly unknown[], b: readonly unknown[]): boolean {
  return a.length === b.length && a.every((item, index) => Object.is(item, b[index]));
}
