import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import type { SampleSet } from '../sampleSet';
import { NUM_FEATURES, NUM_STEPS, speechFeatures } from './features';
import { spectrogramOf } from './spectrogram';

/** Recordings at 8 kHz, each in -1 to 1; recordings[i] says labels[i]. */
export interface Recordings {
  readonly recordings: readonly Float32Array[];
  readonly labels: Uint8Array;
}

/** Size of a spectrogram's thumbnail: the bands from the highest down, the recording's whole length across. */
const ROWS = 64;
const COLUMNS = 96;
const VALUES = NUM_STEPS * NUM_FEATURES;

/** Spoken digits as TiGRU reads them. Features are computed when they are first asked for, and kept. */
export function speechSamples({ recordings, labels }: Recordings, notes: readonly string[] = []): SampleSet {
  const features: Float32Array[] = [];
  const featuresOf = (index: number) => {
    features[index] ??= speechFeatures(recordings[index]!);
    return features[index];
  };
  return {
    kind: 'speech',
    numSamples: recordings.length,
    labels,
    digest: digestRecordings({ recordings, labels }),
    inputs(first, end) {
      const values = new Float32Array((end - first) * VALUES);
      for (let index = first; index < end; index++) values.set(featuresOf(index), (index - first) * VALUES);
      return values;
    },
    thumbnailShape: [ROWS, COLUMNS, 1],
    thumbnail: (index) => thumbnailOf(recordings[index]!),
    sound: (index) => recordings[index]!,
    notes,
  };
}

/** sha-256 in hex over every recording, its number of samples before them, then the labels; little-endian. */
function digestRecordings({ recordings, labels }: Recordings): string {
  const hash = sha256.create();
  for (const samples of recordings) {
    hash.update(new Uint8Array(Uint32Array.of(samples.length).buffer));
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
