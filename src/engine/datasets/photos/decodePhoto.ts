import { convertIndexedToRgb, decode as decodePng } from 'fast-png';
import { decode as decodeJpeg } from 'jpeg-js';
import { t } from '../../../core/language/t';
import { type JpegFrame, readJpegFrame } from './jpegFrame';
import { decodeWithLibjpeg } from './libjpeg';
import { plainPng } from './plainPng';

/** A decoded photograph before resizing. */
export interface Photo {
  readonly width: number;
  readonly height: number;
  /** Red, green and blue [height · width · 3]. */
  readonly pixels: Uint8Array;
}

/** Maximum size. Decoding larger pictures would take gigabytes. */
const MAX_MEGAPIXELS = 40;
const MAX_MEMORY_MB = 1024;

/** Detects the format of a picture by its first bytes. */
function photoFormat(bytes: Uint8Array): 'jpeg' | 'png' | null {
  if (bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff) return 'jpeg';
  return PNG_SIGNATURE.every((byte, index) => bytes[index] === byte) ? 'png' : null;
}

/** Size of the signature and the IHDR chunk, without its checksum. */
const PNG_HEADER_BYTES = 29;
const PNG_SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];

/**
 * Decodes a JPEG or PNG file to red, green and blue. All browsers and Node use the same code, so
 * that a link gives the same numbers everywhere.
 *
 * As in Keras's `load_img`, grey becomes three equal channels, CMYK is converted, transparency is
 * dropped and EXIF's orientation is ignored. Throws Error with a short reason.
 */
export async function decodePhoto(bytes: Uint8Array): Promise<Photo> {
  const format = photoFormat(bytes);
  if (format === null) throw new Error(t`neither JPEG nor PNG`);
  const { width, height, pixels } = format === 'jpeg' ? await readJpeg(bytes) : readPng(bytes);
  if (!(width > 0 && height > 0) || pixels.length !== 3 * width * height) throw new Error(t`damaged`);
  return { width, height, pixels };
}

function checkMegapixels(width: number, height: number): void {
  const megapixels = (width * height) / 1e6;
  if (megapixels > MAX_MEGAPIXELS)
    throw new Error(t`${Math.round(megapixels)} megapixels, more than ${MAX_MEGAPIXELS}`);
}

async function readJpeg(bytes: Uint8Array): Promise<Photo> {
  const frame = readJpegFrame(bytes);
  checkMegapixels(frame.width, frame.height);
  if (frame.numComponents === 4) return readCmyk(bytes, frame);
  const { width, height, data } = await decodeWithLibjpeg(bytes);
  const pixels = new Uint8Array(3 * width * height);
  for (let pixel = 0; pixel < width * height; pixel++) {
    for (let channel = 0; channel < 3; channel++) pixels[3 * pixel + channel] = data[4 * pixel + channel]!;
  }
  return { width, height, pixels };
}

/**
 * Converts CMYK with jpeg-js, because libjpeg does not. The result differs from Pillow's by at most
 * one level, except where colours are stored at half the size: jpeg-js repeats them, libjpeg
 * interpolates.
 */
function readCmyk(bytes: Uint8Array, { isFullyColoured }: JpegFrame): Photo {
  if (!isFullyColoured) throw new Error(t`CMYK with colours at less than full size`);
  const { width, height, data } = decodeJpeg(bytes, {
    useTArray: true,
    formatAsRGBA: false,
    tolerantDecoding: false,
    maxResolutionInMP: MAX_MEGAPIXELS,
    maxMemoryUsageInMB: MAX_MEMORY_MB,
  });
  return { width, height, pixels: data };
}

function readPng(bytes: Uint8Array): Photo {
  const header = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (header.byteLength < PNG_HEADER_BYTES) throw new Error(t`cut short`);
  checkMegapixels(header.getUint32(16), header.getUint32(20));
  const [bits, interlacing] = [bytes[24]!, bytes[28]!];
  // fast-png reads the rows of each interlacing pass as if they were rows of bytes.
  if (bits < 8 && interlacing !== 0) throw new Error(t`interlaced with ${bits} bits a sample, not 8 or 16`);
  const decoded = decodePng(plainPng(bytes), { checkCrc: true });
  const { width, height, palette, depth, channels } = decoded;
  const size = width * height;
  const pixels = new Uint8Array(3 * size);
  const [data, stride] =
    palette !== undefined
      ? [convertIndexedToRgb(decoded), palette[0]?.length ?? 3]
      : [depth < 8 ? unpackGrey(decoded.data, width, height, depth) : decoded.data, channels];
  if (data.length < size * stride) throw new Error(t`cut short`);
  const shift = depth === 16 ? 8 : 0;
  const isGrey = stride < 3;
  for (let pixel = 0; pixel < size; pixel++) {
    for (let channel = 0; channel < 3; channel++) {
      pixels[3 * pixel + channel] = data[pixel * stride + (isGrey ? 0 : channel)]! >> shift;
    }
  }
  return { width, height, pixels };
}

/** Unpacks rows of 1, 2 or 4 bits a pixel into bytes. Each row starts at a new byte. */
function unpackGrey(packed: ArrayLike<number>, width: number, height: number, depth: number): Uint8Array {
  const rowBytes = Math.ceil((width * depth) / 8);
  if (packed.length < rowBytes * height) throw new Error(t`cut short`);
  const most = 2 ** depth - 1;
  const grey = new Uint8Array(width * height);
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      const bit = column * depth;
      const byte = packed[row * rowBytes + (bit >> 3)]!;
      grey[row * width + column] = ((byte >> (8 - depth - (bit & 7))) & most) * (255 / most);
    }
  }
  return grey;
}
