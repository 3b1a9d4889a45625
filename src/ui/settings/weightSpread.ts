import { BINS_PER_UNIT, HISTOGRAM_LIMIT, type WeightHistogram } from '../../core/network/weightHistogram';

/** Adds the histograms of the named layers. Null if none of them is known. */
export function joinHistograms(
  histograms: readonly WeightHistogram[],
  layers: readonly string[],
): WeightHistogram | null {
  const chosen = histograms.filter(({ layer }) => layers.includes(layer));
  const first = chosen[0];
  if (first === undefined) return null;
  const bins = new Uint32Array(first.bins.length);
  for (const { bins: counts } of chosen)
    for (let bin = 0; bin < bins.length; bin++) bins[bin]! += counts[bin]!;
  const sum = (key: 'below' | 'above') => chosen.reduce((total, histogram) => total + histogram[key], 0);
  return { layer: layers.join(','), below: sum('below'), bins, above: sum('above') };
}

/** Share of weights outside the range of a format. */
export interface Clipped {
  readonly share: number;
  /**
   * False if an end of the range lies inside a bin with weights, or if weights beyond the bins may
   * be representable. The share is then approximate.
   */
  readonly exact: boolean;
}

/**
 * Returns the share of weights outside the representable range [min, max], read at the nearest bin
 * edges.
 */
export function clippedShare(
  { below, bins, above }: WeightHistogram,
  { min, max }: { readonly min: number; readonly max: number },
): Clipped {
  const total = bins.reduce((sum, count) => sum + count, below + above);
  if (total === 0) return { share: 0, exact: true };
  const [first, last] = [min, max].map((end) => (end + HISTOGRAM_LIMIT) * BINS_PER_UNIT);
  const inside = bins
    .subarray(Math.max(0, Math.round(first!)), Math.min(bins.length, Math.max(0, Math.round(last!))))
    .reduce((sum, count) => sum + count, 0);
  // Weights beyond the bins lie between ±8 and infinity, so a wider format may hold them.
  const held = (min < -HISTOGRAM_LIMIT ? below : 0) + (max > HISTOGRAM_LIMIT ? above : 0);
  const isClear = (place: number) => Number.isInteger(place) || !bins[Math.floor(place)];
  return { share: (total - inside - held) / total, exact: isClear(first!) && isClear(last!) && held === 0 };
}

/** Bars of a drawn histogram over [-limit, limit]. */
interface SpreadBars {
  /** Half width of the drawing in weight values, a power of two. */
  readonly limit: number;
  /** Heights in [0, 1] from left to right, proportional to the logarithm of the count plus one. */
  readonly heights: readonly number[];
}

const NUM_BARS = 64;

/**
 * Makes bars over a range that holds both the weights and the representable values up to `max`. The
 * range is at least ±1/2 and at most ±8.
 */
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
