import { t } from '../../../core/language/t';
import { decimalsOf } from '../../../experiment/curve/evidence';
import { boundText } from '../../../experiment/text/boundWords';
import { LOSS_UNITS, readAtNoLoss } from '../../../experiment/text/lossWords';
import { ratioIntervalText, ratioRule, ratioText } from '../../../experiment/text/ratioWords';
import { TICK_LOSSES } from '../../../experiment/ticks/tickLoss';
import type { TickRatio } from '../../../experiment/ticks/tolerance';
import { readableLosses } from '../../../store/selectors/readableLosses';
import type { SeriesRatio } from '../../../store/selectors/seriesRatio';
import type { MeasuredSeries } from '../../../store/selectors/seriesSelectors';
import { ScrolledTable } from '../../controls/ScrolledTable';
import { scientific, typeset } from '../../text/format';

interface RatioTableProps {
  /** The series that is compared with `b`. */
  readonly a: MeasuredSeries;
  readonly b: MeasuredSeries;
  readonly ratio: SeriesRatio;
}

/**
 * Table of the ratio of two series' ticks at each loss, with the ticks in columns to which a narrow
 * page scrolls.
 */
export function RatioTable({ a, b, ratio }: RatioTableProps) {
  const losses = readableLosses([a, b]);
  const caption = t`${a.label} against ${b.label}`;
  return (
    <ScrolledTable label={caption}>
      <table className="data-table tabular">
        <caption className="sr-only">{caption}</caption>
        <thead>
          <tr>
            <th scope="col">{t`Accepted loss, ${LOSS_UNITS[ratio.unit]}`}</th>
            <th scope="col">{t`Ratio`}</th>
            <th scope="col">{t`95 % interval`}</th>
            <th scope="col">{a.label}</th>
            <th scope="col">{b.label}</th>
          </tr>
        </thead>
        <tbody>
          {losses.map((loss) => {
            const index = TICK_LOSSES.indexOf(loss);
            const tick = ratio.ticks[index]!;
            return (
              <tr key={loss}>
                <th scope="row">{loss === 0 ? t`none (< 0.1)` : loss}</th>
                <td>{isResolved(tick) ? <strong>{ratioText(tick.ratio)}</strong> : ratioText(tick.ratio)}</td>
                <td>{ratioIntervalText(a.label, b.label, tick)}</td>
                <td>{rateText(a, index)}</td>
                <td>{rateText(b, index)}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
      <p className="note">{`${ratioRule(a, b)} ${t`Other rules give other ratios.`}`}</p>
      {losses.length < TICK_LOSSES.length && (
        <p className="note">{t`Losses that are not listed are ${readAtNoLoss()}.`}</p>
      )}
    </ScrolledTable>
  );
}

/** Returns true if the ratio has an interval. */
function isResolved({ ratio, interval }: TickRatio): boolean {
  return ratio?.bound === 'exact' && interval !== null;
}

function rateText({ tolerance, trials }: MeasuredSeries, index: number): string {
  if (tolerance === null) return '–';
  const { ber } = tolerance.ticks[index]!;
  return typeset(boundText(ber, (value) => scientific(value, decimalsOf(trials))));
}
