import { AssetError } from '../../core/errors';
import type { AssetFile } from '../../core/files/assetFiles';
import { t } from '../../core/language/t';

/** Bytes that are read ahead, so that small fields in a row take one access to the file. */
const WINDOW_BYTES = 2 ** 18;

/** Reads parts of a file and keeps the last one. */
export class BlobReader {
  private window = new Uint8Array(0);
  private windowStart = 0;

  constructor(readonly asset: AssetFile) {}

  get size(): number {
    return this.asset.blob.size;
  }

  /** Returns the bytes from `start` to before `end`, which the caller does not change. */
  async read(start: number, end: number): Promise<Uint8Array> {
    const held = this.windowStart + this.window.length;
    if (start < this.windowStart || end > held) {
      const next = Math.min(this.size, Math.max(end, start + WINDOW_BYTES));
      this.window = await readPart(this.asset.name, this.asset.blob.slice(start, next));
      this.windowStart = start;
    }
    return this.window.subarray(start - this.windowStart, end - this.windowStart);
  }
}

/** Reads a part of a file into memory of its own. Throws AssetError. */
export async function readPart(fileName: string, part: Blob): Promise<Uint8Array<ArrayBuffer>> {
  let bytes: Uint8Array<ArrayBuffer>;
  try {
    bytes = new Uint8Array(await part.arrayBuffer());
  } catch (cause) {
    throw new AssetError(
      fileName,
      t`A part of ${part.size} bytes cannot be read: expected a file that has not changed since it was chosen, and enough memory`,
      { cause },
    );
  }
  return bytes;
}
