import { SPEECH_RATE } from './frames';

/**
 * Zero crossings of the sinc to each side: enough to fall from whole to nothing between 3.55 and 4
 * kHz.
 */
const NUM_CROSSINGS = 48;
/** Where half of a tone's height is left, as a share of the lower of both half rates. */
const CUTOFF = 0.94;
/** Odd rates have up to 8,000 kernels of 2,500 weights; keeping all would take 150 MB. */
const MOST_KERNELS = 500;

/**
 * Samples at 8 kHz of `samples` at `sampleRate`, 1,000 to 192,000 Hz; at 8 kHz the same array. A
 * sinc under a Blackman window; of a higher rate, sound above 4 kHz is taken away first. Output
 * sample i is at the time of i / 8000 s.
 */
export function resampleToSpeechRate(samples: Float32Array, sampleRate: number): Float32Array {
  if (sampleRate === SPEECH_RATE) return samples;
  const step = sampleRate / SPEECH_RATE;
  const cutoff = CUTOFF * Math.min(1, 1 / step);
  const reach = NUM_CROSSINGS / cutoff;
  // One for each place an output can have between two inputs: 1 of 16 kHz, 80 of 44.1 kHz.
  const kernels = new Map<number, Float64Array>();
  const output = new Float32Array(Math.max(1, Math.round(samples.length / step)));
  for (let index = 0; index < output.length; index++) {
    // In integers, so that the places between inputs repeat exactly.
    const whole = Math.floor((index * sampleRate) / SPEECH_RATE);
    const remainder = index * sampleRate - whole * SPEECH_RATE;
    let kernel = kernels.get(remainder);
    if (kernel === undefined) {
      kernel = makeKernel(remainder / SPEECH_RATE, cutoff, reach);
      if (kernels.size < MOST_KERNELS) kernels.set(remainder, kernel);
    }
    const first = whole - Math.floor(reach);
    const from = Math.max(0, -first);
    const to = Math.min(kernel.length, samples.length - first);
    let sum = 0;
    for (let tap = from; tap < to; tap++) sum += kernel[tap]! * samples[first + tap]!;
    output[index] = sum;
  }
  return output;
}

/** Weights of the inputs around a place `fraction` past one of them, summing to 1. */
function makeKernel(fraction: number, cutoff: number, reach: number): Float64Array {
  const before = Math.floor(reach);
  const kernel = Float64Array.from({ length: 2 * before + 2 }, (_, tap) => {
    const distance = tap - before - fraction;
    if (Math.abs(distance) >= reach) return 0;
    const turn = (Math.PI * distance) / reach;
    return sinc(cutoff * distance) * (0.42 + 0.5 * Math.cos(turn) + 0.08 * Math.cos(2 * turn));
  });
  const sum = kernel.reduce((total, weight) => total + weight, 0);
  return kernel.map((weight) => weight / sum);
}

function sinc(x: number): number {
  return x === 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x);
}
