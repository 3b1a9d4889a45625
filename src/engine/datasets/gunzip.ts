import { AssetError } from '../../core/errors';
import { concatenate } from '../concatenate';

/** True when `bytes` start like a gzip file. Servers may decode `.gz` files on the way, so names prove nothing. */
export function isGzip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b;
}

/**
 * Decompresses `bytes` when they are gzip, else returns them as they are.
 * Throws AssetError naming `name` when the stream is damaged or decodes to more than `maxBytes`: a few kilobytes of gzip
 * can hold gigabytes.
 */
export async function gunzip(bytes: Uint8Array, name: string, maxBytes: number): Promise<Uint8Array> {
  if (!isGzip(bytes)) return bytes;
  const compressed = new Blob([bytes as Uint8Array<ArrayBuffer>]).stream();
  const reader = compressed.pipeThrough(new DecompressionStream('gzip')).getReader();
  const chunks: Uint8Array[] = [];
  let numBytes = 0;
  for (;;) {
    const chunk = await reader.read().catch((cause: unknown) => {
      throw new AssetError(name, 'The gzip data is damaged or cut short: expected a complete gzip file', {
        cause,
      });
    });
    if (chunk.done) break;
    numBytes += chunk.value.length;
    if (numBytes > maxBytes) {
      await reader.cancel().catch(() => undefined);
      throw new AssetError(
        name,
        `The gzip data decodes to more than ${maxBytes} bytes: expected at most that`,
      );
    }
    chunks.push(chunk.value);
  }
  return concatenate(chunks);
}
