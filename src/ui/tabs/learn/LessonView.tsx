import { useEffect, useLayoutEffect, useRef } from 'react';
import { t } from '../../../core/language/t';
import { figureOf, type Lesson, openingView } from '../../../experiment/lesson/lesson';
import { useExplorer } from '../../hooks/useExplorer';
import { AnswerSheetPanel } from './AnswerSheetPanel';
import { ClassNumber } from './ClassNumber';
import { Inlines } from './LessonText';
import { StepView } from './StepView';
import { useAnswers } from './useAnswers';
import { useControls } from './useControls';

/** Draws an open lesson: its steps one after the other, with the way to the others. */
export function LessonView({ lesson }: { readonly lesson: Lesson }) {
  const view = useExplorer((state) => state.view);
  const setView = useExplorer((state) => state.setView);
  const { answers, isKept, keep } = useAnswers(lesson.id);
  const { stateOf, problems } = useControls();
  const heading = useRef<HTMLHeadingElement>(null);
  const place = Math.min(view.step, lesson.steps.length);
  const step = lesson.steps[place - 1]!;
  const lacksCursor = useExplorer((state) => state.lacksCursor);
  const figure = figureOf(step, false);
  useLayoutEffect(() => {
    if (lacksCursor && figure !== null) setView(openingView(figure));
  }, [lacksCursor, figure, setView]);
  const opened = useRef(place);
  useEffect(() => {
    if (opened.current === place) return;
    opened.current = place;
    heading.current?.focus();
  }, [place]);
  const goTo = (next: number) => {
    const figure = figureOf(lesson.steps[next - 1]!, false);
    const guess = answers[next]?.guess ?? '';
    const shown = figure === null ? {} : openingView(figure);
    setView({ step: next, guess, ...shown });
  };
  const number = t`Step ${place} of ${lesson.steps.length}`;
  const isLast = place === lesson.steps.length;
  return (
    <article className="lesson" aria-labelledby="step-title">
      <header className="lesson-head">
        {stateOf('lessons') !== 'hidden' && (
          <button
            type="button"
            className="button"
            disabled={stateOf('lessons') === 'locked'}
            onClick={() => setView({ lesson: '', step: 1, guess: '' })}
          >
            {t`All lessons`}
          </button>
        )}
        <p className="lesson-title">{lesson.title}</p>
        {stateOf('steps') !== 'hidden' && (
          <nav className="lesson-steps" aria-label={t`Steps`}>
            {lesson.steps.map(({ title }, index) => (
              <button
                key={title}
                type="button"
                className="lesson-dot"
                aria-current={index + 1 === place ? 'step' : undefined}
                aria-label={
                  answers[index + 1] === undefined
                    ? t`Step ${index + 1}: ${title}`
                    : t`Step ${index + 1}: ${title}, answered`
                }
                title={title}
                disabled={stateOf('steps') === 'locked'}
                onClick={() => goTo(index + 1)}
              >
                {index + 1}
                {answers[index + 1] !== undefined && <span aria-hidden="true">✓</span>}
              </button>
            ))}
          </nav>
        )}
        <p className="lesson-limits note">
          <Inlines line={lesson.limits} series={[]} />
        </p>
      </header>
      {problems.map((problem) => (
        <p key={problem} className="problem">
          {problem}
        </p>
      ))}
      {view.step > lesson.steps.length && (
        <p className="problem">{t`Cannot open step ${view.step}: expected 1 to ${lesson.steps.length}`}</p>
      )}
      <ClassNumber />
      <h2 id="step-title" ref={heading} tabIndex={-1} className="lesson-step-title">
        <span className="muted">{number}</span> {step.title}
      </h2>
      <StepView
        key={place}
        step={step}
        stateOf={stateOf}
        onAnswer={(guess) => {
          setView({ guess });
          keep(place, guess === '' ? null : { guess, answer: guess, measured: '', verdict: '' });
        }}
        onVerdict={({ answer, measured, verdict }) => {
          // The answer in a link of somebody else does not replace the reader's own.
          const own = answers[place]?.guess ?? view.guess;
          if (own === view.guess) keep(place, { guess: own, answer, measured, verdict });
        }}
      />
      {isLast && <AnswerSheetPanel lesson={lesson} answers={answers} />}
      {!isKept && (
        <p className="problem" role="status">
          {t`This browser refuses to keep your answers: they are gone when the page is closed.`}
        </p>
      )}
      {stateOf('steps') !== 'hidden' && (
        <div className="lesson-moves">
          <button
            type="button"
            className="button"
            disabled={place === 1 || stateOf('steps') === 'locked'}
            onClick={() => goTo(place - 1)}
          >
            {t`Back`}
          </button>
          {!isLast && (
            <button
              type="button"
              className={step.question === null || view.guess !== '' ? 'button button-primary' : 'button'}
              disabled={stateOf('steps') === 'locked'}
              onClick={() => goTo(place + 1)}
            >
              {t`Next`}
            </button>
          )}
          {stateOf('open') !== 'hidden' && step.figure !== null && (
            <button
              type="button"
              className="button"
              disabled={stateOf('open') === 'locked'}
              onClick={() => setView({ tab: 'explore' })}
            >
              {t`Open the figure in Explore`}
            </button>
          )}
          {stateOf('steps') === 'locked' && <span className="note">{t`Your teacher locked the steps.`}</span>}
        </div>
      )}
    </article>
  );
}
