import { errorOf } from '../../../core/site/injection';
import { chanceOf } from '../../../experiment/curve/curve';
import { type PinnedCurve, selectPins } from '../../../store/selectors/selectPins';
import { useExplorer } from '../../hooks/useExplorer';
import { isOnAxis } from '../frame/berScale';
import type { ChartFrame } from '../frame/chartFrame';
import { placedFrame, rateFactor } from '../frame/rateAxis';
import { round } from '../frame/round';
import { CurveMarks } from './CurveMarks';
import type { MarkShape } from './markPath';
import '../../shelf/pins.css';

/** Shape of each place. */
export const PIN_SHAPES: readonly MarkShape[] = ['triangle', 'square', 'diamond', 'wedge'];
/** Share of the way from fault-free to guessing at which the curve of each place has its name. */
const LABEL_LEVELS: readonly number[] = [0.8, 0.6, 0.42, 0.26];
const MOST_LETTERS = 28;

/** Draws the pinned runs over the curves of a chart, each with its name beside its line. */
export function PinnedCurves({ frame: whole }: { readonly frame: ChartFrame }) {
  const spec = useExplorer((state) => state.spec);
  const rateAxis = useExplorer((state) => state.view.rateAxis);
  const pins = useExplorer(selectPins).filter(({ isOwn }) => !isOwn);
  return pins.map((pin) => {
    const frame = placedFrame(whole, rateFactor({ spec, view: { rateAxis } }, pin.spec));
    const curve = pin.curve.filter(({ ber }) => isOnAxis(ber, frame.x.domain));
    const shape = PIN_SHAPES[pin.place]!;
    const label = labelPlace({ ...pin, curve }, frame);
    return (
      <g key={pin.key} className={`pin pin-${pin.place}`}>
        <CurveMarks
          {...{ curve, frame, shape, origin: pin.origin, grid: pin.spec.bers, planned: pin.spec.trials }}
          chance={chanceOf(pin.spec)}
          band={null}
          tone="stored"
        />
        {label !== null && (
          <text x={label.x} y={label.y} dy="0.32em" textAnchor={label.anchor}>
            {shortened(pin.name)}
          </text>
        )}
      </g>
    );
  });
}

/**
 * Returns the place of a name beside its curve, at the first rise to the level of its place, or at
 * the last point of a curve that does not rise so far. Null without points.
 */
function labelPlace(pin: PinnedCurve, frame: ChartFrame) {
  const points = pin.curve.filter(({ ber }) => ber > 0);
  const last = points.at(-1);
  if (last === undefined) return null;
  const base = errorOf(pin.baseline.quantized);
  const level = base + (chanceOf(pin.spec) - base) * LABEL_LEVELS[pin.place]!;
  const above = points.findIndex(({ mean }) => mean >= level);
  const [low, high] = above > 0 ? [points[above - 1]!, points[above]!] : [last, last];
  const share = high.mean > low.mean ? (level - low.mean) / (high.mean - low.mean) : 0;
  const x = frame.x(low.ber) + share * (frame.x(high.ber) - frame.x(low.ber));
  const y = frame.y(low.mean + share * (high.mean - low.mean));
  const isRight = x > frame.right - 160;
  return {
    x: round(isRight ? x - 9 : x + 9),
    // Right of a rising line there is room below it, left of it above.
    y: round(above > 0 ? y + (isRight ? -7 : 7) : y - 12),
    anchor: isRight ? ('end' as const) : ('start' as const),
  };
}

function shortened(name: string): string {
  return name.length <= MOST_LETTERS ? name : `${name.slice(0, MOST_LETTERS - 1)}…`;
}
