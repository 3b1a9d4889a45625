import type { AssetFile } from '../../core/files/assetFiles';
import { isGzip } from '../../core/files/gzip';
import { gunzip } from '../datasets/gunzip';
import { readPart } from '../source/blobReader';
import { MAX_HELD_BYTES } from './rawSamples';

/** First bytes of a file that tell its kind. */
const START_BYTES = 64;

/**
 * Returns the first bytes of a file, for gzip those of its content. Returns those of the file
 * itself if the gzip data are damaged, which `unpackGzip` reports.
 */
export async function startOf({ name, blob }: AssetFile): Promise<Uint8Array> {
  const start = await readPart(name, blob.slice(0, START_BYTES));
  if (!isGzip(start)) return start;
  const reader = blob.stream().pipeThrough(new DecompressionStream('gzip')).getReader();
  try {
    const { value } = await reader.read();
    return value?.subarray(0, START_BYTES) ?? start;
  } catch {
    return start;
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}

/**
 * Unpacks a gzip file in memory; returns others as they are. Throws AssetError for damaged gzip,
 * and for more than 1 GiB.
 */
export async function unpackGzip(file: AssetFile): Promise<AssetFile> {
  const { name, blob } = file;
  if (!isGzip(await readPart(name, blob.slice(0, 2)))) return file;
  const bytes = await gunzip(await readPart(name, blob), name, MAX_HELD_BYTES);
  return { name: name.replace(/\.gz$/i, ''), blob: new Blob([bytes as Uint8Array<ArrayBuffer>]) };
}
