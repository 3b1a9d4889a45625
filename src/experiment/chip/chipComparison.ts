import { errorCurve, type LossOrigin } from '../curve/lossCurve';
import type { CurvePoint } from '../sweep/results';
import type { ChipTable } from './chipTable';

/** Rate of the simulated curve. */
type SimulatedPoint = Pick<CurvePoint, 'ber' | 'mean' | 'trials'>;

/** One row of the chip beside the simulation at its rate. Errors are shares of images in [0, 1]. */
interface ChipComparisonRow {
  readonly vdd: number;
  readonly ber: number;
  readonly chip: number;
  /**
   * Mean simulated error at the chip's rate, fault-free at rate 0; null outside the simulated
   * rates.
   */
  readonly simulated: number | null;
  /** simulated - chip in percentage points; null outside the simulated rates. */
  readonly points: number | null;
  /** |simulated - chip| / chip; null outside the simulated rates, and if the chip made no error. */
  readonly relative: number | null;
}

/** Distance between simulation and silicon. */
export interface ChipComparison {
  /** One entry for each row of the chip, ascending by rate. */
  readonly rows: readonly ChipComparisonRow[];
  /** Rows within the simulated rates. `averagePoints` is over these. */
  readonly numUsed: number;
  /**
   * Rows within the simulated rates in which the chip made errors. `averageRelative` is over these.
   */
  readonly numRelative: number;
  /** Rows outside the simulated rates. They are in neither average. */
  readonly numOutside: number;
  /** Fewest trials at any simulated rate behind the averages; null if they use none. */
  readonly trials: number | null;
  /**
   * Mean over rows of |simulated - chip| / chip, a share (0.12 is the paper's 12 %); null without
   * rows.
   */
  readonly averageRelative: number | null;
  /** Mean over rows of |simulated - chip|, in percentage points; null without rows. */
  readonly averagePoints: number | null;
}

/**
 * Compares a chip with a simulated curve: "average error between simulation and silicon" (Ares,
 * Fig. 2: 12 %).
 *
 * The paper does not define its average. Here it is the mean over the chip's rates of |simulated -
 * chip| / chip, with every row counted once. The mean distance in percentage points is given as
 * well. Small errors at low rates weigh as much as large ones in the relative average and little in
 * the other.
 *
 * `points` [rates] ascend by rate; errors are shares. Between two simulated rates the mean error
 * follows `errorCurve`. Rows outside the simulated rates are not compared; nor is any row while
 * `origin` is null (not known yet).
 */
export function compareWithChip(
  chip: ChipTable,
  points: readonly SimulatedPoint[],
  origin: LossOrigin | null,
): ChipComparison {
  const errorAt = origin === null ? () => null : errorCurve(points, origin);
  const restsOn: number[] = [];
  const rows = chip.rows.map(({ vdd, ber, error }): ChipComparisonRow => {
    const around = pointsAround(points, ber);
    const simulated = errorAt(ber);
    if (simulated !== null) restsOn.push(...around.map(({ trials }) => trials));
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

/**
 * Returns the points that the error at a rate depends on: the point there or its neighbours; none
 * at rate 0.
 */
function pointsAround(points: readonly SimulatedPoint[], ber: number): readonly SimulatedPoint[] {
  const tested = points.filter((point) => point.ber > 0);
  const above = tested.findIndex((point) => point.ber >= ber);
  if (ber === 0 || above < 0) return [];
  return tested[above]!.ber === ber ? [tested[above]!] : tested.slice(Math.max(0, above - 1), above + 1);
}

function average(values: readonly number[]): number | null {
  return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;
}
