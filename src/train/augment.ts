import { Draws } from '../generate/draws';

/** Keeps these draws apart from everything else that is drawn from the same seed. */
const PURPOSE = 0x61756721;

/** How a picture may change before training sees it. */
export interface Augmentation {
  /**
   * Each picture moves by up to this many pixels up or down and left or right; the pixels at the
   * edge come in from outside.
   */
  readonly maxShift: number;
  /** True mirrors half of the pictures, left to right. */
  readonly flips: boolean;
}

/** Size of a picture whose elements are laid out [height, width, channels]. */
interface PictureShape {
  readonly height: number;
  readonly width: number;
  readonly channels: number;
}

/**
 * Writes `picture` into `target` (equal lengths, other memory), moved and mirrored as drawn from
 * seed, epoch and `number`, the picture's place in its set: u32 each.
 */
export function augmentPicture(
  picture: Float32Array,
  target: Float32Array,
  { height, width, channels }: PictureShape,
  { maxShift, flips }: Augmentation,
  seed: number,
  epoch: number,
  number: number,
): void {
  const draws = new Draws(seed, PURPOSE, epoch, number);
  const down = draws.below(2 * maxShift + 1) - maxShift;
  const right = draws.below(2 * maxShift + 1) - maxShift;
  const mirrored = flips && draws.chance(0.5);
  for (let y = 0; y < height; y++) {
    const sourceY = clamp(y - down, height);
    for (let x = 0; x < width; x++) {
      const sourceX = clamp((mirrored ? width - 1 - x : x) - right, width);
      const from = (sourceY * width + sourceX) * channels;
      const to = (y * width + x) * channels;
      for (let channel = 0; channel < channels; channel++) {
        target[to + channel] = picture[from + channel]!;
      }
    }
  }
}

function clamp(index: number, end: number): number {
  return Math.min(Math.max(index, 0), end - 1);
}
