import { BINS_PER_UNIT, HISTOGRAM_LIMIT, type WeightHistogram } from '../../core/weightHistogram';
import { memoizeLast } from '../../store/selectors';

/** The histograms of the named layers as one; null while none of them is known. */
export const joinHistograms = memoizeLast(
  (histograms: readonly WeightHistogram[], layers: readonly string[]): WeightHistogram | null => {
    const chosen = histograms.filter(({ layer }) => layers.includes(layer));
    const first = chosen[0];
    if (first === undefined) return null;
    const bins = new Uint32Array(first.bins.length);
    for (const { bins: counts } of chosen)
      for (let bin = 0; bin < bins.length; bin++) bins[bin]! += counts[bin]!;
    const sum = (key: 'below' | 'above') => chosen.reduce((total, histogram) => total + histogram[key], 0);
    return { layer: layers.join(','), below: sum('below'), bins, above: sum('above') };
  },
);

/** Share of weights beyond ±2^(m-1), the limits of a format with m integer bits; exact, as these are bin edges up to ±8. */
export function clippedShare({ below, bins, above }: WeightHistogram, integerBits: number): number {
  const total = bins.reduce((sum, count) => sum + count, below + above);
  const limit = 2 ** (integerBits - 1);
  if (total === 0 || limit > HISTOGRAM_LIMIT) return 0;
  const middle = bins.length / 2;
  const reach = limit * BINS_PER_UNIT;
  const inside = bins.subarray(middle - reach, middle + reach).reduce((sum, count) => sum + count, 0);
  return (total - inside) / total;
}

/** The histogram drawn: bars of `share` 0 to 1 on a logarithmic count, over [-limit, limit]. */
export interface SpreadBars {
  /** Half width of the drawing, a power of two. */
  readonly limit: number;
  /** Heights, from left to right. */
  readonly heights: readonly number[];
}

const NUM_BARS = 64;

/** Bars over a span that holds both the weights and the representable range, at least ±1/2 and at most ±8. */
export function spreadBars({ bins }: WeightHistogram, max: number): SpreadBars {
  const middle = bins.length / 2;
  let reach = 0;
  for (const [bin, count] of bins.entries()) {
    if (count > 0) reach = Math.max(reach, bin < middle ? middle - bin : bin + 1 - middle);
  }
  const needed = Math.max(reach / BINS_PER_UNIT, max * 1.2, 0.5);
  const limit = Math.min(HISTOGRAM_LIMIT, 2 ** Math.ceil(Math.log2(needed)));
  const perBar = (2 * limit * BINS_PER_UNIT) / NUM_BARS;
  const counts = Array.from({ length: NUM_BARS }, (_, bar) => {
    const start = middle - limit * BINS_PER_UNIT + bar * perBar;
    let sum = 0;
    for (let bin = Math.floor(start); bin < start + perBar; bin++) sum += bins[bin]!;
    return sum;
  });
  const tallest = Math.log1p(Math.max(1, ...counts));
  return { limit, heights: counts.map((count) => Math.log1p(count) / tallest) };
}
