import { grouped } from './text/format';

/** Why a network gives no answer for a sample: a detected unrecoverable error. */
export const OVERFLOW = 'a value overflowed float32';

/** The class that a sample is taken for, as a cell says it; null: none, because of an overflow. */
export function answerName(answer: number | null, classNames: readonly string[]): string {
  return answer === null ? 'no answer' : (classNames[answer] ?? String(answer));
}

/** What follows a count of wrong answers of which `due` are overflows: nothing where none is. */
export function dueText(due = 0): string {
  return due === 0 ? '' : `, ${grouped(due)} of them without an answer: ${OVERFLOW}`;
}
