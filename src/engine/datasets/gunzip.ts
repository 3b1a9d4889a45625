import { AssetError } from '../../core/errors';
import { isGzip } from '../../core/files/gzip';
import { t } from '../../core/language/t';
import { concatenate } from '../inference/concatenate';

const CHUNK_BYTES = 65_536;
/**
 * Minimum size of a gzip member's header. A member ends with its checksum and the length of its
 * content (RFC 1952).
 */
const HEADER_BYTES = 10;
const LENGTH_BYTES = 4;
const MAX_SHOWN_BYTES = 4;

/**
 * Decompresses `bytes` if they are gzip, else returns them unchanged. The contents of several
 * members are joined. Zeros after the last member, as on tapes and block devices, are ignored.
 *
 * Throws AssetError naming `name` if the data are damaged or incomplete, if anything but zeros
 * follows the last member, or if they decode to more than `maxBytes`: a few kilobytes of gzip can
 * hold gigabytes.
 */
export async function gunzip(bytes: Uint8Array, name: string, maxBytes: number): Promise<Uint8Array> {
  if (!isGzip(bytes)) return bytes;
  const content = new BoundedContent(name, maxBytes);
  if (await inflateNatively(bytes, content)) return content.join();
  return inflateMembers(bytes, name, new BoundedContent(name, maxBytes));
}

/**
 * Returns true if the platform's decoder, twice as fast as one in JavaScript, found a single member
 * and nothing after it. For other files its result is not used: browsers report an error, and Node
 * 20 accepts anything after the member.
 */
async function inflateNatively(bytes: Uint8Array, content: BoundedContent): Promise<boolean> {
  const compressed = new Blob([bytes as Uint8Array<ArrayBuffer>]).stream();
  const reader = compressed.pipeThrough(new DecompressionStream('gzip')).getReader();
  try {
    for (;;) {
      const chunk = await reader.read();
      if (chunk.done) break;
      content.add(chunk.value);
    }
  } catch (error) {
    await reader.cancel().catch(() => undefined);
    if (error instanceof AssetError) throw error;
    return false;
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return view.getUint32(bytes.length - LENGTH_BYTES, true) === content.numBytes % 2 ** 32;
}

async function inflateMembers(bytes: Uint8Array, name: string, content: BoundedContent): Promise<Uint8Array> {
  const { Inflate } = await import('pako');
  const inflate = new Inflate({ chunkSize: CHUNK_BYTES });
  inflate.onData = (chunk) => content.add(chunk);
  const isWhole = inflate.push(bytes, true);
  const { next_in: end, total_in: memberBytes } = inflate.strm;
  const memberStart = end - memberBytes;
  // Bytes after a member that are not a gzip header do not belong to the gzip data.
  const isForeign = !isWhole && memberStart > 0 && memberBytes < HEADER_BYTES;
  if (!isWhole && !isForeign) {
    throw new AssetError(name, t`The gzip data is damaged or cut short: expected a complete gzip file`);
  }
  const start = isForeign ? memberStart : end;
  const foreign = bytes.subarray(start).findIndex((byte) => byte !== 0);
  if (foreign >= 0) {
    const others = bytes.subarray(start + foreign);
    const first = Array.from(others.subarray(0, MAX_SHOWN_BYTES), (byte) =>
      byte.toString(16).padStart(2, '0'),
    );
    if (others.length > MAX_SHOWN_BYTES) first.push('…');
    const count = others.length === 1 ? t`${others.length} byte` : t`${others.length} bytes`;
    throw new AssetError(
      name,
      t`The gzip data is followed by ${count}, ${first.join(' ')}: expected another gzip member, zeros or nothing`,
    );
  }
  return content.join();
}

/** Collects decoded chunks. `add` throws AssetError naming `name` beyond `maxBytes`. */
class BoundedContent {
  numBytes = 0;
  private readonly chunks: Uint8Array[] = [];

  constructor(
    private readonly name: string,
    private readonly maxBytes: number,
  ) {}

  add(chunk: Uint8Array): void {
    this.numBytes += chunk.length;
    if (this.numBytes > this.maxBytes) {
      throw new AssetError(
        this.name,
        t`The gzip data decodes to more than ${this.maxBytes} bytes: expected at most that`,
      );
    }
    this.chunks.push(chunk);
  }

  join(): Uint8Array {
    return concatenate(this.chunks);
  }
}
