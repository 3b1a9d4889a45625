import { closeSync, existsSync, openSync, rmSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { SpecError } from '../../core/errors';
import { draftOf, writeWhole } from '../session/writeWhole';
import { EXIT_FAILURE, printStatus } from './command';

/**
 * Checks before a run that `out` can be written; leaves nothing behind and an old file as it is.
 * Throws SpecError naming what was found there and what was wanted.
 */
export function checkOutFile(out: string, endings: readonly string[]): void {
  const refused = (reason: string, cause?: unknown) =>
    new SpecError('out', `Cannot write "${out}": ${reason}`, { cause });
  if (!endings.some((ending) => out.endsWith(ending))) {
    throw refused(`expected a file name that ends in ${endings.join(' or ')}`);
  }
  const folder = dirname(out);
  const found = statSync(folder, { throwIfNoEntry: false });
  if (found === undefined) throw refused(`folder "${folder}" does not exist, expected one that does`);
  if (!found.isDirectory()) throw refused(`"${folder}" is a file, expected a folder`);
  if (statSync(out, { throwIfNoEntry: false })?.isDirectory()) {
    throw refused('it is a folder, expected the name of a file');
  }
  // Tried, because permission bits do not tell of read-only disks, nor to root of anything.
  const draft = draftOf(out);
  try {
    if (existsSync(out)) closeSync(openSync(out, 'a'));
    if (draft !== null) {
      closeSync(openSync(draft.path, 'a'));
      rmSync(draft.path);
    }
  } catch (cause) {
    throw refused(`${(cause as Error).message}, expected a place that may be written to`, cause);
  }
}

/**
 * Writes a command's results to `out`, whole or not at all, or to standard output if `out` is
 * undefined. If the file cannot be written, they go to standard output, so that a long run is not
 * lost. Returns the exit code.
 */
export function writeResults(text: string, out: string | undefined, summary: string): number {
  if (out === undefined) {
    process.stdout.write(text);
    return 0;
  }
  try {
    writeWhole(out, text);
  } catch (error) {
    printStatus(`Cannot write "${out}": ${(error as Error).message}; the results follow on standard output`);
    process.stdout.write(text);
    return EXIT_FAILURE;
  }
  printStatus(`Wrote ${summary} to ${out}`);
  return 0;
}
