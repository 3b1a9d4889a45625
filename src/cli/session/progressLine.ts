import { printStatus } from '../options/command';

/**
 * Reports the progress of a run: one line that is overwritten on a terminal, separate lines in a
 * log.
 */
export function progressLine(line: string): void {
  if (process.stderr.isTTY) process.stderr.write(`\r${line}\u001b[K`);
  else printStatus(line);
}

/** Ends the line of progress, so that it stays on the terminal. */
export function endProgress(): void {
  if (process.stderr.isTTY) process.stderr.write('\n');
}

/** Formats the time left, ` · 12 s left`; empty while it is not known. */
export function leftText(remainingMs: number | null): string {
  return remainingMs === null ? '' : ` · ${Math.ceil(remainingMs / 1000)} s left`;
}
