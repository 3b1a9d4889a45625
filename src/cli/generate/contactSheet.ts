import { encode } from 'fast-png';
import type { ImageSet } from '../../engine/datasets/imageSet';

const PER_CLASS = 10;
const ZOOM = 2;
const MARGIN = 1;
const PAPER = 255;

/**
 * Draws the first ten pictures of every class as a PNG: one class per row, on white, each pixel
 * doubled. The pictures are square.
 */
export function drawContactSheet({ images, labels, rows: side, channels }: ImageSet): Uint8Array {
  const cell = (side + 2 * MARGIN) * ZOOM;
  const width = PER_CLASS * cell;
  const sheet = new Uint8Array(width * width * channels).fill(PAPER);
  const numDrawn = new Uint8Array(PER_CLASS);
  labels.forEach((label, image) => {
    const slot = numDrawn[label]!;
    if (slot === PER_CLASS) return;
    numDrawn[label] = slot + 1;
    for (let y = 0; y < side * ZOOM; y++) {
      for (let x = 0; x < side * ZOOM; x++) {
        const from = ((image * side + Math.floor(y / ZOOM)) * side + Math.floor(x / ZOOM)) * channels;
        const to = (label * cell + MARGIN * ZOOM + y) * width + slot * cell + MARGIN * ZOOM + x;
        sheet.set(images.subarray(from, from + channels), to * channels);
      }
    }
  });
  return encode({ data: sheet, width, height: width, channels }, { zlib: { level: 9 } });
}
