import { SpecError } from '../../core/errors';

/** Options that have no effect in a command, or with another option, each with the reason. */
export type UnsupportedOptions = Readonly<Record<string, string>>;

/** Throws SpecError for the first unsupported option that is given, with its reason. */
export function rejectUnsupported(
  options: Readonly<Record<string, unknown>>,
  unsupported: UnsupportedOptions,
): void {
  for (const [name, reason] of Object.entries(unsupported)) {
    if (options[name] !== undefined) throw new SpecError(name, `Cannot use --${name} here: ${reason}`);
  }
}

/** Returns options that have no effect with `other`, such as `--report`. */
export function unsupportedBeside(other: string, names: readonly string[]): UnsupportedOptions {
  return Object.fromEntries(names.map((name) => [name, `it has no effect with ${other}`]));
}
