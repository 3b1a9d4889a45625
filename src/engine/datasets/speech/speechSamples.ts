import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import type { SampleOrigin } from '../../../core/files/assetFiles';
import type { SampleSet } from '../sampleSet';
import { NUM_FEATURES, NUM_STEPS, speechFeatures } from './features';
import { SPEECH_RATE } from './frames';
import { spectrogramOf } from './spectrogram';
import type { WavAudio } from './wav';

/** Recordings at 8 kHz in -1 to 1. `labels[i]` belongs to `recordings[i]`. */
interface Recordings {
  readonly recordings: readonly Float32Array[];
  readonly labels: Uint8Array;
  /**
   * Recordings before resampling, for the digest, because resampling uses sines, whose last bits
   * differ between engines. Undefined: `recordings`.
   */
  readonly originals?: readonly WavAudio[];
  /** Storage places of the recordings. Undefined for generated ones. */
  readonly origins?: readonly SampleOrigin[];
}

/** Size of a spectrogram's thumbnail: highest band first, the whole recording across. */
const ROWS = 64;
const COLUMNS = 96;
const VALUES = NUM_STEPS * NUM_FEATURES;

/** Makes samples of spoken digits for TiGRU. Features are computed on first use and cached. */
export function speechSamples(set: Recordings, notes: readonly string[] = []): SampleSet {
  const { recordings, labels, origins = [] } = set;
  const features: Float32Array[] = [];
  const featuresOf = (index: number) => {
    features[index] ??= speechFeatures(recordings[index]!);
    return features[index];
  };
  return {
    kind: 'speech',
    numSamples: recordings.length,
    labels,
    digest: digestRecordings(set),
    inputs(first, end) {
      const values = new Float32Array((end - first) * VALUES);
      for (let index = first; index < end; index++) values.set(featuresOf(index), (index - first) * VALUES);
      return values;
    },
    thumbnailShape: [ROWS, COLUMNS, 1],
    thumbnail: (index) => thumbnailOf(recordings[index]!),
    sound: (index) => recordings[index]!,
    notes,
    origins,
  };
}

/**
 * SHA-256 in hex of all recordings, then the labels, little-endian. The number of samples precedes
 * each recording. For rates other than 8 kHz, a 0 and the rate precede this number.
 */
function digestRecordings({ recordings, labels, originals }: Recordings): string {
  const hash = sha256.create();
  const digested = originals ?? recordings.map((samples) => ({ samples, sampleRate: SPEECH_RATE }));
  for (const { samples, sampleRate } of digested) {
    const rate = sampleRate === SPEECH_RATE ? [] : [0, sampleRate];
    hash.update(new Uint8Array(Uint32Array.of(...rate, samples.length).buffer));
    hash.update(new Uint8Array(samples.buffer, samples.byteOffset, samples.byteLength));
  }
  return bytesToHex(hash.update(labels).digest());
}

function thumbnailOf(samples: Float32Array): Uint8Array {
  const { magnitudesDb, frames, bands } = spectrogramOf(samples);
  const pixels = new Uint8Array(ROWS * COLUMNS);
  for (let row = 0; row < ROWS; row++) {
    const band = Math.floor(((ROWS - 1 - row) * bands) / ROWS);
    for (let column = 0; column < COLUMNS; column++) {
      const frame = Math.floor((column * frames) / COLUMNS);
      pixels[row * COLUMNS + column] = magnitudesDb[frame * bands + band]!;
    }
  }
  return pixels;
}
