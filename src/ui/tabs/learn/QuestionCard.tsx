import { useId } from 'react';
import { t } from '../../../core/language/t';
import type { Guess } from '../../../experiment/lesson/guess';
import type { Question } from '../../../experiment/lesson/lesson';
import type { MeasuredSeries } from '../../../store/selectors/seriesSelectors';
import { scientific } from '../../text/format';
import { LessonText } from './LessonText';

interface QuestionCardProps {
  readonly question: Question;
  readonly series: readonly MeasuredSeries[];
  /** Answer so far; null before the reader has chosen or drawn anything. */
  readonly draft: Guess | null;
  readonly onDraft: (guess: Guess) => void;
  readonly onCommit: () => void;
  /** True if the step has a figure, which a run draws. */
  readonly hasRun: boolean;
}

/** Asks the question of a step. The run is drawn only after the answer. */
export function QuestionCard({ question, series, draft, onDraft, onCommit, hasRun }: QuestionCardProps) {
  return (
    <form
      className="lesson-question"
      aria-label={t`Question`}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (draft !== null) onCommit();
      }}
    >
      <p className="lesson-label">{t`First say what you expect`}</p>
      <LessonText blocks={question.prompt} series={series} />
      <AnswerInput question={question} draft={draft} onDraft={onDraft} />
      <button type="submit" className="button button-primary" disabled={draft === null}>
        {hasRun ? t`Show the run` : t`Show the answer`}
      </button>
    </form>
  );
}

type AnswerInputProps = Pick<QuestionCardProps, 'question' | 'draft' | 'onDraft'>;

function AnswerInput({ question, draft, onDraft }: AnswerInputProps) {
  const name = useId();
  switch (question.kind) {
    case 'choice':
      return (
        <fieldset className="lesson-options">
          <legend className="sr-only">{t`Options`}</legend>
          {question.options.map((option, index) => (
            <label key={option} className="lesson-option">
              <input
                type="radio"
                name={name}
                checked={draft?.kind === 'choice' && draft.index === index}
                onChange={() => onDraft({ kind: 'choice', index })}
              />
              <span>{option}</span>
            </label>
          ))}
        </fieldset>
      );
    case 'number':
      return (
        <div className="row">
          <input
            type="range"
            className="lesson-range"
            aria-label={question.unit === '%' ? t`Your guess in per cent` : t`Your guess in ${question.unit}`}
            min={0}
            max={question.max}
            step={question.max / 100}
            value={draft?.kind === 'number' ? draft.value : 0}
            onChange={(event) => onDraft({ kind: 'number', value: Number(event.currentTarget.value) })}
          />
          <output className="lesson-guess tabular">
            {draft?.kind === 'number' ? `${draft.value} ${question.unit}` : `– ${question.unit}`}
          </output>
        </div>
      );
    case 'rate':
      return (
        <p className="note">
          {t`Drag the marker on the figure, or focus it and use the arrow keys.`}{' '}
          <output className="lesson-guess tabular">
            {draft?.kind === 'rate' ? scientific(draft.rate) : t`Not moved yet`}
          </output>
        </p>
      );
    case 'sketch':
      return (
        <p className="note">
          {t`Draw on the figure with the pointer. With the keyboard: left and right choose a rate, up and down
            set the error there.`}
        </p>
      );
    default:
      throw question satisfies never;
  }
}
