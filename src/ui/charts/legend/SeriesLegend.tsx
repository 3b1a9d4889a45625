import { t } from '../../../core/language/t';
import { shownName } from '../../../experiment/documents/storedRun';
import { errorText } from '../../../experiment/text/errorWords';
import { UNMEASURED } from '../../text/tickWords';
import { type DrawnSeries, LOOK_SHAPES, readDrawn, seriesClass } from '../marks/drawnSeries';
import { markPath } from '../marks/markPath';

interface SeriesLegendProps {
  readonly series: readonly DrawnSeries[];
  readonly ber: number;
  readonly hot: string | null;
  readonly onHot: (id: string | null) => void;
  /** Id of the series that stays highlighted when the pointer leaves. */
  readonly held: string | null;
  readonly onHold: (id: string | null) => void;
}

/**
 * Draws a button per series: mark, value at the cursor, and its evidence. Focus highlights the
 * series; a press keeps it highlighted.
 */
export function SeriesLegend({ series, ber, hot, onHot, held, onHold }: SeriesLegendProps) {
  return (
    <ul className="series-legend">
      {series.map((one) => {
        const reading = readDrawn(one, ber);
        const shape = LOOK_SHAPES[one.look];
        return (
          <li key={one.id}>
            <button
              type="button"
              className={`series-button ${seriesClass(one, hot)}`}
              aria-pressed={held === one.id}
              onClick={() => onHold(held === one.id ? null : one.id)}
              onPointerEnter={() => onHot(one.id)}
              onPointerLeave={() => onHot(null)}
              onFocus={() => onHot(one.id)}
              onBlur={() => onHot(null)}
            >
              <svg className="swatch tone-live" width="28" height="14" aria-hidden="true">
                <path className="mean" d="M0 7H28" />
                {shape !== null && (
                  <g className="point point-complete">
                    <path className="mark" d={markPath(shape, 14, 7, 4.5)} />
                  </g>
                )}
              </svg>
              <span className="series-label">{one.label}</span>
              <span className="series-value tabular">
                {reading === null
                  ? '–'
                  : `${reading.between ? '≈\u00a0' : ''}${errorText(reading.mean, one.measure)}`}
              </span>
              <span className="muted tabular series-source">
                {sourceText(one, reading === null || ber === 0 ? one.trials : reading.trials)}
              </span>
            </button>
          </li>
        );
      })}
    </ul>
  );
}

/**
 * Returns the source of a series or value with `trials` trials: `live, n = 12 of 30`, or
 * `recorded run, n = 150`.
 */
export function sourceText(
  { source, planned, trials: fewest, importedFrom }: DrawnSeries,
  trials: number = fewest,
): string {
  const unmeasured = UNMEASURED[source];
  if (unmeasured !== undefined) return unmeasured;
  if (source === 'stored') return `${shownName({ importedFrom })}, n = ${trials}`;
  if (trials === 0) return t`live, first trials`;
  return trials < planned ? t`live, n = ${trials} of ${planned}` : t`live, n = ${trials}`;
}
