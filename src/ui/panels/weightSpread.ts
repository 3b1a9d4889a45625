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

/** Share of weights outside [min, max] of a format; exact at bin edges, which every lower limit is. */
export function clippedShare({ below, bins, above }: WeightHistogram, min: number, max: number): number {
  const from = Math.max(0, Math.round((Math.max(min, -HISTOGRAM_LIMIT) + HISTOGRAM_LIMIT) * BINS_PER_UNIT));
  // The largest value is one step below a power of two, and what rounds to it is not clipped: the edge is that power.
  const limit = 2 ** Math.ceil(Math.log2(Math.max(max, 1 / BINS_PER_UNIT)));
  const to = Math.min(
    bins.length,
    Math.round((Math.min(limit, HISTOGRAM_LIMIT) + HISTOGRAM_LIMIT) * BINS_PER_UNIT),
  );
  let inside = 0;
  let total = below + above;
  for (const [bin, count] of bins.entries()) {
    total += count;
    if (bin >= from && bin < to) inside += count;
  }
  if (limit > HISTOGRAM_LIMIT) inside += below + above;
  return total === 0 ? 0 : (total - inside) / total;
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
