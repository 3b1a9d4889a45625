/** Maps values of an interval to pixels and back. Values outside are drawn at the ends. */
interface PixelScale {
  (value: number): number;
  invert(pixel: number): number;
}

type Ends = readonly [from: number, to: number];

/** Returns a linear scale. */
export function linearScale(domain: Ends, range: Ends): PixelScale {
  const scale = (value: number) => mix(range, shareOf(domain, value));
  return Object.assign(scale, { invert: (pixel: number) => mix(domain, shareOf(range, pixel)) });
}

/** Returns a logarithmic scale; the domain and its values must be above 0. */
export function logScale(domain: Ends, range: Ends): PixelScale {
  const linear = linearScale([Math.log(domain[0]), Math.log(domain[1])], range);
  const scale = (value: number) => linear(Math.log(value));
  return Object.assign(scale, { invert: (pixel: number) => Math.exp(linear.invert(pixel)) });
}

/** Returns the position of a value between two ends, in [0, 1]. */
function shareOf([from, to]: Ends, value: number): number {
  return Math.min(1, Math.max(0, (value - from) / (to - from)));
}

/** Returns the value at a share of an interval: exactly `from` at 0 and exactly `to` at 1. */
function mix([from, to]: Ends, share: number): number {
  return from * (1 - share) + to * share;
}
