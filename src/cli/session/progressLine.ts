import { say } from '../options/command';

/** Reports how far a run is: one line that is overwritten on a terminal, a line each in a log. */
export function progressLine(line: string): void {
  if (process.stderr.isTTY) process.stderr.write(`\r${line}\u001b[K`);
  else say(line);
}

/** Leaves the last line of progress standing. */
export function endProgress(): void {
  if (process.stderr.isTTY) process.stderr.write('\n');
}

/** ` · 12 s left`; nothing while that is not known. */
export function leftText(remainingMs: number | null): string {
  return remainingMs === null ? '' : ` · ${Math.ceil(remainingMs / 1000)} s left`;
}
