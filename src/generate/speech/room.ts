import { exactExp } from '../../engine/datasets/speech/exactFunctions';
import { SPEECH_RATE } from '../../engine/datasets/speech/frames';
import type { Draws } from '../draws';

/**
 * Ranges of the recording's properties. They give TiGRU about the error of the paper's on TIDIGITS
 * (docs/speech.md).
 */
const SNR_DB = [-1, 27] as const;
const LOUDNESS_DB = [-38, -20] as const;
const SILENCE_MS = [15, 110] as const;

const LN10_OVER_20 = Math.LN10 / 20;

/**
 * Places `speech` into a recording in -1 to 1: adds silence, an echo, a telephone's band, noise and
 * loudness.
 */
export function recordInRoom(speech: Float64Array, draws: Draws): Float64Array {
  const before = drawSilence(draws);
  const samples = new Float64Array(before + speech.length + drawSilence(draws));
  samples.set(speech, before);
  if (draws.chance(0.4)) addEcho(samples, draws);
  if (draws.chance(0.35)) limitBand(samples, draws);
  const level = rms(samples);
  const noise = drawNoise(samples.length, draws);
  const noiseGain = (level * fromDb(-draws.between(...SNR_DB))) / rms(noise);
  const gain = fromDb(draws.between(...LOUDNESS_DB)) / level;
  return samples.map((sample, index) => gain * (sample + noiseGain * noise[index]!));
}

function drawSilence(draws: Draws): number {
  return Math.floor((draws.between(...SILENCE_MS) * SPEECH_RATE) / 1000);
}

/** Adds an echo: one weaker copy of the sound from each of three walls, and a repeating tail. */
function addEcho(samples: Float64Array, draws: Draws): void {
  const strength = draws.between(0.1, 0.45);
  const taps = [0, 1, 2].map(() => ({
    delay: 20 + draws.below(400),
    gain: (draws.chance(0.5) ? 1 : -1) * strength * draws.unit(),
  }));
  const repeat = { delay: 300 + draws.below(500), gain: strength * draws.unit() };
  const dry = samples.slice();
  for (let index = 0; index < samples.length; index++) {
    let sum = dry[index]!;
    for (const { delay, gain } of taps) if (index >= delay) sum += gain * dry[index - delay]!;
    if (index >= repeat.delay) sum += repeat.gain * samples[index - repeat.delay]!;
    samples[index] = sum;
  }
}

/**
 * Filters with two first-order high passes near 250 Hz and a weak low pass. Their strengths vary.
 */
function limitBand(samples: Float64Array, draws: Draws): void {
  const highPass = draws.between(0.75, 0.95);
  const lowPass = draws.between(0.4, 1);
  for (let pass = 0; pass < 2; pass++) {
    let input = 0;
    let high = 0;
    let low = 0;
    for (let index = 0; index < samples.length; index++) {
      const sample = samples[index]!;
      high = highPass * (high + sample - input);
      input = sample;
      low += lowPass * (high - low);
      samples[index] = low;
    }
  }
}

/** Mixes white noise and low-frequency noise. */
function drawNoise(length: number, draws: Draws): Float64Array {
  const rumble = draws.unit();
  const smoothness = draws.between(0.05, 0.4);
  let low = 0;
  return Float64Array.from({ length }, () => {
    const white = 2 * draws.unit() - 1;
    low += smoothness * (white - low);
    return (1 - rumble) * white + (rumble * low * 1.5) / smoothness;
  });
}

function rms(samples: Float64Array): number {
  let squares = 0;
  for (const sample of samples) squares += sample * sample;
  return Math.sqrt(squares / samples.length);
}

function fromDb(decibel: number): number {
  return exactExp(decibel * LN10_OVER_20);
}
