import { AssetError } from '../../core/errors';
import { MAX_IMAGES } from '../../core/files/assetFiles';
import { t } from '../../core/language/t';
import { gunzip } from './gunzip';
import type { ImageSet } from './imageSet';

const SIDE = 32;
const CHANNELS = 3;
const NUM_CLASSES = 10;
const PLANE_BYTES = SIDE * SIDE;
const PICTURE_BYTES = PLANE_BYTES * CHANNELS;
/**
 * Size of a record in the binary version of CIFAR-10 (cs.toronto.edu/~kriz/cifar.html): label, red,
 * green and blue plane.
 */
const RECORD_BYTES = 1 + PICTURE_BYTES;

/**
 * Parses a CIFAR-10 batch, plain or gzipped: 32 x 32 colour pictures with labels 0 to 9. `name` is
 * the file name in errors. Throws only AssetError, whatever the bytes are.
 */
export async function parseCifar(bytes: Uint8Array, name: string): Promise<ImageSet> {
  const records = await gunzip(bytes, name, MAX_IMAGES * RECORD_BYTES);
  const numSamples = countRecords(records.length, name);
  const images = new Uint8Array(numSamples * PICTURE_BYTES);
  const labels = new Uint8Array(numSamples);
  for (let image = 0; image < numSamples; image++) {
    const start = image * RECORD_BYTES;
    const label = records[start]!;
    if (label >= NUM_CLASSES) {
      throw new AssetError(name, t`Label of record ${image} is ${label}: expected 0 to ${NUM_CLASSES - 1}`);
    }
    labels[image] = label;
    for (let byte = 0; byte < PICTURE_BYTES; byte++) {
      images[image * PICTURE_BYTES + interleaved(byte)] = records[start + 1 + byte]!;
    }
  }
  return { images, labels, numSamples, rows: SIDE, columns: SIDE, channels: CHANNELS };
}

/** Encodes `set`, 32 x 32 pictures in three colours, as a plain CIFAR-10 batch. */
export function encodeCifar(set: ImageSet): Uint8Array {
  const records = new Uint8Array(set.numSamples * RECORD_BYTES);
  for (let image = 0; image < set.numSamples; image++) {
    const start = image * RECORD_BYTES;
    records[start] = set.labels[image]!;
    for (let byte = 0; byte < PICTURE_BYTES; byte++) {
      records[start + 1 + byte] = set.images[image * PICTURE_BYTES + interleaved(byte)]!;
    }
  }
  return records;
}

/**
 * Converts the index `planar` of a byte in planes of one colour to its index in interleaved pixels.
 */
function interleaved(planar: number): number {
  return (planar % PLANE_BYTES) * CHANNELS + Math.floor(planar / PLANE_BYTES);
}

function countRecords(numBytes: number, name: string): number {
  const numRecords = numBytes / RECORD_BYTES;
  if (Number.isInteger(numRecords) && numRecords >= 1 && numRecords <= MAX_IMAGES) return numRecords;
  const nearest = Math.max(1, Math.min(MAX_IMAGES, Math.round(numRecords)));
  const records = nearest === 1 ? t`${nearest} CIFAR-10 record` : t`${nearest} CIFAR-10 records`;
  throw new AssetError(
    name,
    t`The file has ${numBytes} bytes: expected ${nearest * RECORD_BYTES} for ${records} of ${RECORD_BYTES} bytes`,
  );
}
