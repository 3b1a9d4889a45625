/** Length of the transform: 32 ms at 8 kHz. */
export const FFT_SIZE = 256;
/** Number of frequencies from 0 to 4 kHz, in steps of 31.25 Hz. */
export const NUM_BINS = FFT_SIZE / 2 + 1;

const LOG2_SIZE = 8;
const COSINES = Float64Array.from({ length: FFT_SIZE / 2 }, (_, k) => Math.cos((2 * Math.PI * k) / FFT_SIZE));
const SINES = Float64Array.from({ length: FFT_SIZE / 2 }, (_, k) => -Math.sin((2 * Math.PI * k) / FFT_SIZE));
const REVERSED = Uint8Array.from({ length: FFT_SIZE }, (_, index) => reverseBits(index));

const real = new Float64Array(FFT_SIZE);
const imaginary = new Float64Array(FFT_SIZE);

/**
 * Computes the squared magnitudes of the Fourier transform of a real `frame` into `power` [129].
 * The frame has at most 256 samples and is padded with zeros. Iterative radix 2.
 */
export function powerSpectrum(frame: Float64Array, power: Float64Array): void {
  real.fill(0);
  imaginary.fill(0);
  for (let index = 0; index < frame.length; index++) real[REVERSED[index]!] = frame[index]!;
  for (let half = 1; half < FFT_SIZE; half *= 2) {
    const stride = FFT_SIZE / (2 * half);
    for (let start = 0; start < FFT_SIZE; start += 2 * half) {
      for (let k = 0; k < half; k++) {
        const cosine = COSINES[k * stride]!;
        const sine = SINES[k * stride]!;
        const low = start + k;
        const high = low + half;
        const turnedReal = real[high]! * cosine - imaginary[high]! * sine;
        const turnedImaginary = real[high]! * sine + imaginary[high]! * cosine;
        real[high] = real[low]! - turnedReal;
        imaginary[high] = imaginary[low]! - turnedImaginary;
        real[low] = real[low]! + turnedReal;
        imaginary[low] = imaginary[low]! + turnedImaginary;
      }
    }
  }
  for (let bin = 0; bin < NUM_BINS; bin++) {
    power[bin] = real[bin]! * real[bin]! + imaginary[bin]! * imaginary[bin]!;
  }
}

function reverseBits(index: number): number {
  let reversed = 0;
  for (let bit = 0; bit < LOG2_SIZE; bit++) reversed |= ((index >> bit) & 1) << (LOG2_SIZE - 1 - bit);
  return reversed;
}
