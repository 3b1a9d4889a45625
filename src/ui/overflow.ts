import { t } from '../core/language/t';
import { grouped } from '../experiment/text/numberWords';

/** Returns why a network gives no answer for a sample: a detected unrecoverable error. */
export const overflowText = () => t`a value overflowed float32`;

/** Names the predicted class; null: no answer because of an overflow. */
export function answerName(answer: number | null, classNames: readonly string[]): string {
  return answer === null ? t`no answer` : (classNames[answer] ?? String(answer));
}

/**
 * Returns a text to follow a count of wrong answers of which `due` overflowed. Empty if none did.
 */
export function dueText(due = 0): string {
  return due === 0 ? '' : t`, ${grouped(due)} of them without an answer: ${overflowText()}`;
}
