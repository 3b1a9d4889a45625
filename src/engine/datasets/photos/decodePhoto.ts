import { decodePicture, type Picture } from './decodePicture';

/** A decoded photograph before resizing. */
export interface Photo {
  readonly width: number;
  readonly height: number;
  /** Red, green and blue [height · width · 3]. */
  readonly pixels: Uint8Array;
}

/**
 * Decodes a JPEG or PNG file to red, green and blue. All browsers and Node use the same code, so
 * that a link gives the same numbers everywhere.
 *
 * As in Keras's `load_img`, grey becomes three equal channels, CMYK is converted, transparency is
 * dropped and EXIF's orientation is ignored. Throws Error with a short reason.
 */
export async function decodePhoto(bytes: Uint8Array): Promise<Photo> {
  const picture = await decodePicture(bytes);
  return { width: picture.width, height: picture.height, pixels: toRgb(picture) };
}

/** Returns bytes of red, green and blue. Of 16 bits, the upper 8 are kept. */
function toRgb({ width, height, channels, values }: Picture): Uint8Array {
  if (channels === 3 && values instanceof Uint8Array) return values;
  const shift = values instanceof Uint16Array ? 8 : 0;
  const isGrey = channels < 3;
  const pixels = new Uint8Array(3 * width * height);
  for (let pixel = 0; pixel < width * height; pixel++) {
    for (let channel = 0; channel < 3; channel++) {
      pixels[3 * pixel + channel] = values[pixel * channels + (isGrey ? 0 : channel)]! >> shift;
    }
  }
  return pixels;
}
