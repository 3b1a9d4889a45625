import { linearScale, logScale } from './scale';

/** Maps an error, mostly in [0, 1], to pixels. */
export interface ErrorScale {
  (share: number): number;
  readonly kind: 'linear' | 'log';
  /** Shares with a grid line and a label. */
  readonly ticks: readonly number[];
  /** Lower end of the axis: 0, or the smallest share that a logarithmic axis shows. */
  readonly floor: number;
}

/**
 * Returns the lower end of a logarithmic error axis, in [0, 1]: 0.001 from 1,000 images on, else
 * 0.01. It depends on the spec only.
 */
export function logFloor(numSamples: number): number {
  return numSamples >= 1000 ? 0.001 : 0.01;
}

/**
 * Returns a scale from 0 (linear) or `logFloor` (log) to 100 %, with `top` < `bottom` in pixels.
 * Values beyond either end are drawn at it: a relative deviation may exceed 100 %.
 */
export function makeErrorScale(
  kind: 'linear' | 'log',
  numSamples: number,
  top: number,
  bottom: number,
): ErrorScale {
  if (kind === 'linear') {
    const linear = linearScale([0, 1], [bottom, top]);
    const ticks = [0, 0.2, 0.4, 0.6, 0.8, 1];
    return Object.assign((share: number) => linear(Math.min(share, 1)), { kind, ticks, floor: 0 });
  }
  const floor = logFloor(numSamples);
  const log = logScale([floor, 1], [bottom, top]);
  const ticks = [0.001, 0.01, 0.1, 1].filter((tick) => tick >= floor);
  return Object.assign((share: number) => log(Math.min(Math.max(share, floor), 1)), { kind, ticks, floor });
}
