/** A number of things: `1 image`, `1,000 images`. */
export function countOf(number: number, noun: string): string {
  return `${number.toLocaleString('en')} ${noun}${number === 1 ? '' : 's'}`;
}

/** A share between 0 and 1 in per cent: `1.8 %`. */
export function percentOf(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}
