import { line } from 'd3';
import { t } from '../../../core/language/t';
import type { Guess } from '../../../experiment/lesson/guess';
import type { Question } from '../../../experiment/lesson/lesson';
import type { ChartFrame } from '../../charts/frame/chartFrame';
import { round } from '../../charts/frame/round';
import { markPath } from '../../charts/marks/markPath';

interface GuessMarksProps {
  readonly frame: ChartFrame;
  readonly question: Question;
  readonly guess: Guess;
  /** Rates of a drawn curve. */
  readonly rates: readonly number[];
}

/** Draws a reader's answer on the figure, where it stays beside the run. */
export function GuessMarks({ frame, question, guess, rates }: GuessMarksProps) {
  const { x, y, top, bottom, right } = frame;
  if (guess.kind === 'sketch') {
    const places = guess.errors.map((error, index): [number, number] => [
      round(x(rates[index] ?? 0)),
      round(y(error)),
    ]);
    const [lastX, lastY] = places.at(-1) ?? [0, 0];
    return (
      <g className="guess">
        <path className="guess-line" d={line()(places) ?? ''} />
        {places.map(([px, py]) => (
          <circle key={px} className="guess-point" cx={px} cy={py} r={3} />
        ))}
        <text x={Math.min(lastX, right) - 6} y={lastY - 8} textAnchor="end">
          {t`your curve`}
        </text>
      </g>
    );
  }
  if (guess.kind === 'rate') {
    const at = round(x(guess.rate));
    const leftwards = at > right - 90;
    return (
      <g className="guess">
        <path className="guess-line" d={`M${at} ${top}V${bottom}`} />
        <text x={at + (leftwards ? -6 : 6)} y={(top + bottom) / 2} textAnchor={leftwards ? 'end' : 'start'}>
          {t`your guess`}
        </text>
      </g>
    );
  }
  if (guess.kind === 'number' && question.kind === 'number' && isError(question)) {
    const [px, py] = [round(x(question.answer.rate)), round(y(Math.min(1, guess.value / 100)))];
    return (
      <g className="guess">
        <path
          className="guess-diamond"
          d={markPath('square', px, py, 5)}
          transform={`rotate(45 ${px} ${py})`}
        />
        <text x={px + 10} y={py - 8}>
          {t`your guess`}
        </text>
      </g>
    );
  }
  return null;
}

function isError({ answer }: Extract<Question, { kind: 'number' }>): boolean {
  return answer.show === 'error' || answer.show === 'median';
}
