import { AssetError } from '../../core/errors';
import { isGzip } from '../../core/files/gzip';
import { t } from '../../core/language/t';

/** Maximum size of a table. A thousand rows with some words in each are far smaller. */
export const MAX_TABLE_BYTES = 1e6;

/** A gzip member ends with the length of its content in 32 bits (RFC 1952). */
const LENGTH_BYTES = 4;

/**
 * Returns the bytes of a table's file. A gzip file of one member is decompressed.
 *
 * Throws AssetError naming `name` if the table has more than 1 MB, or if the gzip data is damaged,
 * incomplete or of several members.
 */
export async function unpackTable(bytes: Uint8Array, name: string): Promise<Uint8Array> {
  const isPacked = isGzip(bytes);
  const content = isPacked ? await gunzip(bytes, name) : bytes;
  if (content.length <= MAX_TABLE_BYTES) return content;
  throw new AssetError(
    name,
    isPacked
      ? t`The table has more than 1 MB: expected at most 1 MB`
      : t`The table has ${(content.length / 1e6).toFixed(1)} MB: expected at most 1 MB`,
  );
}

/** Decompresses one member, or as much of it as exceeds the maximum. */
async function gunzip(bytes: Uint8Array, name: string): Promise<Uint8Array> {
  const compressed = new Blob([bytes as Uint8Array<ArrayBuffer>]).stream();
  const reader = compressed.pipeThrough(new DecompressionStream('gzip')).getReader();
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  let length = 0;
  let failure: unknown;
  try {
    for (let next = await reader.read(); !next.done; next = await reader.read()) {
      chunks.push(next.value);
      length += next.value.length;
      if (length > MAX_TABLE_BYTES) break;
    }
  } catch (error) {
    failure = error;
  }
  await reader.cancel().catch(() => undefined);
  const end = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  // Node 20 reports no error for bytes after the member.
  const isWhole = failure === undefined && end.getUint32(bytes.length - LENGTH_BYTES, true) === length;
  if (isWhole || length > MAX_TABLE_BYTES) return new Uint8Array(await new Blob(chunks).arrayBuffer());
  throw new AssetError(
    name,
    t`The gzip data is damaged, cut short or of several members: expected one table, compressed whole or not at all`,
    { cause: failure },
  );
}
