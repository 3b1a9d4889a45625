import { line } from 'd3';
import { errorCurve, type LossOrigin } from '../../../experiment/curve/lossCurve';
import type { CurvePoint } from '../../../experiment/sweep/results';
import type { ChartFrame } from '../frame/chartFrame';
import { round } from '../frame/round';
import { fillRun, joinPieces } from './fillRun';

interface TheoryLineProps {
  readonly frame: ChartFrame;
  /** Measured curve that is shifted, with ascending rates. */
  readonly curve: readonly CurvePoint[];
  /** Origin of its losses. */
  readonly origin: LossOrigin;
  /** Factor by which all rates are multiplied. */
  readonly ratio: number;
  readonly label: string;
}

/**
 * Draws a measured curve, shifted along the rate axis by the factor that theory predicts for
 * another curve (Ares, Fig. 3: the 4^m law).
 */
export function TheoryLine({ frame, curve, origin, ratio, label }: TheoryLineProps) {
  const { x, y, right } = frame;
  const { from, to } = x.domain;
  const points = curve
    .filter(({ ber }) => ber > 0)
    .map(({ ber, mean }) => ({ ber, mean, low: mean, high: mean }));
  const moved = joinPieces(points, fillRun(points, errorCurve(points, origin), x))
    .map(({ ber, mean }) => ({ ber: ber * ratio, mean }))
    .filter(({ ber }) => ber >= from && ber <= to);
  const middle = moved.find(({ mean }) => mean >= 0.5) ?? moved.at(-1);
  if (moved.length < 2 || middle === undefined) return null;
  const draw = line<(typeof moved)[number]>(
    ({ ber }) => round(x(ber)),
    ({ mean }) => round(y(mean)),
  );
  const leftwards = right - x(middle.ber) < 110;
  return (
    <g>
      <path className="theory-line" d={draw(moved) ?? ''} />
      <text
        className="theory-label"
        x={round(x(middle.ber)) + (leftwards ? -10 : 10)}
        y={round(y(middle.mean)) + (leftwards ? -10 : 16)}
        textAnchor={leftwards ? 'end' : 'start'}
      >
        {label}
      </text>
    </g>
  );
}
