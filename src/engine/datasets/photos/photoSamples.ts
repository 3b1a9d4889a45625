import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import type { SampleSet } from '../sampleSet';

/** A photo at the size of network inputs, and its file. */
export interface PreparedPhoto {
  /** Red, green and blue [224 · 224 · 3]. */
  readonly pixels: Uint8Array;
  /** Class, 0 to 999. */
  readonly label: number;
  /** Name of the file. */
  readonly file: string;
  /** SHA-256 of the file. */
  readonly fileHash: Uint8Array;
}

/** Side of the input pictures of VGG16 and ResNet50, in pixels. */
export const PHOTO_SIDE = 224;
const THUMBNAIL_SIDE = 56;
const BLOCK = PHOTO_SIDE / THUMBNAIL_SIDE;
const VALUES = PHOTO_SIDE * PHOTO_SIDE * 3;

/**
 * ImageNet's mean colour, subtracted in the order blue, green, red (Keras's preprocessing mode
 * "caffe").
 */
const MEANS = [103.939, 116.779, 123.68] as const;

/**
 * Makes samples of photographs for VGG16 and ResNet50. They are sorted by the SHA-256 of their
 * files, so that "the first 50" are the same photos under any names and a mixture of classes. The
 * set's digest covers these hashes and the labels, so it does not depend on the decoder.
 */
export function photoSamples(photos: readonly PreparedPhoto[], notes: readonly string[]): SampleSet {
  const ordered = photos
    .map((photo) => ({ ...photo, key: bytesToHex(photo.fileHash) }))
    .sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : a.label - b.label));
  const hash = sha256.create();
  for (const { fileHash, label } of ordered) {
    hash.update(fileHash).update(Uint8Array.of(label & 0xff, label >> 8));
  }
  return {
    kind: 'photos',
    numSamples: ordered.length,
    labels: ordered.map(({ label }) => label),
    digest: bytesToHex(hash.digest()),
    inputs(first, end) {
      const values = new Float32Array((end - first) * VALUES);
      for (let index = first; index < end; index++) {
        toCaffe(ordered[index]!.pixels, values, (index - first) * VALUES);
      }
      return values;
    },
    thumbnailShape: [THUMBNAIL_SIDE, THUMBNAIL_SIDE, 3],
    thumbnail: (index) => thumbnailOf(ordered[index]!.pixels),
    sound: () => null,
    notes,
    origins: ordered.map(({ file }) => ({ file, record: 0 })),
  };
}

function toCaffe(pixels: Uint8Array, values: Float32Array, offset: number): void {
  for (let at = 0; at < VALUES; at += 3) {
    for (let channel = 0; channel < 3; channel++) {
      values[offset + at + channel] = pixels[at + 2 - channel]! - MEANS[channel]!;
    }
  }
}

/** Averages blocks of 4 x 4 pixels. */
function thumbnailOf(pixels: Uint8Array): Uint8Array {
  const thumbnail = new Uint8Array(THUMBNAIL_SIDE * THUMBNAIL_SIDE * 3);
  for (let at = 0; at < thumbnail.length; at++) {
    const channel = at % 3;
    const column = Math.floor(at / 3) % THUMBNAIL_SIDE;
    const row = Math.floor(at / (3 * THUMBNAIL_SIDE));
    let sum = 0;
    for (let y = row * BLOCK; y < (row + 1) * BLOCK; y++) {
      for (let x = column * BLOCK; x < (column + 1) * BLOCK; x++)
        sum += pixels[(y * PHOTO_SIDE + x) * 3 + channel]!;
    }
    thumbnail[at] = Math.round(sum / BLOCK ** 2);
  }
  return thumbnail;
}
