import { t } from '../../core/language/t';
import type { Measure } from '../../core/samples/measure';
import type { CurvePoint } from '../../experiment/sweep/results';
import { errorClause } from '../../experiment/text/measureWords';
import { grouped } from '../../experiment/text/numberWords';
import { hundredths, hundredthsInterval } from '../../experiment/text/percentWords';
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
            t`Mean, %`,
            t`95 % interval of the mean, %`,
            t`σ, points`,
            t`Median, %`,
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
            <td>{hundredths(point.mean)}</td>
            <td>{hundredthsInterval(point.meanInterval)}</td>
            <td>{point.trials > 1 ? hundredths(point.std) : '–'}</td>
            <td>{hundredths(point.median)}</td>
            <td>{hundredths(point.q10)}</td>
            <td>{hundredths(point.q90)}</td>
            {hasDue && <td>{hundredths(point.due ?? 0)}</td>}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
