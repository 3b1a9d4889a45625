import { t } from '../../core/language/t';
import type { Measure } from '../../core/samples/measure';
import type { CurvePoint } from '../../experiment/sweep/results';
import { deviationCell, errorCell, errorIntervalCell } from '../../experiment/text/errorCells';
import { isPercent, withUnit } from '../../experiment/text/errorWords';
import { errorClause } from '../../experiment/text/measureWords';
import { grouped } from '../../experiment/text/numberWords';
import { hundredths } from '../../experiment/text/percentWords';
import { scientific } from '../text/format';

interface CurveTableProps {
  readonly caption: string;
  readonly curve: readonly CurvePoint[];
  /** A sentence under the caption. */
  readonly note?: string;
  readonly measure: Measure;
}

/** Lists the numbers of a chart, one row per drawn point. */
export function CurveTable({ caption, curve, note = '', measure }: CurveTableProps) {
  const hasDue = curve.some(({ due }) => due !== undefined);
  return (
    <table className="data-table tabular">
      <caption>
        {[caption, errorClause(measure)].filter((text) => text !== '').join('; ')}
        {note !== '' && <small>{note}</small>}
      </caption>
      <thead>
        <tr>
          {[
            t`Bit error rate`,
            t`Expected flips`,
            t`Trials`,
            withUnit(t`Mean`, measure),
            withUnit(t`95 % interval of the mean`, measure),
            isPercent(measure) ? t`σ, points` : t`σ, bits`,
            withUnit(t`Median`, measure),
            '10 %',
            '90 %',
            ...(hasDue ? [t`No answer (overflow), %`] : []),
          ].map((heading) => (
            <th key={heading} scope="col">
              {heading}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {curve.map((point) => (
          <tr key={point.ber}>
            <th scope="row">{scientific(point.ber)}</th>
            <td>
              {point.expectedFlips >= 10 ? grouped(point.expectedFlips) : point.expectedFlips.toPrecision(2)}
            </td>
            <td>{grouped(point.trials)}</td>
            <td>{errorCell(point.mean, measure)}</td>
            <td>{errorIntervalCell(point.meanInterval, measure)}</td>
            <td>{point.trials > 1 ? deviationCell(point.std, measure) : '–'}</td>
            <td>{errorCell(point.median, measure)}</td>
            <td>{errorCell(point.q10, measure)}</td>
            <td>{errorCell(point.q90, measure)}</td>
            {hasDue && <td>{hundredths(point.due ?? 0)}</td>}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
