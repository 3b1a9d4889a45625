import { t } from '../../../core/language/t';
import { answersCsv } from '../../../experiment/lesson/answersCsv';
import type { Lesson } from '../../../experiment/lesson/lesson';
import { ScrolledTable } from '../../controls/ScrolledTable';
import { saveFile } from '../../export/saveFile';
import { useExplorer } from '../../hooks/useExplorer';
import type { Answers } from './useAnswers';

interface AnswerSheetPanelProps {
  readonly lesson: Lesson;
  readonly answers: Answers;
}

/** Lists the reader's answers beside the run and saves them as CSV. They stay on this device. */
export function AnswerSheetPanel({ lesson, answers }: AnswerSheetPanelProps) {
  const ofClass = useExplorer((state) => state.view.class);
  const seed = useExplorer((state) => state.spec.seed);
  const rows = lesson.steps.flatMap(({ title, question }, index) => {
    const answered = answers[index + 1];
    return question === null ? [] : [{ step: index + 1, title, ...(answered ?? NOT_ANSWERED) }];
  });
  if (rows.length === 0) return null;
  const answered = rows.filter(({ guess }) => guess !== '');
  const save = () => {
    const csv = answersCsv({ lesson: lesson.id, class: ofClass, seed, answers: answered });
    saveFile(`${lesson.id}-answers.csv`, csv, 'text/csv');
  };
  return (
    <section className="panel lesson-sheet" aria-labelledby="sheet-title">
      <h2 id="sheet-title">{t`Your answers`}</h2>
      <ScrolledTable label={t`Answers by step`}>
        <table className="data-table tabular">
          <thead>
            <tr>
              {[t`Step`, t`You said`, t`The run`, t`Difference`].map((title) => (
                <th key={title} scope="col">
                  {title}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(({ step, title, answer, measured, verdict }) => (
              <tr key={step}>
                <th scope="row">{`${step}. ${title}`}</th>
                <td>{answer}</td>
                <td>{measured}</td>
                <td>{verdict}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </ScrolledTable>
      <div className="row">
        <button type="button" className="button" disabled={answered.length === 0} onClick={save}>
          {t`Save answers (CSV)`}
        </button>
        <span className="note">{t`The file stays on this device until you send it.`}</span>
      </div>
    </section>
  );
}

const NOT_ANSWERED = { guess: '', answer: '–', measured: '', verdict: '' };
