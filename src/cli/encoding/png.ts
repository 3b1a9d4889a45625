import { crc32, deflateSync } from 'node:zlib';
import { REPRODUCIBLE } from './reproducibleZlib';

const SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];

/** Channels of a pixel, and the colour type that the format (RFC 2083, 4.1.1) gives them. */
const COLOUR_TYPES = { 1: 0, 3: 2 } as const;

/** The filter that predicts a pixel from its neighbours: of doubled pixels and plain areas it leaves runs of zeros. */
const PAETH = 4;

/**
 * Encodes pixels [height · width · channels], row by row, as a PNG of 8 bits a channel: grey where 0 is black, or red, green
 * and blue.
 */
export function encodePng(pixels: Uint8Array, width: number, height: number, channels: 1 | 3): Uint8Array {
  const header = new DataView(new ArrayBuffer(13));
  header.setUint32(0, width);
  header.setUint32(4, height);
  header.setUint8(8, 8);
  header.setUint8(9, COLOUR_TYPES[channels]);
  const rowBytes = width * channels;
  const scanlines = new Uint8Array(height * (rowBytes + 1));
  for (let row = 0; row < height; row++) {
    const start = row * (rowBytes + 1);
    scanlines[start] = PAETH;
    for (let byte = 0; byte < rowBytes; byte++) {
      const index = row * rowBytes + byte;
      const hasLeft = byte >= channels;
      const left = hasLeft ? pixels[index - channels]! : 0;
      const above = row > 0 ? pixels[index - rowBytes]! : 0;
      const corner = hasLeft && row > 0 ? pixels[index - rowBytes - channels]! : 0;
      scanlines[start + 1 + byte] = pixels[index]! - predict(left, above, corner);
    }
  }
  return Buffer.concat([
    Buffer.from(SIGNATURE),
    chunk('IHDR', new Uint8Array(header.buffer)),
    chunk('IDAT', deflateSync(scanlines, REPRODUCIBLE)),
    chunk('IEND', new Uint8Array(0)),
  ]);
}

/** Paeth's predictor (RFC 2083, 6.6): the neighbour nearest to left + above - corner, in this order when two are as near. */
function predict(left: number, above: number, corner: number): number {
  const [toLeft, toAbove] = [Math.abs(above - corner), Math.abs(left - corner)];
  const toCorner = Math.abs(left + above - 2 * corner);
  if (toLeft <= toAbove && toLeft <= toCorner) return left;
  return toAbove <= toCorner ? above : corner;
}

function chunk(type: string, body: Uint8Array): Uint8Array {
  const typed = Buffer.concat([Buffer.from(type, 'latin1'), body]);
  const bytes = Buffer.alloc(typed.length + 8);
  bytes.writeUInt32BE(body.length, 0);
  typed.copy(bytes, 4);
  bytes.writeUInt32BE(crc32(typed), typed.length + 4);
  return bytes;
}
