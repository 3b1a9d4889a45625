import type { ChipTable } from './chipTable';
import type { CurvePoint } from './results';

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
 * `points` [rates] ascend by rate, errors shares. The mean error is taken linear in the logarithm of the rate between two
 * simulated rates. Beyond them nothing is taken: such rows count as outside. At rate 0 the simulated error is `faultFree`, that
 * of the quantised network; such rows are outside while it is null, not known yet.
 */
export function compareWithChip(
  chip: ChipTable,
  points: readonly Pick<CurvePoint, 'ber' | 'mean'>[],
  faultFree: number | null,
): ChipComparison {
  const rows = chip.rows.map(({ vdd, ber, error }): ChipComparisonRow => {
    const simulated = ber === 0 ? faultFree : meanAt(points, ber);
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
    averageRelative: average(relatives),
    averagePoints: average(distances),
  };
}

function meanAt(points: readonly Pick<CurvePoint, 'ber' | 'mean'>[], ber: number): number | null {
  const index = points.findIndex((point) => point.ber >= ber);
  const [below, above] = [points[index - 1], points[index]];
  if (above?.ber === ber) return above.mean;
  if (below === undefined || above === undefined || below.ber === 0) return null;
  const share = Math.log(ber / below.ber) / Math.log(above.ber / below.ber);
  return below.mean + share * (above.mean - below.mean);
}

function average(values: readonly number[]): number | null {
  return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;
}
