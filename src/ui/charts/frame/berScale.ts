import type { BerGrid } from '../../../experiment/sweep/berGrid';
import { logScale } from './scale';

/** Width of the strip at the left that holds the fault-free point, off the logarithmic axis, in pixels. */
const ZERO_STRIP = 44;

/** Ends of the logarithmic axis: powers of ten. Depends on the grid only, so that no result ever moves an axis. */
export interface BerDomain {
  readonly from: number;
  readonly to: number;
}

/** Maps rates to pixels: logarithmic, with 0 off-axis at the left. */
export interface BerScale {
  (ber: number): number;
  /** The rate at a pixel; 0 in the left strip. Clamped to the domain. */
  invert(x: number): number;
  readonly domain: BerDomain;
  /** Left and right end of the whole axis, the strip of 0 included. */
  readonly range: readonly [number, number];
  /** Where the axis is broken, between 0 and the first decade. */
  readonly breakX: number;
  /** Powers of ten within the domain. */
  readonly decades: readonly number[];
}

/** The decades that a grid touches. A list without positive rates gets the default span. */
export function berDomain(grid: BerGrid): BerDomain {
  if (grid.kind === 'span') return { from: grid.from, to: grid.to };
  const positive = grid.bers.filter((ber) => ber > 0);
  if (positive.length === 0) return { from: 1e-6, to: 1e-1 };
  const low = Math.floor(Math.log10(Math.min(...positive)) + 1e-9);
  const high = Math.ceil(Math.log10(Math.max(...positive)) - 1e-9);
  return { from: decade(low), to: decade(Math.max(high, low + 1)) };
}

/** True for rates that the axis spans, and for 0, which has a place of its own. */
export function isOnAxis(ber: number, { from, to }: BerDomain): boolean {
  return ber === 0 || (ber >= from && ber <= to);
}

/** 10^exponent as the double nearest to the literal; `10 ** -5` is not in every engine. */
export function decade(exponent: number): number {
  return Number(`1e${exponent}`);
}

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
