/** Row of docs/known-answers.md. */
export interface KnownAnswer {
  readonly number: number;
  /** Path below src. */
  readonly file: string;
  readonly name: string;
}

/** Result of a test in one run. */
export interface Result {
  readonly file: string;
  readonly title: string;
  readonly passed: boolean;
}

export function readKnownAnswers(markdown: string): KnownAnswer[];
export function unitResults(report: unknown): Result[];
export function browserResults(report: unknown): Result[];
export function unproven(answers: readonly KnownAnswer[], results: readonly Result[]): string[];
