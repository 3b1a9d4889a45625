import { mkdirSync, realpathSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * Writes a file under a name beside it and renames that, so that a process that ends while it writes, or a full disk, leaves the
 * old file or the new one, never half of one. A link goes on leading to the file; a device or pipe is written as it is.
 */
export function writeWhole(path: string, content: string | Uint8Array): void {
  mkdirSync(dirname(path), { recursive: true });
  const draft = draftOf(path);
  if (draft === null) {
    writeFileSync(path, content);
    return;
  }
  try {
    writeFileSync(draft.path, content, { mode: draft.mode });
    renameSync(draft.path, draft.target);
  } catch (error) {
    rmSync(draft.path, { force: true });
    throw error;
  }
}

/** The file that is written before it takes the name of `target`; null for a device or pipe, which is written as it is. */
export function draftOf(path: string): { path: string; target: string; mode: number } | null {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found === undefined) return { path: `${path}.new`, target: path, mode: 0o666 };
  if (!found.isFile()) return null;
  const target = realpathSync(path);
  return { path: `${target}.new`, target, mode: found.mode };
}
