import type { TickAnswer, TickQuestion } from '../../experiment/ticks/tickQuestion';
import type { TickDesk } from './tickDesk';

/** State of a question to a tick desk. */
export interface TickReading<Value> {
  /** Newest answer. Undefined before the first. */
  readonly value: Value | undefined;
  /** True while a newer answer is computed. */
  readonly awaited: boolean;
}

/** Question with the function that converts its answer. */
interface Asked<Question extends TickQuestion, Value> {
  readonly question: Question;
  readonly finish: (answer: TickAnswer<Question>) => Value;
}

/**
 * Returns a function that asks a tick desk and remembers the newest answer. Items of `about` and
 * `version` are compared by identity. Another `version` asks again and returns the last answer
 * meanwhile. Another `about` drops the last answer.
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
