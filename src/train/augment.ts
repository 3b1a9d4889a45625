import { Draws } from '../generate/draws';

/** Purpose word of these draws. It keeps them apart from other draws with the same seed. */
const PURPOSE = 0x61756721;

/** Random changes of pictures in training. */
export interface Augmentation {
  /**
   * Maximum shift of a picture in pixels, vertically and horizontally. Pixels beyond the edge
   * repeat it.
   */
  readonly maxShift: number;
  /** True mirrors half of the pictures horizontally. */
  readonly flips: boolean;
}

/** Size of a picture with the layout [height, width, channels]. */
interface PictureShape {
  readonly height: number;
  readonly width: number;
  readonly channels: number;
}

/**
 * Writes `picture` into `target` (same length, separate memory), shifted and mirrored by draws from
 * seed, epoch and `number`, the picture's index in its set. All are u32.
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
