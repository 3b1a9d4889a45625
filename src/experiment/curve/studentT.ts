/**
 * Halvings of [0, 1000], which contains every requested quantile: exact to the last digits of a
 * double.
 */
const HALVINGS = 60;
const remembered = new Map<number, number>();
/** 97.5 % quantile of the normal distribution. */
const NORMAL_QUANTILE = 1.959963984540054;
/**
 * Degrees of freedom from which the series is used. It is then right to 11 digits, and the sum of
 * `centralShare` is long.
 */
const MANY = 200;

/**
 * Returns the 97.5 % quantile of Student's t with `freedom` (whole, at least 1) degrees of freedom:
 * 12.7 for 1, 2.045 for 29, towards 1.96. A 95 % interval of a mean extends this many standard
 * errors to either side.
 */
export function studentQuantile(freedom: number): number {
  if (!Number.isInteger(freedom) || freedom < 1)
    throw new RangeError(`Cannot use ${freedom} degrees of freedom: expected a whole number from 1`);
  if (freedom >= MANY) return quantileOfMany(freedom);
  const known = remembered.get(freedom);
  if (known !== undefined) return known;
  let [low, high] = [0, 1000];
  for (let step = 0; step < HALVINGS; step++) {
    const middle = (low + high) / 2;
    if (centralShare(middle, freedom) < 0.95) low = middle;
    else high = middle;
  }
  remembered.set(freedom, high);
  return high;
}

/**
 * Computes the quantile by a series in 1 / freedom (Cornish and Fisher): Abramowitz and Stegun,
 * 26.7.5.
 */
function quantileOfMany(freedom: number): number {
  const x = NORMAL_QUANTILE;
  const [x3, x5, x7, x9] = [x ** 3, x ** 5, x ** 7, x ** 9];
  return (
    x +
    (x3 + x) / 4 / freedom +
    (5 * x5 + 16 * x3 + 3 * x) / 96 / freedom ** 2 +
    (3 * x7 + 19 * x5 + 17 * x3 - 15 * x) / 384 / freedom ** 3 +
    (79 * x9 + 776 * x7 + 1482 * x5 - 1920 * x3 - 945 * x) / 92_160 / freedom ** 4
  );
}

/**
 * Returns the share of Student's t within ± `t`, in [0, 1]. Exact for whole degrees of freedom.
 * Source: Abramowitz and Stegun, "Handbook of mathematical functions", 26.7.3 and 26.7.4.
 */
function centralShare(t: number, freedom: number): number {
  const angle = Math.atan2(t, Math.sqrt(freedom));
  const square = Math.cos(angle) ** 2;
  const isOdd = freedom % 2 === 1;
  let term = isOdd ? Math.cos(angle) : 1;
  let sum = freedom === 1 ? 0 : term;
  for (let k = isOdd ? 2 : 1; k < freedom - 2; k += 2) {
    term *= (square * k) / (k + 1);
    sum += term;
  }
  return isOdd ? (2 / Math.PI) * (angle + Math.sin(angle) * sum) : Math.sin(angle) * sum;
}

/**
 * Returns the share of a standard normal distribution below `-z`, z ≥ 0, with an error of at most
 * 7.5e-8: Abramowitz and Stegun, 26.2.17.
 */
export function normalTail(z: number): number {
  const t = 1 / (1 + 0.2316419 * z);
  const polynomial =
    t * (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
  return (Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI)) * polynomial;
}

/**
 * Inverts `normalTail` for a share in (0, 0.5], with an error of at most 4.5e-4: Abramowitz and
 * Stegun, 26.2.23.
 */
export function normalQuantile(share: number): number {
  const t = Math.sqrt(-2 * Math.log(share));
  const above = 2.515517 + t * (0.802853 + t * 0.010328);
  return t - above / (1 + t * (1.432788 + t * (0.189269 + t * 0.001308)));
}
