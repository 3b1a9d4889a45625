import { AssetError } from '../../core/errors';
import type { AssetFile } from '../../core/files/assetFiles';
import { t } from '../../core/language/t';
import type { DownloadCache } from '../cache/downloadCache';
import type { OnBytes } from './fetchAsset';

/** Size of a stored part in bytes. An interruption loses at most one part. */
const PART_BYTES = 4 * 2 ** 20;

/**
 * Fetches a large file from another host and stores its parts in `cache`. The next call resumes an
 * interrupted download, and does not fetch a complete file again. The caller verifies the checksum
 * and removes the parts if it differs. Throws AssetError that says how much is stored.
 */
export async function download(
  url: string,
  name: string,
  cache: DownloadCache,
  onBytes: OnBytes,
): Promise<AssetFile> {
  let kept = await cache.read(url);
  let offset = sizeOf(kept.parts);
  if (kept.total === null || offset < kept.total) {
    const response = await request(url, name, offset);
    const isResumed = response.status === 206;
    if (offset > 0 && !isResumed) {
      // The server sends the whole file, so nothing of the start is needed.
      await cache.remove(url);
      offset = 0;
    }
    const rest = lengthOf(response);
    const total = rest === null ? null : offset + rest;
    if (isResumed && total !== null && kept.total !== null && total !== kept.total) {
      await response.body?.cancel();
      await cache.remove(url);
      throw new AssetError(
        name,
        t`The file at the server has ${total} bytes: expected ${kept.total}, as when the download began. The part that was kept is deleted; press the button again to fetch the whole file`,
      );
    }
    await readParts(response, name, { url, total, offset }, cache, onBytes);
    kept = await cache.read(url);
  }
  onBytes(sizeOf(kept.parts), kept.total);
  return { name, blob: new Blob([...kept.parts]) };
}

async function request(url: string, name: string, offset: number): Promise<Response> {
  let response: Response;
  const kept = megabytes(offset);
  try {
    response = await fetch(url, offset > 0 ? { headers: { Range: `bytes=${offset}-` } } : {});
  } catch (cause) {
    throw new AssetError(
      name,
      offset > 0
        ? t`The file could not be fetched, is the page offline? It can be fetched by hand from ${url} and dropped here; the first ${kept} are kept`
        : t`The file could not be fetched, is the page offline? It can be fetched by hand from ${url} and dropped here`,
      { cause },
    );
  }
  if (response.ok) return response;
  throw new AssetError(
    name,
    offset > 0
      ? t`The server answered ${response.status}: expected the file at ${url}; the first ${kept} are kept`
      : t`The server answered ${response.status}: expected the file at ${url}`,
  );
}

interface Place {
  readonly url: string;
  readonly total: number | null;
  readonly offset: number;
}

async function readParts(
  response: Response,
  name: string,
  { url, total, offset }: Place,
  cache: DownloadCache,
  onBytes: OnBytes,
): Promise<void> {
  const reader = response.body!.getReader();
  let chunks: Uint8Array<ArrayBuffer>[] = [];
  let waiting = 0;
  let loaded = offset;
  const keep = async () => {
    if (waiting > 0) await cache.add(url, new Blob(chunks), total);
    chunks = [];
    waiting = 0;
  };
  const brokeOff = (cause?: unknown) => {
    const text =
      total === null
        ? t`The download broke off after ${megabytes(loaded)}: they are kept, and a click continues from there`
        : t`The download broke off after ${megabytes(loaded)} of ${megabytes(total)}: they are kept, and a click continues from there`;
    return new AssetError(name, text, { cause });
  };
  onBytes(loaded, total);
  try {
    for (let chunk = await reader.read(); !chunk.done; chunk = await reader.read()) {
      chunks.push(chunk.value as Uint8Array<ArrayBuffer>);
      waiting += chunk.value.length;
      loaded += chunk.value.length;
      onBytes(loaded, total);
      if (waiting >= PART_BYTES) await keep();
    }
  } catch (cause) {
    await keep();
    throw brokeOff(cause);
  }
  await keep();
  if (total !== null && loaded < total) throw brokeOff();
}

function lengthOf({ headers }: Response): number | null {
  const length = headers.get('content-length');
  return length === null || headers.has('content-encoding') ? null : Number(length);
}

function sizeOf(parts: readonly Blob[]): number {
  return parts.reduce((sum, { size }) => sum + size, 0);
}

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1)} MB`;
}
