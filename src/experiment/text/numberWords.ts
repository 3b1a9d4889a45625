/** A number of things: `1 image`, `1,000 images`. */
export function countOf(number: number, noun: string): string {
  return `${number.toLocaleString('en')} ${noun}${number === 1 ? '' : 's'}`;
}

/** A multiple, two digits below 100 and whole from there on: `3.2`, `2,781`. */
export function multiple(value: number): string {
  return value >= 100 ? Math.round(value).toLocaleString('en') : String(Number(value.toPrecision(2)));
}

/** A share between 0 and 1 in per cent: `1.8 %`. */
export function percentOf(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}
