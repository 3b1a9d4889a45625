import { Unzlib } from 'fflate';
import { t } from '../../../core/language/t';
import { concatenate } from '../../inference/concatenate';

const SIGNATURE_BYTES = 8;
/** Size of a chunk's length and type, which precede its content. A checksum follows the content. */
const HEAD_BYTES = 8;
const FRAME_BYTES = 12;
const IHDR_BYTES = 13;
const KEPT = ['IHDR', 'PLTE', 'IDAT', 'IEND'];
/** Number of channels by colour type. */
const CHANNELS: Readonly<Record<number, number>> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 };
/**
 * Number of bytes inflated at once. Deflate expands a byte to at most 1,032, so a slice makes at
 * most 17 MB before its size is checked.
 */
const SLICE_BYTES = 16_384;
/**
 * Extra bytes for each row. Each row has a filter byte, and Adam7 splits a picture into up to 1.9
 * times as many rows, each rounded up to a byte.
 */
const MOST_EXTRA_ROW_BYTES = 4;
const SLACK_BYTES = 64;

/**
 * Returns a PNG file with only the chunks for its colours. Without this a decoder would inflate
 * colour profiles of any size. Throws Error with a short reason if the file is damaged, or if its
 * pixels inflate to more than its header allows.
 */
export function plainPng(bytes: Uint8Array): Uint8Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const kept: Uint8Array[] = [bytes.subarray(0, SIGNATURE_BYTES)];
  let inflator: CountingInflator | undefined;
  for (let offset = SIGNATURE_BYTES; ; ) {
    if (offset + FRAME_BYTES > bytes.length) throw new Error(t`cut short`);
    const length = view.getUint32(offset);
    const type = String.fromCharCode(...bytes.subarray(offset + 4, offset + HEAD_BYTES));
    const end = offset + FRAME_BYTES + length;
    if (end > bytes.length) throw new Error(t`cut short`);
    const content = bytes.subarray(offset + HEAD_BYTES, end - 4);
    if ((inflator === undefined) !== (type === 'IHDR')) throw new Error(t`not one header at its start`);
    inflator ??= new CountingInflator(numPixelBytes(content));
    if (type === 'IDAT') inflator.push(content);
    if (KEPT.includes(type)) kept.push(bytes.subarray(offset, end));
    if (type === 'IEND') break;
    offset = end;
  }
  return concatenate(kept);
}

/** Maximum inflated size in bytes of a picture with this header. */
function numPixelBytes(header: Uint8Array): number {
  if (header.length !== IHDR_BYTES) throw new Error(t`damaged header`);
  const view = new DataView(header.buffer, header.byteOffset, header.byteLength);
  const [width, height] = [view.getUint32(0), view.getUint32(4)];
  const bitsPerPixel = view.getUint8(8) * (CHANNELS[view.getUint8(9)] ?? 0);
  return height * (Math.ceil((width * bitsPerPixel) / 8) + MOST_EXTRA_ROW_BYTES) + SLACK_BYTES;
}

class CountingInflator {
  private readonly most: number;
  private readonly inflator: Unzlib;
  private count = 0;

  constructor(most: number) {
    this.most = most;
    this.inflator = new Unzlib(({ length }) => {
      this.count += length;
    });
  }

  push(bytes: Uint8Array): void {
    for (let offset = 0; offset < bytes.length; offset += SLICE_BYTES) {
      this.inflator.push(bytes.subarray(offset, offset + SLICE_BYTES));
      if (this.count > this.most) throw new Error(t`more pixels than its size says`);
    }
  }
}
