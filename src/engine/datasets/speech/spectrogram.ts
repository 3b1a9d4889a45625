import { countFrames, cutFrame } from './frames';
import { FFT_SIZE, NUM_BINS, powerSpectrum } from './powerSpectrum';

/**
 * A picture of sound: magnitudesDb [frames · bands], frame by frame, each from the lowest band up.
 */
interface Spectrogram {
  /**
   * 0 is 60 dB or more below the recording's loudest place, 255 is the loudest, linear in dB
   * between.
   */
  readonly magnitudesDb: Uint8Array;
  readonly frames: number;
  readonly bands: number;
}

const RANGE_DB = 60;
const NUM_BANDS = NUM_BINS - 1;

/**
 * The spectrogram of a recording at 8 kHz: a frame every 10 ms, 128 bands of 31.25 Hz from 31.25 Hz
 * to 4 kHz. It sees what the features see: the same windows and pre-emphasis.
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
