import { t } from '../../../core/language/t';
import { figureOf, type Lesson, openingView } from '../../../experiment/lesson/lesson';
import { useExplorer } from '../../hooks/useExplorer';
import { LESSONS } from './lessonTable';
import { keptAnswers } from './useAnswers';

/** Lists the lessons with the reader's progress. */
export function LessonList() {
  const setView = useExplorer((state) => state.setView);
  const open = (lesson: Lesson) => {
    const figure = figureOf(lesson.steps[0]!, false);
    const shown = figure === null ? {} : openingView(figure);
    const guess = keptAnswers(lesson.id)[1]?.guess ?? '';
    setView({ lesson: lesson.id, step: 1, guess, ...shown });
  };
  return (
    <ol className="lesson-list plain">
      {LESSONS.map((lesson, index) => {
        const asked = lesson.steps.filter(({ question }) => question !== null).length;
        const answered = Object.keys(keptAnswers(lesson.id)).length;
        return (
          <li key={lesson.id}>
            <button type="button" className="lesson-card" onClick={() => open(lesson)}>
              <span className="lesson-number">{index + 1}</span>
              <span className="lesson-name">{lesson.title}</span>
              <span className="note">
                {stepsText(lesson.steps.length)} ·{' '}
                {answered === 0 ? questionsText(asked) : t`${answered} of ${asked} answered`}
              </span>
            </button>
          </li>
        );
      })}
    </ol>
  );
}

function stepsText(count: number): string {
  return count === 1 ? t`${count} step` : t`${count} steps`;
}

function questionsText(count: number): string {
  return count === 1 ? t`${count} question` : t`${count} questions`;
}
