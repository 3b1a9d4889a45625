import { csvFormatRows } from 'd3-dsv';

/** Answer to one question of a lesson with the value that the run measured. */
interface AnsweredStep {
  readonly step: number;
  readonly title: string;
  readonly answer: string;
  /** Value of the run in words; empty until enough trials have finished. */
  readonly measured: string;
  readonly verdict: string;
}

/** Reader and lesson that the answers belong to. */
interface AnswerSheet {
  readonly lesson: string;
  /** Name of the class and number of the student; empty outside of a class. */
  readonly class: string;
  readonly seed: number;
  readonly answers: readonly AnsweredStep[];
}

/** Writes the answers of a lesson as CSV, one row per answered question. */
export function answersCsv({ lesson, class: name, seed, answers }: AnswerSheet): string {
  const header = ['lesson', 'class', 'seed', 'step', 'title', 'answer', 'measured', 'verdict'];
  const rows = answers.map(({ step, title, answer, measured, verdict }) =>
    [lesson, name, String(seed), String(step), title, answer, measured, verdict].map(asText),
  );
  return `${csvFormatRows([header, ...rows])}\r\n`;
}

/** Keeps a spreadsheet from reading a text as a formula. */
function asText(text: string): string {
  return /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
}
