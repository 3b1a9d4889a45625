import { SpecError } from '../../core/errors';

/** Options that play no part in a command, or beside another option, each with the reason. */
export type UnsupportedOptions = Readonly<Record<string, string>>;

/** Throws SpecError for the first option given that plays no part, with its reason. */
export function rejectUnsupported(
  options: Readonly<Record<string, unknown>>,
  unsupported: UnsupportedOptions,
): void {
  for (const [name, reason] of Object.entries(unsupported)) {
    if (options[name] !== undefined) throw new SpecError(name, `Cannot use --${name} here: ${reason}`);
  }
}

/** Options that play no part beside `other`, such as `--report`. */
export function unsupportedBeside(other: string, names: readonly string[]): UnsupportedOptions {
  return Object.fromEntries(names.map((name) => [name, `it plays no part beside ${other}`]));
}
