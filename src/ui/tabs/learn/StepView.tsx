import { useEffect, useLayoutEffect, useMemo, useState } from 'react';
import { messageOf } from '../../../core/errors';
import { t } from '../../../core/language/t';
import { formatGuess, type Guess, parseGuess, sketchRates } from '../../../experiment/lesson/guess';
import { askedSeries, figureOf, type LessonStep } from '../../../experiment/lesson/lesson';
import { capitalized } from '../../../experiment/text/capitalized';
import { type MeasuredSeries, selectSeries } from '../../../store/selectors/seriesSelectors';
import { berDomain } from '../../charts/frame/berScale';
import type { ChartFrame } from '../../charts/frame/chartFrame';
import { placedFrame, rateFactor } from '../../charts/frame/rateAxis';
import { stopsFor } from '../../controls/berSteps';
import { useExplorer } from '../../hooks/useExplorer';
import { rich } from '../../text/rich';
import { GuessMarks } from './GuessMarks';
import { judgeGuess, type Verdict } from './judgeGuess';
import { LessonFigureView } from './LessonFigureView';
import { LessonText } from './LessonText';
import { lessonSeries } from './lessonSeries';
import { QuestionCard } from './QuestionCard';
import { RateLayer } from './RateLayer';
import { SketchLayer } from './SketchLayer';
import type { StateOfControl } from './useControls';

interface StepViewProps {
  readonly step: LessonStep;
  readonly stateOf: StateOfControl;
  /** Takes an answer as text; an empty one takes it back. */
  readonly onAnswer: (guess: string) => void;
  /** Receives the comparison with the run whenever it changes. */
  readonly onVerdict: (verdict: Verdict) => void;
}

