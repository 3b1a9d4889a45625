import { Draws } from '../generate/draws';

/** Purpose word of these draws. It keeps them apart from other draws with the same seed. */
const PURPOSE = 0x6672616d;

/** Random changes of a recording's features in training. */
export interface FrameAugmentation {
  /**
   * Maximum shift of a recording in time steps. Silence is shifted in; steps shifted out are lost.
   */
  readonly maxShift: number;
  /**
   * Standard deviation of normal noise on every feature of the recording's own steps. Silence
   * around them stays 0.
   */
  readonly noise: number;
}

/**
 * Writes `frames` [steps · features] into `target` (same length, separate memory), shifted and with
 * noise by draws from seed, epoch and `number`, the recording's index in its set. All are u32.
 */
export function augmentFrames(
  frames: Float32Array,
  target: Float32Array,
  features: number,
  { maxShift, noise }: FrameAugmentation,
  seed: number,
  epoch: number,
  number: number,
): void {
  const draws = new Draws(seed, PURPOSE, epoch, number);
  const shift = (draws.below(2 * maxShift + 1) - maxShift) * features;
  target.fill(0);
  for (let start = 0; start < frames.length; start += features) {
    const step = frames.subarray(start, start + features);
    const to = start + shift;
    if (to < 0 || to >= target.length || step.every((value) => value === 0)) continue;
    for (let feature = 0; feature < features; feature++) {
      target[to + feature] = step[feature]! + noise * draws.normal();
    }
  }
}
