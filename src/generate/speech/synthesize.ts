import { SPEECH_RATE } from '../../engine/datasets/speech/frames';
import type { Draws } from '../draws';
import { type Articulation, TRACK_SAMPLES } from './articulation';
import { Resonator } from './resonator';
import type { Voice } from './voice';

const BANDWIDTHS = [70, 100, 140] as const;
/** Factor on bandwidths of nasal resonances. */
const NASAL_WIDENING = 2.5;
const FOURTH_FORMANT = 3400;
/** Shares of a period in which the glottis opens and closes (Rosenberg, JASA 1971). */
const OPENING = 0.4;
const CLOSING = 0.2;
/** Scales a vowel to about the mean square of noise of loudness 1. */
const VOICE_GAIN = 4;

/** Synthesises `articulation` with `voice`. Returns samples [40 · numTracks] of arbitrary scale. */
export function synthesize(articulation: Articulation, voice: Voice, draws: Draws): Float64Array {
  const { numTracks, formants, voicing, frication, noiseCentre, noiseWidth, aspiration, nasality } =
    articulation;
  const samples = new Float64Array(numTracks * TRACK_SAMPLES);
  const mouth = [new Resonator(), new Resonator(), new Resonator(), new Resonator()];
  const narrowing = new Resonator();
  mouth[3]!.tune(FOURTH_FORMANT * voice.formantScales[2]!, 250);
  let phase = 0;
  let wobble = 1;
  let previousFlow = 0;
  let dull = 0;
  let previousMouth = 0;
  for (let track = 0; track < numTracks; track++) {
    const widening = 1 + (NASAL_WIDENING - 1) * nasality[track]!;
    for (let formant = 0; formant < 3; formant++) {
      mouth[formant]!.tune(formants[formant]![track]!, BANDWIDTHS[formant]! * widening);
    }
    narrowing.tuneForNoise(noiseCentre[track]!, noiseWidth[track]!);
    const along = track / numTracks;
    const pitch =
      (voice.pitchStart * (1 - along) + voice.pitchEnd * along) *
      (1 + voice.accent * 4 * along * (1 - along));
    for (let index = 0; index < TRACK_SAMPLES; index++) {
      phase += (pitch * wobble) / SPEECH_RATE;
      if (phase >= 1) {
        phase -= 1;
        wobble = 1 + voice.jitter * draws.normal();
      }
      const flow = glottalFlow(phase);
      const pulse = VOICE_GAIN * (flow - previousFlow);
      previousFlow = flow;
      dull += (1 - voice.dullness) * (pulse - dull);
      const noise = 2 * draws.unit() - 1;
      const source = voicing[track]! * (dull + voice.breathiness * flow * noise) + aspiration[track]! * noise;
      let output = source;
      for (const resonator of mouth) output = resonator.next(output);
      // The lips radiate the change of the flow. Only a part is subtracted, so that vowels keep
      // their first formant.
      const radiated = output - 0.6 * previousMouth;
      previousMouth = output;
      samples[track * TRACK_SAMPLES + index] = radiated + frication[track]! * narrowing.next(noise);
    }
  }
  return samples;
}

/** Returns the flow through the glottis at `phase` in [0, 1) of a period, 0 to 1. */
function glottalFlow(phase: number): number {
  if (phase < OPENING) {
    const t = phase / OPENING;
    return t * t * (3 - 2 * t);
  }
  if (phase < OPENING + CLOSING) {
    const t = (phase - OPENING) / CLOSING;
    return 1 - t * t;
  }
  return 0;
}
