import { philox4x32 } from '../core/pattern/philox';

/** Scales the sum of four uniforms on [-1, 1), variance 4/3, to variance 1. */
const NORMAL_SCALE = Math.sqrt(0.75);

/**
 * Random numbers for one sample, in the order of the calls. Streams with different `purpose`,
 * `split` or `index` share no draws, so a sample does not depend on those before it. All arguments
 * are u32.
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

  /** Returns a double in [0, 1), a multiple of 2^-32. */
  unit(): number {
    if (this.next === 4) {
      philox4x32(this.block++, this.index, this.split, this.purpose, this.seed, 0, this.out);
      this.next = 0;
    }
    return this.out[this.next++]! / 2 ** 32;
  }

  /** Returns a double in [low, high). */
  between(low: number, high: number): number {
    return low + (high - low) * this.unit();
  }

  /** Returns an integer in [0, end). Its bias, below end / 2^32, does not matter for samples. */
  below(end: number): number {
    return Math.floor(this.unit() * end);
  }

  chance(probability: number): boolean {
    return this.unit() < probability;
  }

  /**
   * Returns an approximately normal number with mean 0, standard deviation 1 and bounds ±3.47. It
   * is a sum of four uniforms, because the last bits of Math.log and Math.cos differ between
   * JavaScript engines. The bounds prevent outliers, which would act as label noise.
   */
  normal(): number {
    return NORMAL_SCALE * (2 * (this.unit() + this.unit() + this.unit() + this.unit()) - 4);
  }
}
