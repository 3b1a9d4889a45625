/** The locale is fixed, so that every device and the prerendered HTML print equal text. */
const GROUPED = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });

/** Formats a number rounded to a whole one with thousands separators: `2,129,600`. */
export function grouped(count: number): string {
  return GROUPED.format(count);
}

/** Formats a number of things: `1 image`, `1,000 images`. */
export function countOf(number: number, noun: string): string {
  return `${grouped(number)} ${noun}${number === 1 ? '' : 's'}`;
}

/**
 * Formats a multiple with two digits below 100 and as a whole number from there on: `3.2`, `2,781`.
 */
export function multiple(value: number): string {
  return value >= 100 ? grouped(value) : String(Number(value.toPrecision(2)));
}

/** Formats a ratio: `3.2×`. */
export function times(value: number): string {
  return `${multiple(value)}×`;
}

/** Formats a number with two decimals and a real minus sign: `−0.25`. */
export function signed(value: number): string {
  return value
    .toFixed(2)
    .replace(/^-0\.00$/, '0.00')
    .replace('-', '−');
}
