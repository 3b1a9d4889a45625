import { MOST_BITS } from '../../../core/samples/crossEntropy';
import type { Measure } from '../../../core/samples/measure';
import type { ExperimentSpec } from '../../../experiment/settings/experimentSpec';
import { isPercent } from '../../../experiment/text/errorWords';
import { powerOfTen } from '../../text/format';
import { type BerDomain, decade } from './berScale';
import { PERPLEXITY_TICKS, perplexityTick } from './errorScale';
import { type FlipTick, flipTicks } from './flipTicks';
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

/** Layout of a small figure: the shared axis of rates or flips, and errors from 0 to 100 %. */
export interface SmallFrame {
  readonly width: number;
  readonly height: number;
  readonly top: number;
  readonly bottom: number;
  readonly x: RowScale;
  /** Marks of the lower axis. */
  readonly ticks: readonly Pick<FlipTick, 'ber' | 'text'>[];
  /** Maps an error, a share in [0, 1] or bits, to pixels. */
  readonly y: (error: number) => number;
  readonly errorTicks: readonly { readonly error: number; readonly text: string }[];
}

/**
 * Returns the layout of a small figure. It depends on no result. With `flipsOf` the axis shows the
 * flipped bits of that experiment in place of rates.
 */
export function smallFrame(
  width: number,
  height: number,
  domain: BerDomain,
  flipsOf: ExperimentSpec | null = null,
  measure: Measure = 'top1',
): SmallFrame {
  const top = 8;
  const bottom = height - 20;
  const x = rowScale(domain, 38, width - 8);
  const isShare = isPercent(measure);
  const y = linearScale([0, isShare ? 1 : MOST_BITS], [bottom, top]);
  const errorTicks = isShare
    ? [0, 0.5, 1].map((error) => ({ error, text: String(error * 100) }))
    : [0, 3, 6].map((decade) => ({ error: PERPLEXITY_TICKS[decade]!, text: perplexityTick(decade) }));
  const ticks =
    flipsOf === null
      ? x.decades.map((ber) => ({ ber, text: powerOfTen(Math.round(Math.log10(ber))) }))
      : flipTicks({ x, left: x.left, right: x.right }, flipsOf);
  return { width, height, top, bottom, x, ticks, y: (error) => round(y(error)), errorTicks };
}

/** Returns the axis on which rates of another experiment stand at `factor` times their places. */
export function placedRow(x: RowScale, factor: number): RowScale {
  const { domain, left, right, decades } = x;
  return Object.assign((ber: number) => x(ber * factor), {
    ...{ left, right, decades: decades.map((ber) => ber / factor) },
    domain: { from: domain.from / factor, to: domain.to / factor },
  });
}
