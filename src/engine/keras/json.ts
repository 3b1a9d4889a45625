import { AssetError } from '../../core/errors';

/** Lists and objects inside one another; a model 16 models deep has about 80. */
const MAX_NESTING = 250;

/** A JSON object. */
export type Json = Readonly<Record<string, unknown>>;

/** True for an object that is no list. */
export function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A value as people read it: a name as it is; an object may hold a toString of its own. */
export function textOf(value: unknown): string {
  return typeof value === 'string' ? value : String(JSON.stringify(value));
}

/**
 * Throws AssetError for values nested deeper than functions that call themselves can follow,
 * JSON.stringify among them.
 */
export function checkNesting(value: unknown, fileName: string): void {
  let level: unknown[] = typeof value === 'object' && value !== null ? [value] : [];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > MAX_NESTING) {
      throw new AssetError(
        fileName,
        `The configuration nests more than ${MAX_NESTING} lists and objects: expected a Keras model`,
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
