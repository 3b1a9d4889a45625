import { convertIndexedToRgb, decode as decodePng } from 'fast-png';
import { decode as decodeJpeg } from 'jpeg-js';
import { plainPng } from './plainPng';

/** A photograph as its file stores it, before any resizing. */
export interface Photo {
  readonly width: number;
  readonly height: number;
  /** [height · width · 3], red, green, blue. */
  readonly pixels: Uint8Array;
}

/** Larger pictures would take gigabytes while they are decoded. */
const MAX_MEGAPIXELS = 40;
const MAX_MEMORY_MB = 1024;

/** How a picture file starts. */
export function photoFormat(bytes: Uint8Array): 'jpeg' | 'png' | null {
  if (bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff) return 'jpeg';
  return PNG_SIGNATURE.every((byte, index) => bytes[index] === byte) ? 'png' : null;
}

const PNG_SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];

/**
 * Decodes a JPEG or PNG file to red, green and blue by the same plain JavaScript everywhere, so that a link gives the same
 * numbers in all browsers and in Node. Grey becomes three equal channels, CMYK is converted, transparency is dropped and
 * EXIF's orientation is not applied: all as Keras's `load_img` does. Throws Error with a short reason.
 */
export function decodePhoto(bytes: Uint8Array): Photo {
  const format = photoFormat(bytes);
  if (format === null) throw new Error('neither JPEG nor PNG');
  const { width, height, pixels } = format === 'jpeg' ? readJpeg(bytes) : readPng(bytes);
  if (!(width > 0 && height > 0) || pixels.length !== 3 * width * height) throw new Error('damaged');
  return { width, height, pixels };
}

function readJpeg(bytes: Uint8Array): Photo {
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
  if (header.byteLength < 24) throw new Error('cut short');
  const megapixels = (header.getUint32(16) * header.getUint32(20)) / 1e6;
  if (megapixels > MAX_MEGAPIXELS)
    throw new Error(`${Math.round(megapixels)} megapixels, more than ${MAX_MEGAPIXELS}`);
  const decoded = decodePng(plainPng(bytes), { checkCrc: true });
  const { width, height, palette, depth, channels } = decoded;
  const size = width * height;
  const pixels = new Uint8Array(3 * size);
  const [data, stride] =
    palette !== undefined
      ? [convertIndexedToRgb(decoded), palette[0]?.length ?? 3]
      : [depth < 8 ? unpackGrey(decoded.data, width, height, depth) : decoded.data, channels];
  if (data.length < size * stride) throw new Error('cut short');
  const shift = depth === 16 ? 8 : 0;
  const isGrey = stride < 3;
  for (let pixel = 0; pixel < size; pixel++) {
    for (let channel = 0; channel < 3; channel++) {
      pixels[3 * pixel + channel] = data[pixel * stride + (isGrey ? 0 : channel)]! >> shift;
    }
  }
  return { width, height, pixels };
}

/** Rows of 1, 2 or 4 bits a pixel, each row from a byte of its own, as bytes. */
function unpackGrey(packed: ArrayLike<number>, width: number, height: number, depth: number): Uint8Array {
  const rowBytes = Math.ceil((width * depth) / 8);
  if (packed.length < rowBytes * height) throw new Error('cut short');
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
