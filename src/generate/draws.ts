import { philox4x32 } from '../core/pattern/philox';

/** Scales the sum of four uniforms on [-1, 1), variance 4/3, to variance 1. */
const NORMAL_SCALE = Math.sqrt(0.75);

/**
 * Random numbers of one picture, in the order they are asked for. Streams of different `purpose`,
 * `split` or `index` share no draws, so a picture never depends on the pictures before it. All
 * arguments are u32.
 */
export class Draws {
  private readonly out = new Uint32Array(4);
  private block = 0;
  private next = 4;

  constructor(
    private readonly seed: number,
    private readonly purpose: number,
    private readonly split: number,
    private readonly index: number,
  ) {}

  /** A double in [0, 1), a multiple of 2^-32. */
  unit(): number {
    if (this.next === 4) {
      philox4x32(this.block++, this.index, this.split, this.purpose, this.seed, 0, this.out);
      this.next = 0;
    }
    return this.out[this.next++]! / 2 ** 32;
  }

  /** A double in [low, high). */
  between(low: number, high: number): number {
    return low + (high - low) * this.unit();
  }

  /** An integer in [0, end). Its bias, below end / 2^32, does not matter for pictures. */
  below(end: number): number {
    return Math.floor(this.unit() * end);
  }

  chance(probability: number): boolean {
    return this.unit() < probability;
  }

  /**
   * Bell-shaped with mean 0, deviation 1 and bounds ±3.47: a sum of four uniforms, because the last
   * bits of Math.log and Math.cos differ between JavaScript engines, and bounded, because an
   * outlier would be label noise.
   */
  normal(): number {
    return NORMAL_SCALE * (2 * (this.unit() + this.unit() + this.unit() + this.unit()) - 4);
  }
}
