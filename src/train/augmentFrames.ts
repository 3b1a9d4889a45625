import { Draws } from '../generate/draws';

/** Keeps these draws apart from everything else that is drawn from the same seed. */
const PURPOSE = 0x6672616d;

/** How a recording's features may change before training sees them. */
export interface FrameAugmentation {
  /**
   * The recording moves by up to this many time steps; what comes in is silence, what leaves is
   * lost.
   */
  readonly maxShift: number;
  /** Deviation of the normal noise on every feature of its own steps; silence around it stays 0. */
  readonly noise: number;
}

/**
 * Writes `frames` [steps · features] into `target` (equal lengths, other memory), moved and noisy
 * as drawn from seed, epoch and `number`, the recording's place in its set: u32 each.
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
