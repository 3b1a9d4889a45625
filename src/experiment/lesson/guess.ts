import { t } from '../../core/language/t';
import { formatBer, parseBer } from '../../core/pattern/ber';
import { gridBers } from '../sweep/berGrid';
import type { LessonStep, Question } from './lesson';
import { figureOf } from './lesson';

/** Answer of a reader to the question of a step. */
export type Guess =
  /** Place of the chosen option, from 0. */
  | { readonly kind: 'choice'; readonly index: number }
  /** In the unit of the question. */
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'rate'; readonly rate: number }
  /** Error in [0, 1] at each of `sketchRates`. */
  | { readonly kind: 'sketch'; readonly errors: readonly number[] };

/** Returns the rates above 0, ascending, at which a reader draws the curve of a step. */
export function sketchRates(step: LessonStep): readonly number[] {
  const grid = figureOf(step, true)?.series[0]?.spec.bers;
  return grid === undefined ? [] : gridBers(grid).filter((ber) => ber > 0);
}

/** Writes an answer as links and the browser keep it: `2`, `12.5`, `1e-3`, `2,2,40,90`. */
export function formatGuess(guess: Guess): string {
  switch (guess.kind) {
    case 'choice':
      return String(guess.index + 1);
    case 'number':
      return String(guess.value);
    case 'rate':
      return formatBer(guess.rate);
    case 'sketch':
      return guess.errors.map((error) => Math.round(100 * error)).join(',');
    default:
      throw guess satisfies never;
  }
}

/**
 * Reads an answer to the question of a step. Throws a RangeError or SyntaxError that names the text
 * and what is expected.
 */
export function parseGuess(step: LessonStep, text: string): Guess {
  const { question } = step;
  if (question === null)
    throw new RangeError(t`Cannot use answer ${quoted(text)}: expected none: this step asks nothing`);
  switch (question.kind) {
    case 'choice': {
      const index = wholeWithin(text, 1, question.options.length);
      if (index === null)
        throw new RangeError(
          t`Cannot use answer ${quoted(text)}: expected an option from 1 to ${question.options.length}`,
        );
      return { kind: 'choice', index: index - 1 };
    }
    case 'number': {
      const value = text === '' ? Number.NaN : Number(text);
      if (!(value >= 0 && value <= question.max))
        throw new RangeError(
          t`Cannot use answer ${quoted(text)}: expected a number from 0 to ${question.max}`,
        );
      return { kind: 'number', value };
    }
    case 'rate':
      return { kind: 'rate', rate: parseBer(text) };
    case 'sketch': {
      const rates = sketchRates(step);
      const percents = text.split(',').map((part) => wholeWithin(part, 0, 100));
      const errors = percents.flatMap((percent) => (percent === null ? [] : [percent / 100]));
      if (errors.length !== percents.length || errors.length !== rates.length)
        throw new RangeError(
          t`Cannot use answer ${quoted(text)}: expected ${rates.length} whole numbers from 0 to 100`,
        );
      return { kind: 'sketch', errors };
    }
    default:
      throw question satisfies never;
  }
}

/** States an answer in words: `Only sign bits`, `12.5 %`, `1e-3`. */
export function guessText(question: Question, guess: Guess): string {
  if (guess.kind === 'choice' && question.kind === 'choice') return question.options[guess.index] ?? '';
  if (guess.kind === 'number' && question.kind === 'number') return `${guess.value} ${question.unit}`;
  return formatGuess(guess);
}

function wholeWithin(text: string, low: number, high: number): number | null {
  const value = Number(text);
  return /^\d{1,4}$/.test(text) && value >= low && value <= high ? value : null;
}

/** Quotes the start of a text, for an error. */
function quoted(text: string): string {
  return JSON.stringify(text.slice(0, 40));
}
