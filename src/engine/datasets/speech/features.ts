import { countFrames, cutFrame, HOP_SAMPLES, WINDOW_SAMPLES } from './frames';
import { melEnergies, NUM_MEL_BANDS } from './melBands';
import { FFT_SIZE, NUM_BINS, powerSpectrum } from './powerSpectrum';

/** Number of time steps of TiGRU's input, 10 ms each. */
export const NUM_STEPS = 254;
/**
 * Number of features in TiGRU's input: 13 cepstral coefficients, their slopes and the slopes of the
 * slopes.
 */
export const NUM_FEATURES = 39;
/** Number of samples in 254 steps: 2.555 s at 8 kHz. */
export const MAX_SAMPLES = (NUM_STEPS - 1) * HOP_SAMPLES + WINDOW_SAMPLES;

const NUM_CEPSTRA = NUM_FEATURES / 3;
/** Number of frames on each side that a slope is fitted to. */
const SLOPE_REACH = 2;
/**
 * Floor of the energies relative to the recording's loudest band: -60 dB. The features then do not
 * depend on gain, and digital silence stays finite.
 */
const RELATIVE_FLOOR = 1e-6;
/** Floor for a recording without any sound. */
const ABSOLUTE_FLOOR = 1e-12;
/** Coefficients with a smaller deviation count as constant, because the rest is rounding. */
const LEAST_DEVIATION = 1e-4;

/**
 * Orthonormal DCT-II [13, 24]. Row 0 is proportional to the mean log energy, a measure of the
 * frame's loudness.
 */
const DCT = Float64Array.from({ length: NUM_CEPSTRA * NUM_MEL_BANDS }, (_, index) => {
  const row = Math.floor(index / NUM_MEL_BANDS);
  const scale = Math.sqrt((row === 0 ? 1 : 2) / NUM_MEL_BANDS);
  return scale * Math.cos((Math.PI * row * ((index % NUM_MEL_BANDS) + 0.5)) / NUM_MEL_BANDS);
});

/**
 * Computes the features [254 · 39] of a recording at 8 kHz in -1 to 1: MFCC 0 to 12, Δ and ΔΔ in
 * windows of 25 ms every 10 ms.
 *
 * Each of the 39 has mean 0 and deviation 1 over the recording's own frames. Steps past the
 * recording's end are 0. For recordings longer than 254 steps, the central part is used. Math.log
 * and Math.cos may differ in the last bit between machines, and so may the features.
 */
export function speechFeatures(samples: Float32Array): Float32Array {
  const kept = takeMiddle(samples);
  const numFrames = countFrames(kept.length);
  const columns = new Float64Array(numFrames * NUM_FEATURES);
  fillCepstra(kept, numFrames, columns);
  fillSlopes(columns, numFrames, 0, NUM_CEPSTRA);
  fillSlopes(columns, numFrames, NUM_CEPSTRA, 2 * NUM_CEPSTRA);
  const features = new Float32Array(NUM_STEPS * NUM_FEATURES);
  for (let feature = 0; feature < NUM_FEATURES; feature++) {
    standardizeInto(features, columns, numFrames, feature);
  }
  return features;
}

function takeMiddle(samples: Float32Array): Float32Array {
  const start = Math.max(0, Math.floor((samples.length - MAX_SAMPLES) / 2));
  return samples.subarray(start, start + MAX_SAMPLES);
}

function fillCepstra(samples: Float32Array, numFrames: number, columns: Float64Array): void {
  const frame = new Float64Array(FFT_SIZE);
  const power = new Float64Array(NUM_BINS);
  const energies = new Float64Array(numFrames * NUM_MEL_BANDS);
  for (let index = 0; index < numFrames; index++) {
    cutFrame(samples, index, frame);
    powerSpectrum(frame, power);
    melEnergies(power, energies.subarray(index * NUM_MEL_BANDS, (index + 1) * NUM_MEL_BANDS));
  }
  let loudest = 0;
  for (const energy of energies) loudest = Math.max(loudest, energy);
  const floor = RELATIVE_FLOOR * loudest + ABSOLUTE_FLOOR;
  for (let index = 0; index < energies.length; index++) energies[index] = Math.log(energies[index]! + floor);
  for (let index = 0; index < numFrames; index++) {
    for (let row = 0; row < NUM_CEPSTRA; row++) {
      let sum = 0;
      for (let band = 0; band < NUM_MEL_BANDS; band++) {
        sum += DCT[row * NUM_MEL_BANDS + band]! * energies[index * NUM_MEL_BANDS + band]!;
      }
      columns[index * NUM_FEATURES + row] = sum;
    }
  }
}

/**
 * Fits a line over ±2 frames to each of 13 columns from `from` on. The first and last frame are
 * repeated beyond the ends.
 */
function fillSlopes(columns: Float64Array, numFrames: number, from: number, to: number): void {
  const at = (index: number, column: number) =>
    columns[Math.min(numFrames - 1, Math.max(0, index)) * NUM_FEATURES + column]!;
  let norm = 0;
  for (let reach = 1; reach <= SLOPE_REACH; reach++) norm += 2 * reach * reach;
  for (let index = 0; index < numFrames; index++) {
    for (let row = 0; row < NUM_CEPSTRA; row++) {
      let sum = 0;
      for (let reach = 1; reach <= SLOPE_REACH; reach++) {
        sum += reach * (at(index + reach, from + row) - at(index - reach, from + row));
      }
      columns[index * NUM_FEATURES + to + row] = sum / norm;
    }
  }
}

function standardizeInto(
  features: Float32Array,
  columns: Float64Array,
  numFrames: number,
  feature: number,
): void {
  let sum = 0;
  for (let index = 0; index < numFrames; index++) sum += columns[index * NUM_FEATURES + feature]!;
  const mean = sum / numFrames;
  let squares = 0;
  for (let index = 0; index < numFrames; index++) {
    squares += (columns[index * NUM_FEATURES + feature]! - mean) ** 2;
  }
  const deviation = Math.max(LEAST_DEVIATION, Math.sqrt(squares / numFrames));
  for (let index = 0; index < numFrames; index++) {
    features[index * NUM_FEATURES + feature] = (columns[index * NUM_FEATURES + feature]! - mean) / deviation;
  }
}
