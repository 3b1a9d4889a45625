import type { ChipTable } from './chipTable';
import { errorBetween } from './lossCurve';
import type { CurvePoint } from './results';

/** A rate of the simulated curve. */
type SimulatedPoint = Pick<CurvePoint, 'ber' | 'mean' | 'trials'>;

/** One row of the chip beside the simulation at its rate. Errors are shares of images in [0, 1]. */
export interface ChipComparisonRow {
  readonly vdd: number;
  readonly ber: number;
  readonly chip: number;
  /** Mean simulated error at the chip's rate, at 0 that without faults; null outside the simulated rates. */
  readonly simulated: number | null;
  /** simulated - chip in percentage points; null outside. */
  readonly points: number | null;
  /** |simulated - chip| / chip; null outside, and where the chip made no error. */
  readonly relative: number | null;
}

/** How far simulation and silicon are apart. */
export interface ChipComparison {
  /** One for each row of the chip, ascending by rate. */
  readonly rows: readonly ChipComparisonRow[];
  /** Rows within the simulated rates: `averagePoints` is over these. */
  readonly numUsed: number;
  /** Rows among them in which the chip made errors: `averageRelative` is over these. */
  readonly numRelative: number;
  /** Rows outside the simulated rates, in neither average. */
  readonly numOutside: number;
  /** Fewest trials of any simulated rate that the averages rest on; null while they rest on none. */
  readonly trials: number | null;
  /** Mean over rows of |simulated - chip| / chip, a share (0.12 is the paper's 12 %); null without rows. */
  readonly averageRelative: number | null;
  /** Mean over rows of |simulated - chip|, in percentage points; null without rows. */
  readonly averagePoints: number | null;
}

/**
 * Lays a chip over a simulated curve: "average error between simulation and silicon" (Ares, Fig. 2: 12 %).
 *
 * The paper does not say what its 12 % is an average of. Here it is the mean over the chip's rates of
 * |simulated - chip| / chip, every row counted once however close its rate is to the next; the mean distance in percentage
 * points stands beside it. Small errors at low rates weigh as much as large ones in the first and little in the second.
 *
 * `points` [rates] ascend by rate, errors shares. Between two simulated rates the mean error runs as ticks are read
 * (`errorBetween`), its loss over `faultFree`, the error of the quantised network. Beyond them nothing is taken: such rows count
 * as outside. At rate 0 the simulated error is `faultFree`; rows there and between rates are outside while it is null, not known yet.
 */
export function compareWithChip(
  chip: ChipTable,
  points: readonly SimulatedPoint[],
  faultFree: number | null,
): ChipComparison {
  const tested = points.filter(({ ber }) => ber > 0);
  const restsOn: number[] = [];
  const rows = chip.rows.map(({ vdd, ber, error }): ChipComparisonRow => {
    const read = ber === 0 ? { mean: faultFree, points: [] } : meanAt(tested, ber, faultFree);
    const simulated = read.mean;
    if (simulated !== null) restsOn.push(...read.points.map(({ trials }) => trials));
    const difference = simulated === null ? null : simulated - error;
    return {
      ...{ vdd, ber, chip: error, simulated },
      points: difference === null ? null : 100 * difference,
      relative: difference === null || error === 0 ? null : Math.abs(difference) / error,
    };
  });
  const distances = rows.flatMap((row) => (row.points === null ? [] : [Math.abs(row.points)]));
  const relatives = rows.flatMap(({ relative }) => (relative === null ? [] : [relative]));
  return {
    rows,
    numUsed: distances.length,
    numRelative: relatives.length,
    numOutside: rows.length - distances.length,
    trials: restsOn.length === 0 ? null : Math.min(...restsOn),
    averageRelative: average(relatives),
    averagePoints: average(distances),
  };
}

/** The mean error at a rate above 0, and the points that it is read off; null outside of them. */
function meanAt(
  points: readonly SimulatedPoint[],
  ber: number,
  faultFree: number | null,
): { readonly mean: number | null; readonly points: readonly SimulatedPoint[] } {
  const above = points.findIndex((point) => point.ber >= ber);
  const upper = points[above];
  if (upper?.ber === ber) return { mean: upper.mean, points: [upper] };
  if (upper === undefined || above === 0 || faultFree === null) return { mean: null, points: [] };
  const logBers = points.map((point) => Math.log10(point.ber));
  const means = points.map(({ mean }) => mean);
  return {
    mean: errorBetween(logBers, means, above, Math.log10(ber), faultFree),
    points: [points[above - 1]!, upper],
  };
}

function average(values: readonly number[]): number | null {
  return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;
}
