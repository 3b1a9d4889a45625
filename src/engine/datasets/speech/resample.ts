import { SPEECH_RATE } from './frames';

/**
 * Number of the sinc's zero crossings on each side, enough for a transition band from 3.55 to 4
 * kHz.
 */
const NUM_CROSSINGS = 48;
/** Frequency at which half of the amplitude is left, as a share of half the lower rate. */
const CUTOFF = 0.94;
/**
 * Maximum number of cached kernels. Unusual rates have up to 8,000 kernels of 2,500 weights, which
 * would take 150 MB.
 */
const MOST_KERNELS = 500;

/**
 * Resamples `samples` from `sampleRate` (1,000 to 192,000 Hz) to 8 kHz; at 8 kHz returns the same
 * array. Uses a sinc with a Blackman window. For higher rates this also removes sound above 4 kHz.
 * Output sample i is at time i / 8000 s.
 */
export function resampleToSpeechRate(samples: Float32Array, sampleRate: number): Float32Array {
  if (sampleRate === SPEECH_RATE) return samples;
  const step = sampleRate / SPEECH_RATE;
  const cutoff = CUTOFF * Math.min(1, 1 / step);
  const reach = NUM_CROSSINGS / cutoff;
  // One kernel for each position of an output between two inputs: 1 for 16 kHz, 80 for 44.1 kHz.
  const kernels = new Map<number, Float64Array>();
  const output = new Float32Array(Math.max(1, Math.round(samples.length / step)));
  for (let index = 0; index < output.length; index++) {
    // Integer arithmetic, so that the positions between inputs repeat exactly.
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

/**
 * Computes the weights of the inputs around a position `fraction` past one of them. They sum to 1.
 */
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
