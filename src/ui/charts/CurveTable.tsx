import type { CurvePoint } from '../../experiment/results';
import { grouped, percentNumber, scientific } from '../format';

interface CurveTableProps {
  readonly caption: string;
  readonly curve: readonly CurvePoint[];
}

/** The numbers of a chart, one row per point drawn. */
export function CurveTable({ caption, curve }: CurveTableProps) {
  return (
    <table className="data-table tabular">
      <caption>{caption}</caption>
      <thead>
        <tr>
          {[
            'Bit error rate',
            'Expected flips',
            'Trials',
            'Mean, %',
            'σ, points',
            'Median, %',
            '10 %',
            '90 %',
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
            <td>{point.trials}</td>
            <td>{percentNumber(point.mean)}</td>
            <td>{percentNumber(point.std)}</td>
            <td>{percentNumber(point.median)}</td>
            <td>{percentNumber(point.q10)}</td>
            <td>{percentNumber(point.q90)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
