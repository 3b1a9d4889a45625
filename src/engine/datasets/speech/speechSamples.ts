import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import type { SampleOrigin } from '../../../core/files/assetFiles';
import type { SampleSet } from '../sampleSet';
import { NUM_FEATURES, NUM_STEPS, speechFeatures } from './features';
import { SPEECH_RATE } from './frames';
import { spectrogramOf } from './spectrogram';
import type { WavAudio } from './wav';

/** Recordings at 8 kHz, each in -1 to 1; recordings[i] says labels[i]. */
interface Recordings {
  readonly recordings: readonly Float32Array[];
  readonly labels: Uint8Array;
  /**
   * What a digest is made of; left out: the recordings. Resampling takes sines, whose last bits
   * differ between engines.
   */
  readonly originals?: readonly WavAudio[];
  /** Where they are stored; left out: in no file. */
  readonly origins?: readonly SampleOrigin[];
}

/**
 * Size of a spectrogram's thumbnail: the bands from the highest down, the recording's whole length
 * across.
 */
const ROWS = 64;
const COLUMNS = 96;
const VALUES = NUM_STEPS * NUM_FEATURES;

/**
 * Spoken digits as TiGRU reads them. Features are computed when they are first asked for, and kept.
 */
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
 * sha-256 in hex over every recording, its number of samples before them and, at another rate than
 * 8 kHz, before both a 0 and the rate; then the labels; little-endian.
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
