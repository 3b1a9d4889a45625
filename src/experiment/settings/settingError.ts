import { SpecError } from '../../core/errors';

/** The error of a setting that cannot be used: `Cannot use bit position 9: expected …`. Long text is cut at 40 characters. */
export function settingError(field: string, noun: string, found: unknown, wanted: string): SpecError {
  const shown = typeof found === 'string' ? JSON.stringify(found.slice(0, 40)) : String(found);
  return new SpecError(field, `Cannot use ${noun} ${shown}: expected ${wanted}`);
}

/** Returns `value` when it is one of `choices`; throws SpecError naming them otherwise. */
export function checkChoice<T extends string>(
  field: string,
  value: string,
  choices: readonly T[],
  noun = field,
): T {
  const found = choices.find((choice) => choice === value);
  if (found === undefined) throw settingError(field, noun, value, choices.join(' or '));
  return found;
}

/** Returns `count`, an integer from 1 to `max`; throws SpecError otherwise. `noun` is what is counted, in the plural. */
export function checkCount(field: string, noun: string, count: number, max: number): number {
  if (Number.isInteger(count) && count >= 1 && count <= max) return count;
  const wanted = `a whole number from 1 to ${max.toLocaleString('en')}`;
  throw new SpecError(field, `Cannot use ${count} ${noun}: expected ${wanted}`);
}

/** Runs a parser of core and turns what it throws into a SpecError of `field`, message and cause kept. */
export function inField<T>(field: string, parse: () => T): T {
  try {
    return parse();
  } catch (error) {
    if (error instanceof SpecError) throw error;
    throw new SpecError(field, error instanceof Error ? error.message : String(error), { cause: error });
  }
}
