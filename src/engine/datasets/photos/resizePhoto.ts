import { resizePicture } from '../resizePicture';
import type { Photo } from './decodePhoto';

/**
 * Sizes in pixels: a picture is scaled to `width` x `height`, then its central `side` x `side` is
 * kept.
 */
interface PhotoSize {
  readonly width: number;
  readonly height: number;
  readonly side: number;
}

/**
 * Returns the size at which the shorter side of a photo is `shorter` pixels, as in Keras's examples
 * for ImageNet.
 */
export function scaledToShorterSide({ width, height }: Photo, shorter: number, side: number): PhotoSize {
  const scale = shorter / Math.min(width, height);
  return {
    width: Math.max(shorter, Math.round(width * scale)),
    height: Math.max(shorter, Math.round(height * scale)),
    side,
  };
}

/**
 * Scales a photo and crops its centre: [side · side · 3]. `resizePicture` describes the filter.
 */
export function resizePhoto(photo: Photo, { width, height, side }: PhotoSize): Uint8Array {
  const picture = { width: photo.width, height: photo.height, channels: 3, values: photo.pixels };
  return resizePicture(picture, { width, height }, { width: side, height: side });
}
