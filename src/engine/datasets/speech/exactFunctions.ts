/**
 * e^x for x in [-8, 8] with a relative error of about 1e-9. Uses only + * /, which IEEE 754 rounds
 * exactly: the last bits of Math.exp differ between JavaScript engines.
 */
export function exactExp(x: number): number {
  const HALVINGS = 6;
  const small = x / 2 ** HALVINGS;
  let value =
    1 +
    small * (1 + (small / 2) * (1 + (small / 3) * (1 + (small / 4) * (1 + (small / 5) * (1 + small / 6)))));
  for (let halving = 0; halving < HALVINGS; halving++) value *= value;
  return value;
}

/** cos(πx) for x in [0, 1] with an error of 1e-7. The same on every machine, like `exactExp`. */
export function exactCosPi(x: number): number {
  const angle = Math.PI * (0.5 - x);
  const square = angle * angle;
  let value = 1;
  for (let term = 12; term >= 2; term -= 2) value = 1 - (square / (term * (term + 1))) * value;
  return angle * value;
}
