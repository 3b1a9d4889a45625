import { AssetError } from '../errors';
import { t } from '../language/t';

const MAX_SHOWN_CHARS = 40;

/** A wrong value in a JSON file: the path to it, and a description of the expected value. */
interface FieldIssue {
  readonly path: readonly PropertyKey[];
  readonly wanted: string;
}

/**
 * Parses the text of a JSON file. `wanted` describes the expected kind of file. Throws AssetError
 * naming the file if the text is not JSON.
 */
export function parseJson(text: string, name: string, wanted: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    const start = JSON.stringify(text.slice(0, MAX_SHOWN_CHARS));
    throw new AssetError(name, t`The file starts with ${start}, which is not JSON: expected ${wanted}`, {
      cause,
    });
  }
}

/** Returns an error that names a field of a JSON file, the value found and the value expected. */
export function fieldError(name: string, file: unknown, issue: FieldIssue, cause?: unknown): AssetError {
  const { path, wanted } = issue;
  let found = file;
  for (const key of path) found = (found as Record<PropertyKey, unknown> | null | undefined)?.[key];
  return new AssetError(name, fieldText(clip(path.join('.')), path.length > 0, found, wanted), { cause });
}

function fieldText(field: string, isField: boolean, found: unknown, wanted: string): string {
  if (!isField) return t`The content is ${describeValue(found)}: expected ${wanted}`;
  if (found === undefined) return t`Field "${field}" is missing: expected ${wanted}`;
  return t`Field "${field}" is ${describeValue(found)}: expected ${wanted}`;
}

/**
 * Describes a value in a few words. Objects are not printed, because a file may nest deeper than
 * JSON.stringify can follow.
 */
function describeValue(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(clip(value));
  if (Array.isArray(value)) return t`a list of ${value.length}`;
  return typeof value === 'object' && value !== null ? t`an object` : String(value);
}

function clip(text: string): string {
  return text.length > MAX_SHOWN_CHARS ? `${text.slice(0, MAX_SHOWN_CHARS - 1)}…` : text;
}
