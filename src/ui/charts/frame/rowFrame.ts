import { type BerDomain, decade } from './berScale';
import { round } from './round';
import { linearScale, logScale } from './scale';

/** A logarithmic rate axis that several rows or small figures share; it has no place for rate 0. */
export interface RowScale {
  /** Pixels; rates outside the domain sit at its ends. */
  (ber: number): number;
  readonly domain: BerDomain;
  readonly left: number;
  readonly right: number;
  /** Powers of ten within the domain. */
  readonly decades: readonly number[];
}

/** The axis of a grid between two pixels. */
export function rowScale(domain: BerDomain, left: number, right: number): RowScale {
  const log = logScale([domain.from, domain.to], [left, right]);
  const first = Math.round(Math.log10(domain.from));
  const last = Math.round(Math.log10(domain.to));
  const decades = Array.from({ length: last - first + 1 }, (_, index) => decade(first + index));
  return Object.assign((ber: number) => round(log(ber)), { domain, left, right, decades });
}

/** Where a small figure draws: the shared rate axis and errors from 0 to 100 %. */
export interface SmallFrame {
  readonly width: number;
  readonly height: number;
  readonly top: number;
  readonly bottom: number;
  readonly x: RowScale;
  /** Pixels of a share in [0, 1]. */
  readonly y: (share: number) => number;
}

/** The frame of a small figure of this size; no result moves it. */
export function smallFrame(width: number, height: number, domain: BerDomain): SmallFrame {
  const top = 8;
  const bottom = height - 20;
  const y = linearScale([0, 1], [bottom, top]);
  return { width, height, top, bottom, x: rowScale(domain, 38, width - 8), y: (share) => round(y(share)) };
}