/** Draws a step of a lesson: text, figure, question, and what the run says to the answer. */
export function StepView({ step, stateOf, onAnswer, onVerdict }: StepViewProps) {
  const { guess: text, class: ofClass, rateAxis } = useExplorer((state) => state.view);
  const spec = useExplorer((state) => state.spec);
  const screen = { spec, view: { rateAxis } };
  const showLesson = useExplorer((state) => state.showLesson);
  const measured = useExplorer(selectSeries);
  const { question, reveal } = step;
  const { guess, problem } = useMemo(() => readGuess(step, text), [step, text]);
  const isRevealed = guess !== null;
  const figure = figureOf(step, isRevealed);
  // The run starts while the reader thinks; the series in question are drawn after the answer.
  const planned = useMemo(() => lessonSeries(step, ofClass), [step, ofClass]);
  useLayoutEffect(() => showLesson(planned), [showLesson, planned]);
  const asked = isRevealed ? [] : askedSeries(question);
  const known = measured.map((one) => (asked.includes(one.label) ? withoutResults(one) : one));
  const series = known.filter(
    ({ label }) => figure?.series.some((one) => one.label === label) && !asked.includes(label),
  );
  const [draft, setDraft] = useState<Guess | null>(null);
  const shown = guess ?? draft;
  const rates = useMemo(() => sketchRates(step), [step]);
  const verdict = guess === null ? null : judgeGuess(step, guess, known);
  const spoken = verdict === null ? '' : JSON.stringify(verdict);
  // biome-ignore lint/correctness/useExhaustiveDependencies: equal comparisons have equal texts
  useEffect(() => {
    if (verdict !== null) onVerdict(verdict);
  }, [spoken]);
  const placed = (frame: ChartFrame) => {
    const about = planned.find(({ label }) => label === askedSeries(question)[0]);
    return about === undefined ? frame : placedFrame(frame, rateFactor(screen, about.spec));
  };
  const overlay = (frame: ChartFrame) =>
    question !== null &&
    shown !== null && <GuessMarks frame={placed(frame)} question={question} guess={shown} rates={rates} />;
  const layer = (whole: ChartFrame) => {
    const frame = placed(whole);
    if (question?.kind === 'sketch') {
      const errors = draft?.kind === 'sketch' ? draft.errors : rates.map(() => 0.02);
      return (
        <SketchLayer
          frame={frame}
          rates={rates}
          errors={errors}
          onChange={(next) => setDraft({ kind: 'sketch', errors: next })}
        />
      );
    }
    const domain = berDomain({ kind: 'list', bers: rates });
    const rate = draft?.kind === 'rate' ? draft.rate : domain.from;
    return (
      <RateLayer
        frame={frame}
        stops={stopsFor(domain, [])}
        rate={rate}
        onChange={(next) => setDraft({ kind: 'rate', rate: next })}
      />
    );
  };
  const takesLayer = !isRevealed && (question?.kind === 'sketch' || question?.kind === 'rate');
  return (
    <div
      className={`lesson-step${figure === null ? '' : ' lesson-wide'}${takesLayer ? ' lesson-drawn' : ''}`}
    >
      <div className="lesson-text">
        <LessonText blocks={step.blocks} series={known} />
        {problem !== '' && <p className="problem">{problem}</p>}
        {question !== null && !isRevealed && (
          <QuestionCard
            question={question}
            series={known}
            draft={draft}
            onDraft={setDraft}
            onCommit={() => draft !== null && onAnswer(formatGuess(draft))}
            hasRun={figure !== null}
          />
        )}
        {question !== null && isRevealed && (
          <section className="lesson-verdict" aria-label={t`Your answer and the run`}>
            <VerdictText verdict={verdict} isChoice={question.kind === 'choice'} />
            {stateOf('answer') !== 'hidden' && (
              <button
                type="button"
                className="button"
                disabled={stateOf('answer') === 'locked'}
                onClick={() => {
                  setDraft(null);
                  onAnswer('');
                }}
              >
                {t`Answer again`}
              </button>
            )}
          </section>
        )}
        {isRevealed && reveal !== null && <LessonText blocks={reveal.blocks} series={known} />}
      </div>
      {figure !== null && (
        <div className="lesson-figure">
          <LessonFigureView
            figure={figure}
            series={series}
            overlay={overlay}
            layer={takesLayer ? layer : stateOf('cursor') === 'hidden' ? () => null : undefined}
            fixed={stateOf('options') === 'hidden'}
            isOpen={question !== null && !isRevealed}
          />
        </div>
      )}
    </div>
  );
}

interface VerdictTextProps {
  readonly verdict: Verdict | null;
  readonly isChoice: boolean;
}

function VerdictText({ verdict, isChoice }: VerdictTextProps) {
  if (verdict === null)
    return <p role="status">{t`The run has started. Its first numbers come in a moment.`}</p>;
  const { answer, measured, verdict: words, isRight, isFinal } = verdict;
  const glyph = isRight === null ? '' : isRight ? '✓ ' : '✕ ';
  return (
    <>
      <p>{rich`You said: ${<strong>{answer}</strong>}`}</p>
      <p role="status">
        {glyph}
        {!isChoice
          ? t`The run: ${measured}. ${capitalized(words)}.`
          : isRight
            ? t`Right: ${measured}.`
            : t`No. The right answer: ${measured}.`}
        {!isFinal && ` ${t`The run continues; the numbers may still move.`}`}
      </p>
    </>
  );
}

/** Returns a series whose results the text must not give away: only its settings are left. */
function withoutResults(series: MeasuredSeries): MeasuredSeries {
  return { ...series, baseline: null, curve: [], tolerance: null };
}

/** Reads the answer of a link or of an earlier visit, or says why it cannot be used. */
function readGuess(step: LessonStep, text: string): { guess: Guess | null; problem: string } {
  if (text === '') return { guess: null, problem: '' };
  try {
    return { guess: parseGuess(step, text), problem: '' };
  } catch (error) {
    return { guess: null, problem: messageOf(error) };
  }
}
