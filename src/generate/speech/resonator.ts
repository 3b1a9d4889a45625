import { exactCosPi, exactExp } from '../../engine/datasets/speech/exactFunctions';
import { SPEECH_RATE } from '../../engine/datasets/speech/frames';

const HIGHEST = 0.97 * (SPEECH_RATE / 2);

/**
 * One resonance: Klatt's two-pole filter ("Software for a cascade/parallel formant synthesizer",
 * JASA 1980).
 */
export class Resonator {
  private gain = 1;
  private first = 0;
  private second = 0;
  private last = 0;
  private beforeLast = 0;

  /**
   * Sets `frequency` and `bandwidth`, both in Hz, with gain 1 at frequency 0, as for a formant in a
   * cascade.
   */
  tune(frequency: number, bandwidth: number): void {
    const radius = exactExp((-Math.PI * bandwidth) / SPEECH_RATE);
    this.second = -radius * radius;
    this.first = 2 * radius * exactCosPi((2 * Math.min(HIGHEST, frequency)) / SPEECH_RATE);
    this.gain = 1 - this.first - this.second;
  }

  /**
   * Sets `frequency` and `bandwidth`, both in Hz, with a gain that keeps the power of white noise.
   */
  tuneForNoise(frequency: number, bandwidth: number): void {
    this.tune(frequency, bandwidth);
    const { first, second } = this;
    this.gain = Math.sqrt(((1 + second) * ((1 - second) * (1 - second) - first * first)) / (1 - second));
  }

  next(input: number): number {
    const output = this.gain * input + this.first * this.last + this.second * this.beforeLast;
    this.beforeLast = this.last;
    this.last = output;
    return output;
  }
}
