/** What is added to a loss before its logarithm is taken, percentage points: the loss at which tick(0) is read. */
const LOG_OFFSET_POINTS = 0.1;
/** Halvings of a piece of the curve when a crossing is looked for: exact to 1e-12 of the piece. */
const HALVINGS = 40;

/** How the loss runs between two rates: along a cubic on logarithmic axes, or as the rate itself. */
export type Interpolation = 'cubic' | 'proportional';

/**
 * Where a loss curve reaches `points` between the rates `above - 1` and `above`: log10 of the rate.
 *
 * `logBers` (log10 of rates) and `losses` (percentage points) are the curve's knots, neither descending, with
 * `losses[above - 1]` ≤ `points` < `losses[above]`, `points` > 0. Rates that share a place stand for a step.
 *
 * `cubic`: log(loss + 0.1 points) runs over log BER along a monotone cubic. A small loss is nearly proportional to a power of
 * the rate, which these axes make straight; a chord of the loss itself over log BER lies above the curve and crosses several
 * per cent too early. The 0.1 points keep the logarithm finite where nothing is lost; a loss below 0 counts as none.
 * `proportional`: the loss grows as the rate does, as where each flip costs the same. Where a curve rises steeply the first
 * crosses late and this one early (docs/ticks.md), so that the two say how much is not known between the rates.
 */
export function rateOfLoss(
  logBers: readonly number[],
  losses: readonly number[],
  above: number,
  points: number,
  interpolation: Interpolation,
): number {
  if (interpolation === 'proportional') {
    const share = (points - losses[above - 1]!) / (losses[above]! - losses[above - 1]!);
    const ratio = 10 ** (logBers[above]! - logBers[above - 1]!);
    return logBers[above - 1]! + Math.log10(1 + share * (ratio - 1));
  }
  const piece = pieceBelow(logBers, (knot) => heightOf(losses[knot]!), above);
  const wanted = heightOf(points);
  let [low, high] = [0, 1];
  for (let step = 0; step < HALVINGS; step++) {
    const middle = (low + high) / 2;
    if (heightAt(piece, middle) <= wanted) low = middle;
    else high = middle;
  }
  return logBers[above - 1]! + ((low + high) / 2) * piece.length;
}

/** What the losses of a curve are counted from. */
export interface LossOrigin {
  /** Error of the quantised network without faults, a share. */
  readonly faultFree: number;
  /** The rate below which the count rule flips no bit, so that nothing is lost; null where bits flip at every rate. */
  readonly firstFlip: number | null;
}

/**
 * The mean error, a share, at every rate from the lowest tested one to the highest: `points`, ascending by rate, as they are, and
 * between them the loss over `faultFree` along the cubic that ticks are read off. The curve passes through the means themselves,
 * so that it may fall where they do, and turns at them alone. Where they neither fall nor lie below `faultFree`, it has at a tick
 * the tick's loss; elsewhere ticks are read off a fit that does not fall. At rate 0 it is `faultFree`, elsewhere outside null.
 */
export function errorCurve(
  points: readonly { readonly ber: number; readonly mean: number }[],
  { faultFree, firstFlip }: LossOrigin,
): (ber: number) => number | null {
  const tested = points.filter(({ ber }) => ber > 0);
  const place = (ber: number) => Math.log10(Math.max(ber, firstFlip ?? 0));
  const logBers = tested.map(({ ber }) => place(ber));
  const height = (knot: number) => signedHeight(100 * (tested[knot]!.mean - faultFree));
  return (ber) => {
    if (ber === 0) return faultFree;
    const above = tested.findIndex((point) => point.ber >= ber);
    const upper = tested[above];
    if (upper?.ber === ber) return upper.mean;
    if (upper === undefined || above === 0) return null;
    const piece = pieceBelow(logBers, height, above);
    const passed = place(ber) - logBers[above - 1]!;
    if (passed === 0) return tested[above - 1]!.mean;
    return faultFree + signedPoints(heightAt(piece, passed / piece.length)) / 100;
  };
}

/** A piece of the curve between two knots. */
interface Piece {
  /** log10 of the upper rate over the lower one. */
  readonly length: number;
  /** Heights at both ends. */
  readonly start: number;
  readonly end: number;
  /** Slopes there, of height over the piece's length. */
  readonly startSlope: number;
  readonly endSlope: number;
}

function pieceBelow(logBers: readonly number[], height: (knot: number) => number, above: number): Piece {
  const length = logBers[above]! - logBers[above - 1]!;
  const [start, end] = [height(above - 1), height(above)];
  const rise = end - start;
  if (length === 0) return { length, start, end, startSlope: rise, endSlope: rise };
  const before = slopeOver(logBers, height, above - 1);
  const after = slopeOver(logBers, height, above + 1);
  const own = { slope: rise / length, length };
  const startSlope = before && steffenSlope(before, own);
  const endSlope = after && steffenSlope(own, after);
  return {
    length,
    start,
    end,
    // Where the curve ends, or steps, the piece is a parabola.
    startSlope: length * (startSlope ?? (3 * own.slope - (endSlope ?? own.slope)) / 2),
    endSlope: length * (endSlope ?? (3 * own.slope - (startSlope ?? own.slope)) / 2),
  };
}

interface Secant {
  readonly slope: number;
  readonly length: number;
}

/** The secant of the piece below knot `above`; null where there is none or the curve steps. */
function slopeOver(
  logBers: readonly number[],
  height: (knot: number) => number,
  above: number,
): Secant | null {
  if (above < 1 || above >= logBers.length) return null;
  const length = logBers[above]! - logBers[above - 1]!;
  if (length === 0) return null;
  return { slope: (height(above) - height(above - 1)) / length, length };
}

/**
 * The slope at a knot between two secants, so that the cubic turns at knots alone: M. Steffen, "A simple method for
 * monotonic interpolation in one dimension" (1990), Astronomy and Astrophysics 239, equation 11.
 */
function steffenSlope(before: Secant, after: Secant): number {
  if (before.slope * after.slope <= 0) return 0;
  const parabola =
    (before.slope * after.length + after.slope * before.length) / (before.length + after.length);
  const steepest = Math.min(...[2 * before.slope, 2 * after.slope, parabola].map(Math.abs));
  return Math.sign(parabola) * steepest;
}

/** Height of the Hermite cubic of a piece at `share` in [0, 1] of its length. */
function heightAt({ start, end, startSlope, endSlope }: Piece, share: number): number {
  const rest = 1 - share;
  return (
    start * (1 + 2 * share) * rest * rest +
    startSlope * share * rest * rest +
    end * share * share * (1 + 2 * rest) -
    endSlope * share * share * rest
  );
}

function heightOf(points: number): number {
  return Math.log(Math.max(points, 0) + LOG_OFFSET_POINTS);
}

/** As `heightOf`, and on below 0 in a straight line with its slope there: a mean may lie below the fault-free error by chance. */
function signedHeight(points: number): number {
  return points >= 0 ? heightOf(points) : heightOf(0) + points / LOG_OFFSET_POINTS;
}

/** The points at such a height. */
function signedPoints(height: number): number {
  const above = height - heightOf(0);
  return LOG_OFFSET_POINTS * (above >= 0 ? Math.expm1(above) : above);
}
