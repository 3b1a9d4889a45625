import { errorCurve, type LossOrigin } from '../curve/lossCurve';
import type { CurvePoint } from '../sweep/results';
import type { ChipTable } from './chipTable';

/** A rate of the simulated curve. */
type SimulatedPoint = Pick<CurvePoint, 'ber' | 'mean' | 'trials'>;

/** One row of the chip beside the simulation at its rate. Errors are shares of images in [0, 1]. */
interface ChipComparisonRow {
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
 * `points` [rates] ascend by rate, errors shares. Between two simulated rates the mean error runs along `errorCurve`. Beyond them
 * nothing is taken: such rows count as outside, as all do while `origin` is null, not known yet.
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

/** The points that the error at a rate is read off: the one there, or its neighbours; none at rate 0. */
function pointsAround(points: readonly SimulatedPoint[], ber: number): readonly SimulatedPoint[] {
  const tested = points.filter((point) => point.ber > 0);
  const above = tested.findIndex((point) => point.ber >= ber);
  if (ber === 0 || above < 0) return [];
  return tested[above]!.ber === ber ? [tested[above]!] : tested.slice(Math.max(0, above - 1), above + 1);
}

function average(values: readonly number[]): number | null {
  return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;
}
