import { MOST_BITS } from '../../../core/samples/crossEntropy';
import { powerOfTen } from '../../text/format';
import { linearScale, logScale } from './scale';

/** Axis of errors: shares, linear or logarithmic, or perplexities on a scale of bits. */
export type ErrorAxis = 'linear' | 'log' | 'bits';

/** Maps an error, a share mostly in [0, 1] or bits, to pixels. */
export interface ErrorScale {
  (share: number): number;
  readonly kind: ErrorAxis;
  /** Errors with a grid line and a label. */
  readonly ticks: readonly number[];
  /** Lower end of the axis: 0, or the smallest share that a logarithmic axis shows. */
  readonly floor: number;
  /** Labels a tick: per cent, or a perplexity. */
  readonly label: (tick: number) => string;
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
 * Values beyond either end are drawn at it: a relative deviation may exceed 100 %. Perplexities are
 * on a scale of bits from 1 to 2²⁴, with their powers of ten.
 */
export function makeErrorScale(kind: ErrorAxis, numSamples: number, top: number, bottom: number): ErrorScale {
  if (kind === 'bits') {
    const bits = linearScale([0, MOST_BITS], [bottom, top]);
    const label = (tick: number) => perplexityTick(Math.round(tick / BITS_PER_DECADE));
    return Object.assign((error: number) => bits(error), { kind, ticks: PERPLEXITY_TICKS, floor: 0, label });
  }
  const label = (tick: number) => String(Number((tick * 100).toPrecision(3)));
  if (kind === 'linear') {
    const linear = linearScale([0, 1], [bottom, top]);
    const ticks = [0, 0.2, 0.4, 0.6, 0.8, 1];
    return Object.assign((share: number) => linear(Math.min(share, 1)), { kind, ticks, floor: 0, label });
  }
  const floor = logFloor(numSamples);
  const log = logScale([floor, 1], [bottom, top]);
  const ticks = [0.001, 0.01, 0.1, 1].filter((tick) => tick >= floor);
  return Object.assign((share: number) => log(Math.min(Math.max(share, floor), 1)), {
    ...{ kind, ticks, floor, label },
  });
}

const BITS_PER_DECADE = Math.log2(10);
/** Bits of the perplexities 1, 10, 100 and so on up to 10⁷, the last one below 2²⁴. */
export const PERPLEXITY_TICKS: readonly number[] = [0, 1, 2, 3, 4, 5, 6, 7].map(
  (decade) => decade * BITS_PER_DECADE,
);

/** Labels the perplexity 10 ** decade: `1`, `100`, `10³`. */
export function perplexityTick(decade: number): string {
  return decade < 3 ? String(10 ** decade) : powerOfTen(decade);
}
