import { type BerDomain, decade } from './berScale';
import { round } from './round';
import { linearScale, logScale } from './scale';

/** Logarithmic rate axis shared by several rows or small figures; it has no rate 0. */
export interface RowScale {
  /** Maps a rate to pixels. Rates outside the domain are drawn at its ends. */
  (ber: number): number;
  readonly domain: BerDomain;
  readonly left: number;
  readonly right: number;
  /** Powers of ten within the domain. */
  readonly decades: readonly number[];
}

/** Returns the axis of a grid between two pixel positions. */
export function rowScale(domain: BerDomain, left: number, right: number): RowScale {
  const log = logScale([domain.from, domain.to], [left, right]);
  const first = Math.round(Math.log10(domain.from));
  const last = Math.round(Math.log10(domain.to));
  const decades = Array.from({ length: last - first + 1 }, (_, index) => decade(first + index));
  return Object.assign((ber: number) => round(log(ber)), { domain, left, right, decades });
}

/** Layout of a small figure: the shared rate axis, and errors from 0 to 100 %. */
export interface SmallFrame {
  readonly width: number;
  readonly height: number;
  readonly top: number;
  readonly bottom: number;
  readonly x: RowScale;
  /** Maps a share in [0, 1] to pixels. */
  readonly y: (share: number) => number;
}

/** Returns the layout of a small figure. It depends on no result. */
export function smallFrame(width: number, height: number, domain: BerDomain): SmallFrame {
  const top = 8;
  const bottom = height - 20;
  const y = linearScale([0, 1], [bottom, top]);
  return { width, height, top, bottom, x: rowScale(domain, 38, width - 8), y: (share) => round(y(share)) };
}
