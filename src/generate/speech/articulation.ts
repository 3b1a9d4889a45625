import { SPEECH_RATE } from '../../engine/datasets/speech/frames';
import type { Draws } from '../draws';
import type { Phone } from './phones';
import type { Voice } from './voice';

/** Number of samples between two settings of the mouth: 5 ms. */
export const TRACK_SAMPLES = 40;

const TRACK_MS = (1000 * TRACK_SAMPLES) / SPEECH_RATE;
/** Time over which loudness changes. It is short, so that bursts stay short. */
const ATTACK_MS = 12;

/** Settings of the mouth every 5 ms. All tracks have the same length. */
export interface Articulation {
  readonly numTracks: number;
  readonly formants: readonly [Float64Array, Float64Array, Float64Array];
  readonly voicing: Float64Array;
  readonly frication: Float64Array;
  readonly noiseCentre: Float64Array;
  readonly noiseWidth: Float64Array;
  readonly aspiration: Float64Array;
  /** From 0 (mouth) to 1 (nose). */
  readonly nasality: Float64Array;
}

/**
 * Computes the mouth's settings while `voice` speaks `phones`. Each phone blends into its
 * neighbours.
 */
export function articulate(phones: readonly Phone[], voice: Voice, draws: Draws): Articulation {
  const spoken = phones.map((phone, index) => {
    const isLast = index === phones.length - 1;
    const stretch = voice.slowness * draws.between(0.8, 1.25) * (isLast ? 1.15 : 1);
    return {
      phone,
      numTracks: Math.max(2, Math.floor((phone.durationMs * stretch) / TRACK_MS + 0.5)),
      formants: phone.formants.map(
        (target, formant) => target * voice.formantScales[formant]! * (1 + voice.sloppiness * draws.normal()),
      ),
    };
  });
  const numTracks = spoken.reduce((sum, { numTracks }) => sum + numTracks, 0);
  const track = (overMs: number, settingOf: (each: (typeof spoken)[number]) => number) => {
    const values = new Float64Array(numTracks);
    let start = 0;
    for (const each of spoken) {
      values.fill(settingOf(each), start, start + each.numTracks);
      start += each.numTracks;
    }
    const reach = Math.floor(overMs / TRACK_MS / 2 + 0.5);
    return smooth(smooth(values, reach), reach);
  };
  const formantTrack = (formant: number) => track(voice.slurMs, ({ formants }) => formants[formant]!);
  return {
    numTracks,
    formants: [formantTrack(0), formantTrack(1), formantTrack(2)],
    voicing: track(ATTACK_MS, ({ phone }) => phone.voicing),
    frication: track(ATTACK_MS, ({ phone }) => phone.frication * voice.sharpness),
    noiseCentre: track(ATTACK_MS, ({ phone }) => phone.noise[0]),
    noiseWidth: track(ATTACK_MS, ({ phone }) => phone.noise[1]),
    aspiration: track(ATTACK_MS, ({ phone }) => phone.aspiration),
    nasality: track(ATTACK_MS, ({ phone }) => (phone.nasal ? 1 : 0)),
  };
}

/** Moving average over ±`reach`. Values beyond the ends repeat the ends. */
function smooth(values: Float64Array, reach: number): Float64Array {
  const last = values.length - 1;
  return values.map((_, index) => {
    let sum = 0;
    for (let near = index - reach; near <= index + reach; near++)
      sum += values[Math.min(last, Math.max(0, near))]!;
    return sum / (2 * reach + 1);
  });
}
