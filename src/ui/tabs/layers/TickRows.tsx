import { useMemo } from 'react';
import { t } from '../../../core/language/t';
import { tailDecades } from '../../../experiment/ticks/tail';
import { tickSearchKey } from '../../../store/runs/tickSearches';
import type { MeasuredSeries } from '../../../store/selectors/seriesSelectors';
import type { RulerTick, TickRuler } from '../../../store/selectors/tickRuler';
import { berDomain } from '../../charts/frame/berScale';
import { RowAxis, RowCursor } from '../../charts/frame/RowAxis';
import { rowScale } from '../../charts/frame/rowFrame';
import { RatioBracket } from '../../charts/marks/RatioBracket';
import { ROW_HEIGHT, TickBar } from '../../charts/marks/TickBar';
import type { StaleSeries } from '../../charts/useStaleSeries';
import { useExplorer } from '../../hooks/useExplorer';
import { useSize } from '../../hooks/useSize';
import { evidence, tailText, tickSentence } from '../../text/tickWords';

interface TickRowsProps {
  /** Series in the order of the rows. */
  readonly series: readonly MeasuredSeries[];
  /** Series of the settings before, drawn in grey for rows without ticks. */
  readonly stale: StaleSeries;
  readonly whiskers: boolean;
  readonly active: string | null;
  readonly onActive: (id: string | null) => void;
  readonly onExplore: (series: MeasuredSeries) => void;
  /** Ids of the rows selected for comparison. */
  readonly picked: readonly string[];
  readonly onPick: (id: string) => void;
  readonly ruler: TickRuler | null;
}

const UNMEASURED = { width: 560, height: ROW_HEIGHT };

/**
 * Rows of tick bars over one axis of rates (Fig. 5), each with its number of trials and its tail,
 * and the ratio of two rows.
 */
export function TickRows(props: TickRowsProps) {
  const { series, stale, active, onActive, onExplore, onPick, picked, ruler, whiskers } = props;
  const { bers: grid, trials } = useExplorer((state) => state.spec);
  const unit = useExplorer((state) => state.view.loss);
  const found = useExplorer((state) => state.tickSearches.found);
  const [overlay, { width }] = useSize<HTMLDivElement>(UNMEASURED);
  const scale = useMemo(() => rowScale(berDomain(grid), 8, width - 12), [grid, width]);
  const end = ({ series: { id }, ber }: RulerTick) => ({
    x: scale(ber.value),
    row: series.findIndex((item) => item.id === id),
  });
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolled region must be reachable by keyboard
    <section className="tick-scroll" tabIndex={0} aria-label={t`Tick bars; the table shows the same numbers`}>
      <div className="tick-grid" onPointerLeave={() => onActive(null)}>
        <span className="tick-head sr-only">{t`Compare`}</span>
        <span className="tick-head tick-head-name">
          {t`Layer`}
          <small aria-hidden="true">{t`n = ${trials} of ${trials}, live`}</small>
        </span>
        <span className="tick-head tick-head-tail">{t`Decades from no loss to 10 points lost`}</span>
        {series.map((item, index) => {
          const gridRow = index + 2;
          const isActive = item.id === active;
          const before = stale.series.find(({ id }) => id === item.id);
          return (
            <fieldset
              key={item.id}
              aria-label={tickSentence(item, unit)}
              className={isActive ? 'tick-row tick-row-active' : 'tick-row'}
              onPointerEnter={() => onActive(item.id)}
              onFocus={() => onActive(item.id)}
              onBlur={() => onActive(null)}
            >
              <input
                type="checkbox"
                style={{ gridRow }}
                checked={picked.includes(item.id)}
                aria-label={t`Compare ${item.label}`}
                onChange={() => onPick(item.id)}
              />
              <button
                type="button"
                className="tick-name"
                style={{ gridRow }}
                title={t`Explore ${item.label} alone`}
                onClick={() => onExplore(item)}
              >
                <span>{item.label}</span>{' '}
                <small>{before === undefined ? evidence(item) : t`before: ${stale.label}`}</small>
              </button>
              <div
                className={before === undefined ? 'tick-cell' : 'tick-cell tick-cell-stale'}
                style={{ gridRow }}
              >
                <TickBar
                  {...{ series: before ?? item, scale, width, unit, whiskers, active: isActive }}
                  // The search finds ticks in points only. Rows that have run already contain
                  // theirs.
                  found={
                    unit === 'points' && item.tolerance === null ? found[tickSearchKey(item.spec)] : undefined
                  }
                />
              </div>
              <span className="tick-tail tabular" style={{ gridRow }}>
                {tailText(item.tolerance === null ? null : tailDecades(item.tolerance))}
              </span>
            </fieldset>
          );
        })}
        <div
          ref={overlay}
          className="tick-overlay"
          style={{ gridRow: `2 / span ${Math.max(1, series.length)}` }}
        >
          <RowCursor scale={scale} />
          {ruler?.ratio?.ratio && (
            <RatioBracket
              from={end(ruler.less)}
              to={end(ruler.more)}
              ratio={ruler.ratio.ratio}
              {...{ scale, width }}
              rows={series.length}
            />
          )}
        </div>
        <div className="tick-axis" style={{ gridRow: series.length + 2 }}>
          <RowAxis scale={scale} width={width} />
        </div>
      </div>
    </section>
  );
}
