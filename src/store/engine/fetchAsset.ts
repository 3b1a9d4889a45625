import { AssetError } from '../../core/errors';
import type { AssetFile } from '../../core/files/assetFiles';
import { t } from '../../core/language/t';

/**
 * Receives the bytes loaded and the bytes of the whole file. The total is null if the server does
 * not send it or compresses the file.
 */
export type OnBytes = (loaded: number, total: number | null) => void;

/**
 * Fetches a file of the page and reports its progress. Throws AssetError if the server cannot be
 * reached or does not send the file, or if the download breaks off. Throws the signal's reason if
 * it aborts.
 */
export async function fetchAsset(
  url: string,
  name: string,
  onBytes: OnBytes,
  signal: AbortSignal | null = null,
): Promise<AssetFile> {
  let response: Response;
  try {
    response = await fetch(url, { signal });
  } catch (cause) {
    signal?.throwIfAborted();
    throw new AssetError(name, t`The file could not be fetched: is the page offline?`, { cause });
  }
  if (!response.ok) throw new AssetError(name, t`The server answered ${response.status}: expected the file`);
  // Some hosts answer unknown addresses with the page itself.
  if (response.headers.get('content-type')?.startsWith('text/html'))
    throw new AssetError(name, t`The server answered with a web page: expected the file`);
  const total = contentLength(response.headers);
  onBytes(0, total);
  if (response.body === null) return { name, blob: await response.blob() };
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  let loaded = 0;
  const reader = response.body.getReader();
  try {
    for (let chunk = await reader.read(); !chunk.done; chunk = await reader.read()) {
      chunks.push(chunk.value);
      loaded += chunk.value.length;
      onBytes(loaded, total);
    }
  } catch (cause) {
    signal?.throwIfAborted();
    throw new AssetError(
      name,
      total === null
        ? t`The download broke off after ${loaded} bytes`
        : t`The download broke off after ${loaded} bytes: expected ${total}`,
      { cause },
    );
  }
  return { name, blob: new Blob(chunks) };
}

function contentLength(headers: Headers): number | null {
  const length = headers.get('content-length');
  return length === null || headers.has('content-encoding') ? null : Number(length);
}

/** Adds up the progress of parallel downloads. `track` returns the callback for one file. */
export class DownloadMeter {
  private readonly files: { loaded: number; total: number | null }[] = [];

  constructor(private readonly onBytes: OnBytes) {}

  track(): OnBytes {
    const file: { loaded: number; total: number | null } = { loaded: 0, total: null };
    this.files.push(file);
    return (loaded, total) => {
      Object.assign(file, { loaded, total });
      let sum: number | null = 0;
      for (const { total: size } of this.files) sum = sum === null || size === null ? null : sum + size;
      this.onBytes(
        this.files.reduce((all, { loaded: here }) => all + here, 0),
        sum,
      );
    };
  }
}
