import { SpecError } from '../../core/errors';

/** Parses the number in an option's text. Throws SpecError that names any other text. */
function numberOf(field: string, text: string): number {
  if (!/^-?\d+(\.\d+)?$/.test(text.trim())) {
    throw new SpecError(field, `Cannot use "${text}" for --${field}: expected a whole number`);
  }
  return Number(text);
}

/**
 * Parses a whole number from `min` to `max`. Throws SpecError that names text and bounds for any
 * other text.
 */
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

/**
 * Parses the number of engine workers of --workers. Returns undefined if it is left out. Throws
 * SpecError as `wholeNumberOf` does.
 */
export function workersOf(text: string | undefined): number | undefined {
  return text === undefined ? undefined : wholeNumberOf('workers', text, 1, 256);
}
