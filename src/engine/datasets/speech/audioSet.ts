import { AssetError } from '../../../core/errors';
import { t } from '../../../core/language/t';
import { gunzip } from '../gunzip';
import { checkCount, checkHeader, checkLength, encodeIdx } from '../idx';
import { MAX_SAMPLES } from './features';
import { MULAW_SILENCE, trimSilence } from './mulaw';

/**
 * Recordings of spoken digits: G.711 µ-law at 8 kHz, mono, at most 2.555 s. `labels[i]` belongs to
 * `recordings[i]`.
 */
export interface AudioSet {
  readonly recordings: readonly Uint8Array[];
  readonly labels: Uint8Array;
}

/** First word of an IDX file of unsigned bytes in two dimensions: recordings, samples. */
const RECORDINGS_MAGIC = 0x00000802;
const HEADER_BYTES = 12;
/**
 * Limit on the decoded size, because gzip can expand a few kilobytes to gigabytes: 10,000 of the
 * longest recordings.
 */
const MAX_BYTES = 10_000 * MAX_SAMPLES;

/**
 * Encodes `recordings` as a plain IDX file, each padded with µ-law silence to the longest one's
 * length. Silence at the end of a recording is lost.
 */
export function encodeRecordings(recordings: readonly Uint8Array[]): Uint8Array {
  const numSamples = recordings.reduce((longest, { length }) => Math.max(longest, length), 1);
  const body = new Uint8Array(recordings.length * numSamples).fill(MULAW_SILENCE);
  recordings.forEach((recording, index) => {
    body.set(recording, index * numSamples);
  });
  return encodeIdx(RECORDINGS_MAGIC, [recordings.length, numSamples], body);
}

/**
 * Parses recordings from an IDX file, plain or gzipped, and removes the silence at their ends.
 * `name` is the file name in errors. Throws only AssetError, whatever the bytes are.
 */
export async function parseRecordings(bytes: Uint8Array, name: string): Promise<Uint8Array[]> {
  const decoded = await gunzip(bytes, name, HEADER_BYTES + MAX_BYTES);
  const view = checkHeader(decoded, name, t`recordings`, RECORDINGS_MAGIC, HEADER_BYTES);
  const count = checkCount(view.getUint32(4), name, 'recordings');
  const numSamples = view.getUint32(8);
  if (numSamples < 1 || numSamples > MAX_SAMPLES) {
    throw new AssetError(name, t`Recordings have ${numSamples} samples: expected 1 to ${MAX_SAMPLES}`);
  }
  checkLength(decoded, name, HEADER_BYTES + count * numSamples, t`${count} recordings`);
  return Array.from({ length: count }, (_, index) => {
    const start = HEADER_BYTES + index * numSamples;
    return trimSilence(decoded.subarray(start, start + numSamples));
  });
}

/**
 * Joins recordings and labels of one set. Throws AssetError with both file names if their numbers
 * differ.
 */
export function pairRecordingsAndLabels(
  recordings: readonly Uint8Array[],
  recordingsName: string,
  labels: Uint8Array,
  labelsName: string,
): AudioSet {
  if (recordings.length !== labels.length) {
    throw new AssetError(
      labelsName,
      t`The file has ${labels.length} labels: expected ${recordings.length}, one for each recording of ${recordingsName}`,
    );
  }
  return { recordings, labels };
}
