import type { BerGrid } from '../../../experiment/sweep/berGrid';
import { logScale } from './scale';

/** Width of the strip for the fault-free point, left of the logarithmic axis, in pixels. */
const ZERO_STRIP = 44;

/**
 * Ends of the logarithmic axis: powers of ten. They depend on the grid only, so that results never
 * move the axis.
 */
export interface BerDomain {
  readonly from: number;
  readonly to: number;
}

/** Maps rates to pixels: logarithmic, with 0 left of the axis. */
export interface BerScale {
  (ber: number): number;
  /** Returns the rate at a pixel, clamped to the domain; 0 in the left strip. */
  invert(x: number): number;
  readonly domain: BerDomain;
  /** Left and right end of the whole axis, including the strip for 0, in pixels. */
  readonly range: readonly [number, number];
  /** Position of the axis break, between 0 and the first decade, in pixels. */
  readonly breakX: number;
  /** Powers of ten within the domain. */
  readonly decades: readonly number[];
}

/** Returns the decades that a grid covers; the default span if it has no rate above 0. */
export function berDomain(grid: BerGrid): BerDomain {
  if (grid.kind === 'span') return { from: grid.from, to: grid.to };
  const positive = grid.bers.filter((ber) => ber > 0);
  if (positive.length === 0) return { from: 1e-6, to: 1e-1 };
  const low = Math.floor(Math.log10(Math.min(...positive)) + 1e-9);
  const high = Math.ceil(Math.log10(Math.max(...positive)) - 1e-9);
  return { from: decade(low), to: decade(Math.max(high, low + 1)) };
}

/** Returns true for rates within the axis, and for 0. */
export function isOnAxis(ber: number, { from, to }: BerDomain): boolean {
  return ber === 0 || (ber >= from && ber <= to);
}

/**
 * Returns 10^exponent as the double nearest to the literal. `10 ** -5` is not exact in every
 * engine.
 */
export function decade(exponent: number): number {
  return Number(`1e${exponent}`);
}

/** Returns the rate axis between two positions in pixels. */
export function makeBerScale(domain: BerDomain, left: number, right: number): BerScale {
  const start = left + ZERO_STRIP;
  const log = logScale([domain.from, domain.to], [start, right]);
  const zeroX = left + 10;
  const breakX = left + ZERO_STRIP / 2 + 4;
  const first = Math.round(Math.log10(domain.from));
  const last = Math.round(Math.log10(domain.to));
  const decades = Array.from({ length: last - first + 1 }, (_, index) => decade(first + index));
  const scale = (ber: number) => (ber === 0 ? zeroX : log(ber));
  const invert = (x: number) => (x < breakX ? 0 : log.invert(x));
  return Object.assign(scale, { invert, domain, range: [left, right] as const, breakX, decades });
}
