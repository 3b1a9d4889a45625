import { formatBer } from '../../core/pattern/ber';
import type { ChipTable } from '../../experiment/chip/chipTable';
import { chipSentence, type LabelledComparison, voltTexts } from '../../experiment/text/chipWords';
import { percentNumber, pointsText } from '../../experiment/text/percentWords';

/**
 * Formats a chip beside each simulated encoding as a table with one row per voltage and the average
 * below.
 */
export function describeChip(
  { name, rows }: ChipTable,
  comparisons: readonly LabelledComparison[],
): readonly string[] {
  const volts = voltTexts(rows.map(({ vdd }) => vdd));
  const line = (own: readonly string[], simulated: readonly (readonly string[])[]) =>
    [...own.map((cell) => cell.padStart(9)), ...simulated.flat().map((cell) => cell.padStart(11))].join(' ');
  const each = (cells: (compared: LabelledComparison) => readonly string[]) => comparisons.map(cells);
  return [
    `${' '.repeat(29)} ${comparisons.map(({ label }) => label.padStart(35)).join(' ')}`,
    line(
      ['Vdd, V', 'BER', "chip's, %"],
      each(() => ['error, %', 'off, points', 'off, %']),
    ),
    ...rows.map(({ ber, error }, index) =>
      line(
        [volts[index]!, formatBer(ber), percentNumber(error)],
        each(({ comparison }) => {
          const { simulated, points, relative } = comparison.rows[index]!;
          return [
            simulated === null ? 'outside' : percentNumber(simulated),
            points === null ? '–' : pointsText(points),
            relative === null ? '–' : percentNumber(relative),
          ];
        }),
      ),
    ),
    chipSentence(name, comparisons),
  ];
}
