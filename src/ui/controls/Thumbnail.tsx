import { useEffect, useRef } from 'react';
import type { Thumbnails } from '../../core/site/preview';
import { CIVIDIS } from '../charts/cividis';

interface ThumbnailProps {
  readonly thumbnails: Thumbnails;
  readonly index: number;
  /**
   * True for a spectrogram, which is drawn from dark blue (quiet) to yellow (loud). Pictures with
   * three channels keep their colours; one channel is drawn as dark ink on white.
   */
  readonly isSound: boolean;
  /** Text for screen readers; left out if the text beside the picture says the same. */
  readonly label?: string;
}

/** Draws one sample of the test set, one canvas pixel per value. Style sheets set its size. */
export function Thumbnail({ thumbnails, index, isSound, label }: ThumbnailProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const context = canvas.current?.getContext('2d');
    if (context) context.putImageData(imageOf(thumbnails, index, isSound), 0, 0);
  }, [thumbnails, index, isSound]);
  return (
    <canvas
      ref={canvas}
      className={isSound ? 'thumbnail thumbnail-sound' : 'thumbnail'}
      width={thumbnails.columns}
      height={thumbnails.rows}
      role={label === undefined ? undefined : 'img'}
      aria-hidden={label === undefined ? true : undefined}
      aria-label={label}
    />
  );
}

/** Returns a sample in RGBA. Values of a missing sample are 0. */
export function imageOf(
  { rows, columns, channels, pixels }: Thumbnails,
  index: number,
  isSound: boolean,
): ImageData {
  const picture = new ImageData(columns, rows);
  const colours = isSound ? CIVIDIS : null;
  const start = index * rows * columns * channels;
  for (let pixel = 0; pixel < rows * columns; pixel++) {
    const [red = 0, green = red, blue = red] = pixels.subarray(
      start + pixel * channels,
      start + (pixel + 1) * channels,
    );
    const colour =
      colours !== null
        ? colours.subarray(3 * red, 3 * red + 3)
        : channels === 1
          ? [255 - red, 255 - green, 255 - blue]
          : [red, green, blue];
    picture.data.set([...colour, 255], pixel * 4);
  }
  return picture;
}
