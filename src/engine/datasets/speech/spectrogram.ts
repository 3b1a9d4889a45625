import { countFrames, cutFrame } from './frames';
import { FFT_SIZE, NUM_BINS, powerSpectrum } from './powerSpectrum';

/** Spectrogram of a recording: magnitudesDb [frames · bands], bands in ascending order. */
interface Spectrogram {
  /** From 0, at least 60 dB below the recording's maximum, to 255, the maximum; linear in dB. */
  readonly magnitudesDb: Uint8Array;
  readonly frames: number;
  readonly bands: number;
}

const RANGE_DB = 60;
const NUM_BANDS = NUM_BINS - 1;

/**
 * Computes the spectrogram of a recording at 8 kHz: one frame every 10 ms, 128 bands of 31.25 Hz
 * from 31.25 Hz to 4 kHz. Windows and pre-emphasis are those of the features.
 */
export function spectrogramOf(samples: Float32Array): Spectrogram {
  const frames = countFrames(samples.length);
  const frame = new Float64Array(FFT_SIZE);
  const power = new Float64Array(NUM_BINS);
  const powers = new Float64Array(frames * NUM_BANDS);
  let loudest = 0;
  for (let index = 0; index < frames; index++) {
    cutFrame(samples, index, frame);
    powerSpectrum(frame, power);
    for (let band = 0; band < NUM_BANDS; band++) {
      powers[index * NUM_BANDS + band] = power[band + 1]!;
      loudest = Math.max(loudest, power[band + 1]!);
    }
  }
  const magnitudesDb = Uint8Array.from(powers, (value) =>
    value === 0 ? 0 : Math.max(0, Math.round(255 * (1 + (10 * Math.log10(value / loudest)) / RANGE_DB))),
  );
  return { magnitudesDb, frames, bands: NUM_BANDS };
}
