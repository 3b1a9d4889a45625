/** A straight map between two spans, clamped at their ends. */
export interface Ramp {
  (value: number): number;
  invert(position: number): number;
}

/**
 * Maps [from, to] onto [start, end]; hand it logarithms for a logarithmic axis. Written here because d3's scales bring
 * interpolation, colours and number formats along: 9 kB that the first paint would wait for.
 */
export function makeRamp(from: number, to: number, start: number, end: number): Ramp {
  const map = (value: number) => start + inUnit((value - from) / (to - from)) * (end - start);
  const invert = (position: number) => from + inUnit((position - start) / (end - start)) * (to - from);
  return Object.assign(map, { invert });
}

function inUnit(share: number): number {
  return Math.min(1, Math.max(0, share));
}
