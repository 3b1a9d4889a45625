import { mean } from 'd3';
import { t } from '../../../core/language/t';
import { type Guess, guessText, sketchRates } from '../../../experiment/lesson/guess';
import type { LessonStep, LiveValue } from '../../../experiment/lesson/lesson';
import { times } from '../../../experiment/text/numberWords';
import type { MeasuredSeries } from '../../../store/selectors/seriesSelectors';
import { scientific } from '../../text/format';
import { measureValue } from './measureValue';

/** Comparison of an answer with the run. */
export interface Verdict {
  readonly answer: string;
  /** Value of the run in words. */
  readonly measured: string;
  /** Distance between the two in words. */
  readonly verdict: string;
  /** False for an answer that another option contradicts. Null where there is only a distance. */
  readonly isRight: boolean | null;
  /** True once no further trial can change it. */
  readonly isFinal: boolean;
}

/** Compares an answer with the series of the revealed figure. Null until they are measured. */
export function judgeGuess(
  step: LessonStep,
  guess: Guess,
  series: readonly MeasuredSeries[],
): Verdict | null {
  const { question } = step;
  if (question === null) return null;
  const answer = guess.kind === 'rate' ? scientific(guess.rate) : guessText(question, guess);
  if (question.kind === 'choice' && guess.kind === 'choice') {
    const right = rightOption(step, series);
    if (right === null) return null;
    const isRight = right.index === guess.index;
    const verdict = isRight ? t`as measured` : t`not as measured`;
    return { answer, measured: right.text, verdict, isRight, isFinal: right.isFinal };
  }
  if (question.kind === 'number' && guess.kind === 'number') {
    const measured = measureValue(question.answer, series);
    if (measured === null) return null;
    const { number, text, isFinal } = measured;
    const gap = distance(guess.value, number);
    const verdict = question.unit === '%' ? t`off by ${gap} points` : t`off by ${gap} ${question.unit}`;
    return { answer, measured: text, verdict, isRight: null, isFinal };
  }
  if (question.kind === 'rate' && guess.kind === 'rate') {
    const measured = measureValue(question.answer, series);
    if (measured === null) return null;
    const ratio = guess.rate / measured.number;
    const verdict =
      Math.abs(Math.log10(ratio)) < 0.02
        ? t`the same rate`
        : ratio > 1
          ? t`${times(ratio)} too high`
          : t`${times(1 / ratio)} too low`;
    return { answer, measured: measured.text, verdict, isRight: null, isFinal: measured.isFinal };
  }
  if (question.kind === 'sketch' && guess.kind === 'sketch')
    return judgeSketch(step, question.of, guess, series);
  return null;
}

function judgeSketch(
  step: LessonStep,
  of: string,
  { errors }: Extract<Guess, { kind: 'sketch' }>,
  series: readonly MeasuredSeries[],
): Verdict | null {
  const measured = sketchRates(step).map((rate) =>
    measureValue({ of, show: 'error', rate, loss: 1 }, series),
  );
  const known = measured.flatMap((value, index) =>
    value === null ? [] : [{ ...value, gap: Math.abs(100 * errors[index]! - value.number) }],
  );
  if (known.length === 0) return null;
  return {
    answer: `${errors.map((error) => Math.round(100 * error)).join(', ')} %`,
    measured: `${known.map(({ number }) => number.toFixed(1)).join(', ')} %`,
    verdict: t`${mean(known, ({ gap }) => gap)!.toFixed(1)} points apart on average`,
    isRight: null,
    isFinal: known.length === measured.length && known.every(({ isFinal }) => isFinal),
  };
}

/** Returns the right option, with its value where it was measured. */
function rightOption({ question }: LessonStep, series: readonly MeasuredSeries[]) {
  if (question?.kind !== 'choice') return null;
  const { answer, options } = question;
  if (answer.kind === 'option') return { index: answer.index, text: options[answer.index]!, isFinal: true };
  const values = options.map((of) => {
    const value: LiveValue = { of, show: answer.show, rate: answer.rate, loss: answer.loss };
    return measureValue(value, series);
  });
  const known = values.flatMap((value) => (value === null ? [] : [value]));
  if (known.length < options.length) return null;
  const numbers = known.map(({ number }) => number);
  const index = numbers.indexOf(answer.kind === 'highest' ? Math.max(...numbers) : Math.min(...numbers));
  return {
    index,
    text: `${options[index]} (${options.map((option, place) => `${option}: ${known[place]!.text}`).join('; ')})`,
    isFinal: known.every(({ isFinal }) => isFinal),
  };
}

function distance(said: number, measured: number): string {
  const gap = Math.abs(said - measured);
  return gap >= 10 ? String(Math.round(gap)) : gap.toFixed(1);
}
