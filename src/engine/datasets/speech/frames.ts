import { FFT_SIZE } from './powerSpectrum';

/** Sample rate of all recordings after loading, in Hz. */
export const SPEECH_RATE = 8000;
/** Length of a window in samples: 25 ms. */
export const WINDOW_SAMPLES = 200;
/** Distance of windows in samples: 10 ms. */
export const HOP_SAMPLES = 80;

const HAMMING = Float64Array.from(
  { length: WINDOW_SAMPLES },
  (_, index) => 0.54 - 0.46 * Math.cos((2 * Math.PI * index) / (WINDOW_SAMPLES - 1)),
);

/**
 * Number of whole windows in `numSamples`. A recording shorter than one window counts as one
 * window, padded with silence.
 */
export function countFrames(numSamples: number): number {
  return Math.max(1, Math.floor((numSamples - WINDOW_SAMPLES) / HOP_SAMPLES) + 1);
}

/**
 * Writes window `frameIndex` of `samples` into `frame` [256, zero past 200]. Applies pre-emphasis
 * by 0.97 (Davis and Mermelstein's front end as in HTK) and a Hamming window.
 */
export function cutFrame(samples: Float32Array, frameIndex: number, frame: Float64Array): void {
  frame.fill(0, 0, FFT_SIZE);
  const start = frameIndex * HOP_SAMPLES;
  const end = Math.min(WINDOW_SAMPLES, samples.length - start);
  let previous = start > 0 ? samples[start - 1]! : 0;
  for (let index = 0; index < end; index++) {
    const sample = samples[start + index]!;
    frame[index] = HAMMING[index]! * (sample - 0.97 * previous);
    previous = sample;
  }
}
