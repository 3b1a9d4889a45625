import { t } from '../../core/language/t';
import { digestText } from './digest';

/**
 * Letters of the check at the end of a packed text. Programs that recognise links in a text take a
 * `-` or `_` at their end for punctuation.
 */
const LETTERS = 'abcdefghijklmnopqrstuvwxyz234567';

/** Appends a character that checks the others. */
export function addCheck(text: string): string {
  return text + checkOf(text);
}

/**
 * Returns a packed text without the layout before it and the check behind it. Throws SyntaxError
 * for another layout, and for a text that is cut or changed. `noun` names it in the message.
 */
export function withoutCheck(text: string, layout: string, noun: string): string {
  if (!text.startsWith(layout)) {
    throw new SyntaxError(
      t`Cannot read a ${noun} that starts with ${JSON.stringify(text.slice(0, 1))}: expected ${layout}, the layout that this version knows`,
    );
  }
  if (!/^[\w-]{2,}$/.test(text) || checkOf(text.slice(0, -1)) !== text.at(-1)) {
    throw new SyntaxError(
      t`Cannot read the ${noun}: its last character does not fit the others, so it was cut or changed (${text.length} characters)`,
    );
  }
  return text.slice(layout.length, -1);
}

function checkOf(text: string): string {
  return LETTERS[digestText(text, 5)]!;
}
