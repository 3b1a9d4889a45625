import { countFrames, HOP_SAMPLES, WINDOW_SAMPLES } from './frames';

/** Power from which on a window is speech, as a share of the loudest window's: 20 dB below. */
const SPEECH_SHARE = 1e-2;
/** Windows of silence that are kept at each end: 30 ms. */
const KEPT_WINDOWS = 3;

/**
 * Cuts the silence at the ends of a recording at 8 kHz, because networks learn from recordings that
 * are cut: features are standardised over all windows, so silence changes each of them. Keeps 30 ms
 * before the first and after the last window within 20 dB of the loudest. Returns a view.
 */
export function cutSilence(samples: Float32Array): Float32Array {
  const powers = windowPowers(samples);
  const limit = SPEECH_SHARE * Math.max(...powers);
  const isSpeech = (power: number) => power >= limit;
  const first = Math.max(0, powers.findIndex(isSpeech) - KEPT_WINDOWS);
  const last = powers.findLastIndex(isSpeech) + KEPT_WINDOWS;
  return samples.subarray(first * HOP_SAMPLES, last * HOP_SAMPLES + WINDOW_SAMPLES);
}

/** Returns the power of each window around its mean: microphones add an offset. */
function windowPowers(samples: Float32Array): readonly number[] {
  return Array.from({ length: countFrames(samples.length) }, (_, index) => {
    const window = samples.subarray(index * HOP_SAMPLES, index * HOP_SAMPLES + WINDOW_SAMPLES);
    const mean = window.reduce((sum, sample) => sum + sample, 0) / Math.max(1, window.length);
    return window.reduce((sum, sample) => sum + (sample - mean) ** 2, 0);
  });
}
