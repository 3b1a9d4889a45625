import type { View } from '../link/view';
import type { ExperimentSpec } from '../settings/experimentSpec';

/**
 * Quantity of one series of a figure that a lesson quotes: mean error, median, error that nine of
 * ten trials do not exceed, share of trials below the mean, loss, expected flips, bits that may
 * flip, bits of the same structures that may not, tolerated rate, error without faults.
 */
export const SHOWN = [
  'error',
  'median',
  'q90',
  'below',
  'loss',
  'flips',
  'bits',
  'safe',
  'tolerance',
  'baseline',
] as const;
type Shown = (typeof SHOWN)[number];

/** A number that is computed from the figure beside the text. It is never written by hand. */
export interface LiveValue {
  /** Label of a series of the step's figure. */
  readonly of: string;
  readonly show: Shown;
  /** Bit error rate at which all but `bits`, `safe`, `tolerance` and `baseline` are read. */
  readonly rate: number;
  /** Accepted loss in points, for `tolerance`: 0, 1, 5 or 10. */
  readonly loss: number;
}

export type Inline =
  | string
  | { readonly kind: 'strong' | 'emphasis' | 'code'; readonly text: string }
  /** Address on the web, or the hash of an experiment. */
  | { readonly kind: 'link'; readonly to: string; readonly text: string }
  | ({ readonly kind: 'value' } & LiveValue);

export const WIDGETS = ['word', 'trials', 'classes', 'reuse', 'table'] as const;
/**
 * Part of the page that a lesson shows beside its text: a word whose bits can be flipped, the
 * trials at the cursor, their classes, the reuse of values, a table of the series.
 */
export type WidgetName = (typeof WIDGETS)[number];

export type Block =
  | { readonly kind: 'text'; readonly children: readonly Inline[] }
  | { readonly kind: 'list'; readonly ordered: boolean; readonly items: readonly (readonly Inline[])[] }
  /** Results that the paper reported, set apart from those of this page. */
  | { readonly kind: 'paper'; readonly blocks: readonly Block[] }
  | { readonly kind: 'widget'; readonly name: WidgetName };

/** One experiment of a figure. */
export interface LessonSeries {
  readonly label: string;
  readonly spec: ExperimentSpec;
}

export interface LessonFigure {
  readonly title: string;
  readonly series: readonly LessonSeries[];
  /** Cursor and axes that a reader finds on opening the step. */
  readonly rate: number;
  readonly scale: View['errorScale'];
  readonly rateAxis: View['rateAxis'];
}

/** Right option of a choice: its place, or the series with the highest or lowest value. */
export type ChoiceAnswer =
  | { readonly kind: 'option'; readonly index: number }
  | {
      readonly kind: 'highest' | 'lowest';
      readonly show: Shown;
      readonly rate: number;
      readonly loss: number;
    };

interface Asked {
  readonly prompt: readonly Block[];
}

export type Question = Asked &
  (
    | { readonly kind: 'choice'; readonly options: readonly string[]; readonly answer: ChoiceAnswer }
    | { readonly kind: 'number'; readonly unit: string; readonly max: number; readonly answer: LiveValue }
    /** The reader puts a marker at the rate where `of` has lost `loss` points. */
    | { readonly kind: 'rate'; readonly answer: LiveValue }
    /** The reader draws the curve of `of`. */
    | { readonly kind: 'sketch'; readonly of: string }
  );

export interface LessonStep {
  readonly title: string;
  readonly blocks: readonly Block[];
  readonly figure: LessonFigure | null;
  readonly question: Question | null;
  /** Shown once the question is answered. Its figure replaces that of the step. */
  readonly reveal: { readonly blocks: readonly Block[]; readonly figure: LessonFigure | null } | null;
}

/** A lesson as data, read from `lessons/<id>.md` when the page is built. */
export interface Lesson {
  /** Name of its file and in links. */
  readonly id: string;
  readonly title: string;
  /** Statement of what the lesson does not show. */
  readonly limits: readonly Inline[];
  readonly steps: readonly LessonStep[];
}

/**
 * Returns the labels of the series that a question asks about. They are drawn only after the
 * answer.
 */
export function askedSeries(question: Question | null): readonly string[] {
  switch (question?.kind) {
    case undefined:
      return [];
    case 'choice':
      return question.answer.kind === 'option' ? [] : question.options;
    case 'sketch':
      return [question.of];
    default:
      return [question!.answer.of];
  }
}

/** Returns the figure of a step in the state that its reader sees. */
export function figureOf({ figure, reveal }: LessonStep, isRevealed: boolean): LessonFigure | null {
  return isRevealed ? (reveal?.figure ?? figure) : figure;
}

/** Returns the cursor and the axes of the page on which a figure opens. */
export function openingView({ rate, scale, rateAxis }: LessonFigure) {
  return { cursorBer: rate, errorScale: scale, rateAxis };
}
