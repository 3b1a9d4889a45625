/** Formats a number of things: `1 image`, `1,000 images`. */
export function countOf(number: number, noun: string): string {
  return `${number.toLocaleString('en')} ${noun}${number === 1 ? '' : 's'}`;
}

/**
 * Formats a multiple with two digits below 100 and as a whole number from there on: `3.2`, `2,781`.
 */
export function multiple(value: number): string {
  return value >= 100 ? Math.round(value).toLocaleString('en') : String(Number(value.toPrecision(2)));
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
