import { convertIndexedToRgb, decode as decodePng } from 'fast-png';
import { decode as decodeJpeg } from 'jpeg-js';
import { t } from '../../../core/language/t';
import { type JpegFrame, readJpegFrame } from './jpegFrame';
import { decodeWithLibjpeg } from './libjpeg';
import { plainPng } from './plainPng';

/** A decoded picture with the channels that its file has. */
export interface Picture {
  readonly width: number;
  readonly height: number;
  /** 1: grey. 2: grey and opacity. 3: red, green and blue. 4: these and opacity. */
  readonly channels: number;
  /** [height · width · channels], 0 to 255, or 0 to 65,535 of a PNG with 16 bits a sample. */
  readonly values: Uint8Array | Uint16Array;
}

/** Maximum size. Decoding larger pictures would take gigabytes. */
const MAX_MEGAPIXELS = 40;
const MAX_MEMORY_MB = 1024;

/** Detects the format of a picture by its first bytes. */
export function pictureFormat(bytes: Uint8Array): 'jpeg' | 'png' | null {
  if (bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff) return 'jpeg';
  return PNG_SIGNATURE.every((byte, index) => bytes[index] === byte) ? 'png' : null;
}

/** Size of the signature and the IHDR chunk, without its checksum. */
const PNG_HEADER_BYTES = 29;
const PNG_SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];

/**
 * Decodes a JPEG or PNG file, with the same code in all browsers and Node. CMYK is converted to
 * red, green and blue, and so are the colours of a palette, without their opacity. Grey of less
 * than 8 bits is stretched to 0 to 255. EXIF's orientation is ignored. Throws Error with a short
 * reason.
 */
export async function decodePicture(bytes: Uint8Array): Promise<Picture> {
  const format = pictureFormat(bytes);
  if (format === null) throw new Error(t`neither JPEG nor PNG`);
  const picture = format === 'jpeg' ? await readJpeg(bytes) : readPng(bytes);
  const { width, height, channels, values } = picture;
  if (!(width > 0 && height > 0) || values.length !== channels * width * height) throw new Error(t`damaged`);
  return picture;
}

function checkMegapixels(width: number, height: number): void {
  const megapixels = (width * height) / 1e6;
  if (megapixels > MAX_MEGAPIXELS)
    throw new Error(t`${Math.round(megapixels)} megapixels, more than ${MAX_MEGAPIXELS}`);
}

async function readJpeg(bytes: Uint8Array): Promise<Picture> {
  const frame = readJpegFrame(bytes);
  checkMegapixels(frame.width, frame.height);
  if (frame.numComponents === 4) return readCmyk(bytes, frame);
  const { width, height, data } = await decodeWithLibjpeg(bytes);
  const channels = frame.numComponents === 1 ? 1 : 3;
  const values = new Uint8Array(channels * width * height);
  for (let pixel = 0; pixel < width * height; pixel++) {
    for (let channel = 0; channel < channels; channel++) {
      values[channels * pixel + channel] = data[4 * pixel + channel]!;
    }
  }
  return { width, height, channels, values };
}

/**
 * Converts CMYK with jpeg-js, because libjpeg does not. The result differs from Pillow's by at most
 * one level, except where colours are stored at half the size: jpeg-js repeats them, libjpeg
 * interpolates.
 */
function readCmyk(bytes: Uint8Array, { isFullyColoured }: JpegFrame): Picture {
  if (!isFullyColoured) throw new Error(t`CMYK with colours at less than full size`);
  const { width, height, data } = decodeJpeg(bytes, {
    useTArray: true,
    formatAsRGBA: false,
    tolerantDecoding: false,
    maxResolutionInMP: MAX_MEGAPIXELS,
    maxMemoryUsageInMB: MAX_MEMORY_MB,
  });
  return { width, height, channels: 3, values: data };
}

function readPng(bytes: Uint8Array): Picture {
  const header = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (header.byteLength < PNG_HEADER_BYTES) throw new Error(t`cut short`);
  checkMegapixels(header.getUint32(16), header.getUint32(20));
  const [bits, interlacing] = [bytes[24]!, bytes[28]!];
  // fast-png reads the rows of each interlacing pass as if they were rows of bytes.
  if (bits < 8 && interlacing !== 0) throw new Error(t`interlaced with ${bits} bits a sample, not 8 or 16`);
  const decoded = decodePng(plainPng(bytes), { checkCrc: true });
  const { width, height, palette, depth, channels } = decoded;
  if (palette !== undefined) {
    const stride = palette[0]?.length ?? 3;
    const values = rgbOf(convertIndexedToRgb(decoded), width * height, stride);
    return { width, height, channels: 3, values };
  }
  const data = depth < 8 ? unpackGrey(decoded.data, width, height, depth) : decoded.data;
  if (data.length < width * height * channels) throw new Error(t`cut short`);
  const values = depth === 16 ? new Uint16Array(data) : new Uint8Array(data);
  return { width, height, channels, values };
}

/** Drops the opacity of colours that have it. */
function rgbOf(colours: ArrayLike<number>, numPixels: number, stride: number): Uint8Array {
  if (colours.length < numPixels * stride) throw new Error(t`cut short`);
  const values = new Uint8Array(3 * numPixels);
  for (let pixel = 0; pixel < numPixels; pixel++) {
    for (let channel = 0; channel < 3; channel++)
      values[3 * pixel + channel] = colours[pixel * stride + channel]!;
  }
  return values;
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
