import { t } from '../language/t';

/** Smallest bit error rate (BER) other than 0 that a fault pattern can have (docs/engine.md). */
export const MIN_BER = 1e-12;
/** Largest bit error rate. At 0.5 a stored bit carries no information. */
export const MAX_BER = 0.5;

/**
 * Mantissas of the common grid, eight per decade. A BER is written as a decimal literal, never
 * computed as a power, so that a link names the same double on every machine.
 */
export const GRID_MANTISSAS = ['1', '1.33', '1.78', '2.37', '3.16', '4.22', '5.62', '7.5'] as const;

/** Returns true for valid bit error rates: 0, or within [1e-12, 0.5]. */
export function isBer(value: number): boolean {
  return value === 0 || (value >= MIN_BER && value <= MAX_BER);
}

/**
 * Parses a bit error rate from a decimal literal such as `3.16e-4` or `0.001`. Throws SyntaxError
 * if it is not a number, RangeError if it is neither 0 nor in [1e-12, 0.5].
 */
export function parseBer(text: string): number {
  const trimmed = text.trim();
  if (!/^-?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d{1,3})?$/.test(trimmed) || trimmed.length > 40) {
    throw new SyntaxError(
      t`Cannot parse bit error rate ${JSON.stringify(text.slice(0, 40))}: expected a number such as 3.16e-4`,
    );
  }
  const value = Number(trimmed);
  // Literals too small for a double parse as 0 or -0, which is a different BER.
  const underflows = value === 0 && /^[^eE]*[1-9]/.test(trimmed);
  if (!isBer(value) || underflows || Object.is(value, -0)) {
    throw new RangeError(
      t`Bit error rate ${trimmed} is out of range: expected 0 or ${MIN_BER} to ${MAX_BER}`,
    );
  }
  return value;
}

/**
 * Formats a bit error rate as the shortest literal that parses to the same double, in exponent form
 * below 0.01: `3.16e-4`, `0.1`, `0`.
 */
export function formatBer(ber: number): string {
  if (ber === 0) return '0';
  return ber < 0.01 ? ber.toExponential() : String(ber);
}
