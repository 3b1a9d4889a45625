import { messageOf, SpecError } from '../../core/errors';
import { listChoices } from '../../core/language/listChoices';
import { t } from '../../core/language/t';
import { grouped } from '../text/numberWords';

/**
 * Returns the error for a setting that cannot be used: `Cannot use bit position 9: expected …`.
 * Long text is cut at 40 characters.
 */
export function settingError(field: string, noun: string, found: unknown, wanted: string): SpecError {
  const shown = typeof found === 'string' ? JSON.stringify(found.slice(0, 40)) : String(found);
  return new SpecError(field, t`Cannot use ${noun} ${shown}: expected ${wanted}`);
}

/** Returns `value` if it is one of `choices`. Throws SpecError that lists them otherwise. */
export function checkChoice<T extends string>(
  field: string,
  value: string,
  choices: readonly T[],
  noun = field,
): T {
  const found = choices.find((choice) => choice === value);
  if (found === undefined) throw settingError(field, noun, value, listChoices(choices));
  return found;
}

/**
 * Returns `count` if it is an integer from 1 to `max`. Throws SpecError otherwise. `noun` is the
 * plural noun of the counted things.
 */
export function checkCount(field: string, noun: string, count: number, max: number): number {
  if (Number.isInteger(count) && count >= 1 && count <= max) return count;
  throw new SpecError(
    field,
    t`Cannot use ${count} ${noun}: expected a whole number from 1 to ${grouped(max)}`,
  );
}

/** Runs `parse` and converts any error to a SpecError of `field` with the same message. */
export function inField<T>(field: string, parse: () => T): T {
  try {
    return parse();
  } catch (error) {
    if (error instanceof SpecError) throw error;
    throw new SpecError(field, messageOf(error), { cause: error });
  }
}
