import type { ChipComparison } from './chipComparison';
import { percentNumber } from './percentNumber';

/** One way to store a sign beside the chip. */
export interface LabelledComparison {
  /** `two’s complement`. */
  readonly label: string;
  readonly comparison: ChipComparison;
}

/** How far simulation and chip are apart on average, with the rows that the average is of. */
export function chipSentence(name: string, comparisons: readonly LabelledComparison[]): string {
  const distances = comparisons.flatMap(({ label, comparison }) => distanceText(label, comparison) ?? []);
  return distances.length === 0
    ? `No rate of ${name} lies within the simulated ones yet.`
    : `Simulation and ${name} are on average apart by ${distances.join(' and by ')}, ${rowsText(comparisons[0]!.comparison)}.`;
}

/** How far a simulated encoding and the chip are apart: `12.3 % (1.4 points) with two’s complement`; null where no row can be compared. */
function distanceText(label: string, { averageRelative, averagePoints }: ChipComparison): string | null {
  if (averagePoints === null) return null;
  const points = `${averagePoints.toFixed(1)} points`;
  return `${averageRelative === null ? points : `${percentNumber(averageRelative)} % (${points})`} with ${label}`;
}

/** Which rows an average is of, and which it leaves out. */
function rowsText({ numUsed, numOutside, numRelative }: ChipComparison): string {
  const rows = (count: number) => `${count} row${count === 1 ? '' : 's'}`;
  const outside = numOutside === 0 ? '' : `; ${rows(numOutside)} outside the simulated rates left out`;
  const perfect =
    numRelative === numUsed
      ? ''
      : `; ${rows(numUsed - numRelative)} without an error of the chip in points only`;
  return `over ${rows(numUsed)}${outside}${perfect}`;
}

/** The supply voltages as one column prints them, in volts: `0.70` beside `0.72`, at most three decimals. */
export function voltTexts(vdds: readonly number[]): readonly string[] {
  const decimals = Math.max(0, ...vdds.map((vdd) => String(vdd).split('.')[1]?.length ?? 0));
  return vdds.map((vdd) => vdd.toFixed(Math.min(3, decimals)));
}
