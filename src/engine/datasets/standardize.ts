/**
 * Standardises each picture: x / unit, minus its mean, divided by max(population deviation,
 * 1/√values). The lower bound keeps an empty picture finite. `images` is [numSamples · values];
 * returns a new array of the same length.
 *
 * Sums of integers are exact in doubles, so the result does not depend on the order of the pixels.
 */
export function standardizeImages(images: Uint8Array, values: number, unit = 255): Float32Array {
  const standardized = new Float32Array(images.length);
  const smallestDeviation = 1 / Math.sqrt(values);
  for (let start = 0; start < images.length; start += values) {
    let sum = 0;
    let sumOfSquares = 0;
    for (let index = start; index < start + values; index++) {
      const pixel = images[index]!;
      sum += pixel;
      sumOfSquares += pixel * pixel;
    }
    const mean = sum / values;
    // n·Σx² - (Σx)² is an integer below 2^53 for pictures up to 2^18 pixels, so there is no
    // cancellation.
    const deviation = Math.sqrt(values * sumOfSquares - sum * sum) / values / unit;
    const divisor = unit * Math.max(deviation, smallestDeviation);
    for (let index = start; index < start + values; index++) {
      standardized[index] = (images[index]! - mean) / divisor;
    }
  }
  return standardized;
}
