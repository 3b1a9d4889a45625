import type { ChipComparison } from '../../experiment/chipComparison';
import { percentNumber, pointsText, scientific } from '../format';

interface ChipTableViewProps {
  readonly comparisons: readonly { readonly label: string; readonly comparison: ChipComparison }[];
}

/** A row for each measured voltage: the chip, and each encoding's simulated error with its distance in points. */
export function ChipTableView({ comparisons }: ChipTableViewProps) {
  const [first] = comparisons;
  if (first === undefined) return null;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolled region must be reachable by keyboard
    <section className="tables" tabIndex={0} aria-label="Chip and simulation, row by row">
      <table className="data-table tabular">
        <thead>
          <tr>
            <td colSpan={3} />
            {comparisons.map(({ label }) => (
              <th key={label} scope="colgroup" colSpan={2}>
                {label}
              </th>
            ))}
          </tr>
          <tr>
            <th scope="col">Vdd, V</th>
            <th scope="col">Bit error rate</th>
            <th scope="col">Chip, %</th>
            {comparisons.map(({ label }) => [
              <th key={label} scope="col">
                Simulated, %
              </th>,
              <th key={`${label} distance`} scope="col">
                Points
              </th>,
            ])}
          </tr>
        </thead>
        <tbody>
          {first.comparison.rows.map(({ vdd, ber, chip }, index) => (
            <tr key={ber}>
              <th scope="row">{vdd}</th>
              <td>{scientific(ber)}</td>
              <td>{percentNumber(chip)}</td>
              {comparisons.map(({ label, comparison }) => {
                const { simulated, points } = comparison.rows[index]!;
                return [
                  <td key={label}>{simulated === null ? 'outside' : percentNumber(simulated)}</td>,
                  <td key={`${label} distance`}>{points === null ? '–' : pointsText(points)}</td>,
                ];
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
