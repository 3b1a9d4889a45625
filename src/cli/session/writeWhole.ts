import { mkdirSync, realpathSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * Writes a temporary file beside the target and renames it. If the process ends early or the disk
 * is full, the old file stays complete. A symbolic link keeps leading to the file. A device or pipe
 * is written directly.
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

/** Names the temporary file for `target`; null for a device or pipe, which is written directly. */
export function draftOf(path: string): { path: string; target: string; mode: number } | null {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found === undefined) return { path: `${path}.new`, target: path, mode: 0o666 };
  if (!found.isFile()) return null;
  const target = realpathSync(path);
  return { path: `${target}.new`, target, mode: found.mode };
}
