import { t } from '../../core/language/t';
import type { ChipComparison } from '../chip/chipComparison';
import { evidenceOf, neededTrials, provisionalNote } from '../curve/evidence';
import { percentNumber } from './percentWords';

/** Comparison of a chip with one simulated sign encoding. */
export interface LabelledComparison {
  /** `two’s complement`. */
  readonly label: string;
  readonly comparison: ChipComparison;
}

/** Describes the mean distance between simulation and chip, with the rows and trials behind it. */
export function chipSentence(name: string, comparisons: readonly LabelledComparison[]): string {
  const distances = comparisons.flatMap(({ label, comparison }) => distanceText(label, comparison) ?? []);
  if (distances.length === 0) return t`No rate of ${name} lies within the simulated ones yet.`;
  const trials = fewestTrials(comparisons);
  if (evidenceOf(trials) === 'early')
    return t`How far simulation and ${name} are apart is not known yet: ${neededTrials(trials)}.`;
  const all = distances.reduce((before, distance) => t`${before} and by ${distance}`);
  const rows = `${rowsText(comparisons[0]!.comparison)}${provisionalNote(trials)}`;
  return t`Simulation and ${name} are on average apart by ${all}, ${rows}.`;
}

/**
 * Returns the fewest trials behind these averages; Infinity if all rows are fault-free, which need
 * no trials.
 */
export function fewestTrials(comparisons: readonly LabelledComparison[]): number {
  return Math.min(...comparisons.map(({ comparison }) => comparison.trials ?? Number.POSITIVE_INFINITY));
}

/**
 * Describes the distance between a simulated encoding and the chip: `12.3 % (1.4 points) with two’s
 * complement`. Null if no row can be compared.
 */
function distanceText(label: string, comparison: ChipComparison): string | null {
  const { relative, points } = averageTexts(comparison);
  if (points === null) return null;
  return relative === null
    ? t`${points} points with ${label}`
    : t`${relative} % (${points} points) with ${label}`;
}

/**
 * Formats both averages, in per cent of the chip's error and in points, with two digits until they
 * are firm.
 */
export function averageTexts({ averageRelative, averagePoints, trials }: ChipComparison): {
  readonly relative: string | null;
  readonly points: string | null;
} {
  if (trials !== null && evidenceOf(trials) !== 'firm') {
    return {
      relative: averageRelative === null ? null : inTwoDigits(100 * averageRelative),
      points: averagePoints === null ? null : inTwoDigits(averagePoints),
    };
  }
  return {
    relative: averageRelative === null ? null : percentNumber(averageRelative),
    points: averagePoints?.toFixed(1) ?? null,
  };
}

/** Describes the rows behind an average and those left out. */
function rowsText({ numUsed, numOutside, numRelative }: ChipComparison): string {
  const perfect = numUsed - numRelative;
  return [
    numUsed === 1 ? t`over 1 row` : t`over ${numUsed} rows`,
    ...(numOutside === 0
      ? []
      : [
          numOutside === 1
            ? t`1 row outside the simulated rates left out`
            : t`${numOutside} rows outside the simulated rates left out`,
        ]),
    ...(perfect === 0
      ? []
      : [
          perfect === 1
            ? t`1 row without an error of the chip in points only`
            : t`${perfect} rows without an error of the chip in points only`,
        ]),
  ].join('; ');
}

/**
 * Formats supply voltages for one column, in volts: `0.70` beside `0.72`, with at most three
 * decimals.
 */
export function voltTexts(vdds: readonly number[]): readonly string[] {
  const decimals = Math.max(0, ...vdds.map((vdd) => String(vdd).split('.')[1]?.length ?? 0));
  return vdds.map((vdd) => vdd.toFixed(Math.min(3, decimals)));
}

function inTwoDigits(value: number): string {
  return String(Number(value.toPrecision(2)));
}
