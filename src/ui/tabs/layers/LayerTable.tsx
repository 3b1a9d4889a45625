import { t } from '../../../core/language/t';
import { errorOf } from '../../../core/site/injection';
import { firstFlip } from '../../../experiment/curve/curve';
import { evidenceOf } from '../../../experiment/curve/evidence';
import type { ExperimentSpec } from '../../../experiment/settings/experimentSpec';
import { errorNumber, withUnit } from '../../../experiment/text/errorWords';
import { lossLabel, readAtNoLoss } from '../../../experiment/text/lossWords';
import { faultFreeTitle } from '../../../experiment/text/measureWords';
import { grouped } from '../../../experiment/text/numberWords';
import { tailDecades } from '../../../experiment/ticks/tail';
import { isReadAtNoLoss, type LossUnit, TICK_LOSSES } from '../../../experiment/ticks/tickLoss';
import type { MeasuredSeries } from '../../../store/selectors/seriesSelectors';
import { intervalText, scientific } from '../../text/format';
import { pendingWords, tailText, tickDecimals, tickRate } from '../../text/tickWords';

interface LayerTableProps {
  readonly series: readonly MeasuredSeries[];
  /** Unit of the losses of the ticks. */
  readonly unit: LossUnit;
  /** Start of the caption: what the rows belong to. */
  readonly title?: string;
}

/** Table of the numbers of the tick bars, one row per series. */
export function LayerTable({ series, unit, title }: LayerTableProps) {
  const measure = series[0]?.spec.measure ?? 'top1';
  const isCounted = series.some(({ spec }) => firstFlip(spec) !== null);
  return (
    <table className="data-table layer-table tabular">
      <caption>
        {title !== undefined && `${title}. `}
        {unit === 'points'
          ? t`How high may the bit error rate go? The highest bit error rate at each loss, with its 95 % interval over trials. Losses are in percentage points`
          : t`How high may the bit error rate go? The highest bit error rate at each loss, with its 95 % interval over trials. Losses are in per cent of the fault-free error`}
      </caption>
      <thead>
        <tr>
          <th scope="col">{t`Layer`}</th>
          <th scope="col">{t`Source`}</th>
          <th scope="col">n</th>
          <th scope="col">N</th>
          <th scope="col">{withUnit(faultFreeTitle(measure), measure)}</th>
          {TICK_LOSSES.map((loss) => (
            <th key={loss} scope="col">
              {lossLabel(loss, unit)}
            </th>
          ))}
          {isCounted && <th scope="col">{t`First flip`}</th>}
          <th scope="col">{t`Decades from no loss to 10 points lost`}</th>
        </tr>
      </thead>
      <tbody>
        {series.map((item) => (
          <tr key={item.id}>
            <th scope="row">{item.label}</th>
            <td>{item.source === 'none' ? '–' : sourceTitle(item.source)}</td>
            <td>
              {grouped(item.trials)}
              {item.trials > 0 && evidenceOf(item.trials) !== 'firm' && <small>{t`provisional`}</small>}
            </td>
            <td>{grouped(item.spec.numSamples)}</td>
            <td>{item.baseline === null ? '–' : errorNumber(errorOf(item.baseline.quantized), measure)}</td>
            {item.tolerance === null ? (
              <td colSpan={TICK_LOSSES.length}>{pendingWords(item)}</td>
            ) : (
              item.tolerance.ticks.map((tick) => (
                <td key={tick.loss}>
                  {isReadAtNoLoss(tick) ? (
                    <small>{readAtNoLoss()}</small>
                  ) : (
                    <>
                      {tickRate(tick.ber, tickDecimals(tick, item.trials))}
                      <small>{intervalText(tick)}</small>
                      {tick.isFound && <small>{t`adaptive search: cite this one`}</small>}
                    </>
                  )}
                </td>
              ))
            )}
            {isCounted && <td>{firstFlipText(item.spec)}</td>}
            <td>{tailText(item.tolerance === null ? null : tailDecades(item.tolerance))}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function sourceTitle(source: Exclude<MeasuredSeries['source'], 'none'>): string {
  return { live: t`live`, stored: t`stored`, loading: t`loading` }[source];
}

/** Formats the rate below which the count rule flips no bit. */
function firstFlipText(spec: ExperimentSpec): string {
  const first = firstFlip(spec);
  return first === null ? '–' : scientific(first);
}
