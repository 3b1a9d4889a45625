/** Histogram bins per unit: every limit ±2^(m-1) of a Q-format up to ±8 is a bin edge. */
export const BINS_PER_UNIT = 64;
/** Upper end of the bins, which span [-8, 8). */
export const HISTOGRAM_LIMIT = 8;

/**
 * Distribution of one layer's weights. It gives the clipped share of any format without reading the
 * weights again.
 */
export interface WeightHistogram {
  readonly layer: string;
  /** Number of weights below -8. */
  readonly below: number;
  /** Number of weights in each bin of width 1/64 over [-8, 8), [1024]. */
  readonly bins: Uint32Array;
  /** Number of weights of 8 and above, and of NaN. */
  readonly above: number;
}

/** Counts the values of a layer's tensors into a histogram named `layer`. */
export function histogramOf(layer: string, tensors: readonly ArrayLike<number>[]): WeightHistogram {
  const bins = new Uint32Array(2 * HISTOGRAM_LIMIT * BINS_PER_UNIT);
  let below = 0;
  let above = 0;
  for (const values of tensors) {
    for (let index = 0; index < values.length; index++) {
      const bin = Math.floor((values[index]! + HISTOGRAM_LIMIT) * BINS_PER_UNIT);
      if (bin < 0) below++;
      else if (bin < bins.length) bins[bin] = bins[bin]! + 1;
      else above++;
    }
  }
  return { layer, below, bins, above };
}

/**
 * Mean square of the weights of some layers, computed from the centres of the bins. Weights outside
 * the bins count as ±8. Returns null if there are no weights.
 */
export function meanSquareOf(histograms: readonly WeightHistogram[]): number | null {
  let count = 0;
  let sum = 0;
  for (const { below, bins, above } of histograms) {
    count += below + above;
    sum += (below + above) * HISTOGRAM_LIMIT ** 2;
    for (let bin = 0; bin < bins.length; bin++) {
      count += bins[bin]!;
      sum += bins[bin]! * ((bin + 0.5) / BINS_PER_UNIT - HISTOGRAM_LIMIT) ** 2;
    }
  }
  return count === 0 ? null : sum / count;
}
