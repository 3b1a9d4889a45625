import { SpecError } from '../../core/errors';

/** The number that an option's text writes; throws SpecError naming the text when it writes none. */
function numberOf(field: string, text: string): number {
  if (!/^-?\d+(\.\d+)?$/.test(text.trim())) {
    throw new SpecError(field, `Cannot use "${text}" for --${field}: expected a whole number`);
  }
  return Number(text);
}

/** The whole number from `min` to `max` that an option's text writes; throws SpecError naming text and bounds otherwise. */
export function wholeNumberOf(field: string, text: string, min: number, max: number): number {
  const value = numberOf(field, text);
  if (!Number.isInteger(value) || value < min || value > max) {
    throw new SpecError(
      field,
      `Cannot use ${text} for --${field}: expected a whole number from ${min} to ${max}`,
    );
  }
  return value;
}

/** The number of engine workers that --workers asks for; undefined where it is left out. Throws SpecError as `wholeNumberOf`. */
export function workersOf(text: string | undefined): number | undefined {
  return text === undefined ? undefined : wholeNumberOf('workers', text, 1, 256);
}
