/**
 * Percentage points added to a loss before its logarithm is taken: the loss at which tick(0) is
 * read.
 */
const LOG_OFFSET_POINTS = 0.1;
/** Halvings of a piece of the curve in the search for a crossing: exact to 1e-12 of the piece. */
const HALVINGS = 40;

/**
 * Shape of the loss between two rates: a cubic on logarithmic axes, or proportional to the rate.
 */
export type Interpolation = 'cubic' | 'proportional';

/**
 * Returns log10 of the rate at which a loss curve reaches `points` between the rates `above - 1`
 * and `above`.
 *
 * `logBers` (log10 of rates) and `losses` (percentage points) are the knots of the curve, neither
 * descending, with `losses[above - 1]` ≤ `points` < `losses[above]` and `points` > 0. Two knots at
 * the same rate form a step.
 *
 * `cubic`: log(loss + 0.1 points) follows a monotone cubic of log BER. A small loss is nearly
 * proportional to a power of the rate, which is straight on these axes. A chord of the loss itself
 * over log BER lies above the curve and crosses several per cent too early. The 0.1 points keep the
 * logarithm finite where nothing is lost; a negative loss counts as 0.
 *
 * `proportional`: the loss is linear in the rate, as if each flip cost the same. Where a curve
 * rises steeply, `cubic` crosses late and `proportional` early (docs/ticks.md). Their difference
 * shows the uncertainty between the rates.
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

/** Origin of the losses of a curve. */
export interface LossOrigin {
  /** Error of the quantised network without faults, a share in [0, 1]. */
  readonly faultFree: number;
  /**
   * Rate below which the count rule flips no bit, so that nothing is lost; null if bits flip at
   * every rate.
   */
  readonly firstFlip: number | null;
}

/**
 * Returns the mean error, a share in [0, 1], as a function of the rate.
 *
 * `points` ascend by rate. Between them the loss over `faultFree` follows the cubic that ticks are
 * read off. The curve passes through the means themselves, so it may fall where they fall, and has
 * its extrema there alone. Where the means neither fall nor lie below `faultFree`, the curve at a
 * tick equals the loss of the tick. Elsewhere ticks are read off a non-decreasing fit.
 *
 * The value is `faultFree` at rate 0 and null outside the tested rates.
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

/** Piece of the curve between two knots. */
interface Piece {
  /** log10 of the upper rate divided by the lower one. */
  readonly length: number;
  /** Heights at both ends. */
  readonly start: number;
  readonly end: number;
  /** Slopes at both ends: change of height over the length of the piece. */
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
    // At an end or a step of the curve the piece is a parabola.
    startSlope: length * (startSlope ?? (3 * own.slope - (endSlope ?? own.slope)) / 2),
    endSlope: length * (endSlope ?? (3 * own.slope - (startSlope ?? own.slope)) / 2),
  };
}

interface Secant {
  readonly slope: number;
  readonly length: number;
}

/**
 * Returns the secant of the piece below knot `above`; null at the end or at a step of the curve.
 */
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
 * Returns the slope at a knot between two secants, such that the cubic has extrema at knots alone.
 * Source: M. Steffen, "A simple method for monotonic interpolation in one dimension" (1990),
 * Astronomy and Astrophysics 239, equation 11.
 */
function steffenSlope(before: Secant, after: Secant): number {
  if (before.slope * after.slope <= 0) return 0;
  const parabola =
    (before.slope * after.length + after.slope * before.length) / (before.length + after.length);
  const steepest = Math.min(...[2 * before.slope, 2 * after.slope, parabola].map(Math.abs));
  return Math.sign(parabola) * steepest;
}

/** Returns the height of the Hermite cubic of a piece at `share` in [0, 1] of its length. */
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

/**
 * Extends `heightOf` below 0 by a straight line of the same slope: a mean may lie below the
 * fault-free error by chance.
 */
function signedHeight(points: number): number {
  return points >= 0 ? heightOf(points) : heightOf(0) + points / LOG_OFFSET_POINTS;
}

/** Inverts `signedHeight`: returns the percentage points of a height. */
function signedPoints(height: number): number {
  const above = height - heightOf(0);
  return LOG_OFFSET_POINTS * (above >= 0 ? Math.expm1(above) : above);
}
