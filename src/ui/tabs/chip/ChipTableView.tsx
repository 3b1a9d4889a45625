import { t } from '../../../core/language/t';
import { provisionalNote } from '../../../experiment/curve/evidence';
import {
  averageTexts,
  fewestTrials,
  type LabelledComparison,
  voltTexts,
} from '../../../experiment/text/chipWords';
import { percentNumber, pointsText } from '../../../experiment/text/percentWords';
import { ScrolledTable } from '../../controls/ScrolledTable';
import { scientific } from '../../text/format';

interface ChipTableViewProps {
  readonly comparisons: readonly LabelledComparison[];
}

/**
 * Table with a row for each measured voltage: the chip's error and, for each encoding, the
 * simulated error and its distance from the chip's.
 */
export function ChipTableView({ comparisons }: ChipTableViewProps) {
  const [first] = comparisons;
  if (first === undefined) return null;
  const volts = voltTexts(first.comparison.rows.map(({ vdd }) => vdd));
  return (
    <ScrolledTable label={t`Chip and simulation, row by row`}>
      <table className="data-table tabular">
        <caption className="sr-only">{t`Chip and simulation, row by row`}</caption>
        <thead>
          <tr>
            <td colSpan={3} />
            {comparisons.map(({ label }) => (
              <th key={label} scope="colgroup" colSpan={3}>
                {label}
              </th>
            ))}
          </tr>
          <tr>
            <th scope="col">{t`Vdd, V`}</th>
            <th scope="col">{t`Bit error rate`}</th>
            <th scope="col">{t`Chip error, %`}</th>
            {comparisons.map(({ label }) => [
              <th key={label} scope="col">
                {t`Simulated, %`}
              </th>,
              <th key={`${label} points`} scope="col">
                {t`Difference, points`}
              </th>,
              <th key={`${label} relative`} scope="col">
                {t`% of the chip’s`}
              </th>,
            ])}
          </tr>
        </thead>
        <tbody>
          {first.comparison.rows.map(({ ber, chip }, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: rows of one rate and voltage are repeats
            <tr key={index}>
              <th scope="row">{volts[index]}</th>
              <td>{scientific(ber)}</td>
              <td>{percentNumber(chip)}</td>
              {comparisons.map(({ label, comparison }) => {
                const { simulated, points, relative } = comparison.rows[index]!;
                return [
                  <td key={label}>{simulated === null ? t`outside` : percentNumber(simulated)}</td>,
                  <td key={`${label} points`}>{points === null ? '–' : pointsText(points)}</td>,
                  <td key={`${label} relative`}>{relative === null ? '–' : percentNumber(relative)}</td>,
                ];
              })}
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row" colSpan={3}>
              {t`Average, whatever the sign`}
              {provisionalNote(fewestTrials(comparisons))}
            </th>
            {comparisons.map(({ label, comparison }) => {
              const { points, relative } = averageTexts(comparison);
              return [
                <td key={label} />,
                <td key={`${label} points`}>{points ?? '–'}</td>,
                <td key={`${label} relative`}>{relative ?? '–'}</td>,
              ];
            })}
          </tr>
        </tfoot>
      </table>
    </ScrolledTable>
  );
}
