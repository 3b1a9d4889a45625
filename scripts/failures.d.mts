/** Test, or part of a run, that failed. */
export interface Failure {
  /** File and titles of a test, joined with ` › `. */
  readonly name: string;
  readonly message: string;
}

/** `uncaught`: messages of errors outside tests. `root`: the folder that file names start at. */
export function unitFailures(report: unknown, uncaught: readonly string[], root: string): Failure[];
export function browserFailures(report: unknown): Failure[];
export function describeFailure(failure: Failure): string;
