import { AssetError } from '../../core/errors';
import { t } from '../../core/language/t';

/** Maximum nesting of lists and objects. A model inside 16 others has about 80 levels. */
const MAX_NESTING = 250;

/** A JSON object. */
export type Json = Readonly<Record<string, unknown>>;

/** Returns true for an object that is not a list. */
export function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * Formats a value for display: strings as they are, others as JSON. An object may contain a
 * `toString` of its own.
 */
export function textOf(value: unknown): string {
  return typeof value === 'string' ? value : String(JSON.stringify(value));
}

/**
 * Throws AssetError for values nested too deeply for recursive functions such as JSON.stringify.
 */
export function checkNesting(value: unknown, fileName: string): void {
  let level: unknown[] = typeof value === 'object' && value !== null ? [value] : [];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > MAX_NESTING) {
      throw new AssetError(
        fileName,
        t`The configuration nests more than ${MAX_NESTING} lists and objects: expected a Keras model`,
      );
    }
    const next: unknown[] = [];
    for (const outer of level) {
      for (const inner of Object.values(outer as object)) {
        if (typeof inner === 'object' && inner !== null) next.push(inner);
      }
    }
    level = next;
  }
}
