import type { Draws } from '../draws';

/** Properties of a speaker and of one utterance. */
export interface Voice {
  /** Factors on the formants [3]. A short vocal tract has higher formants. */
  readonly formantScales: readonly number[];
  /**
   * Pitch at the start and end of the word in Hz, and the relative height of the rise between them.
   */
  readonly pitchStart: number;
  readonly pitchEnd: number;
  readonly accent: number;
  /** Relative difference between periods. */
  readonly jitter: number;
  /** Factor on all durations. */
  readonly slowness: number;
  /** Attenuation of the voice's high frequencies, 0 to 0.75. */
  readonly dullness: number;
  /** Loudness of breath in the voice, 0 to 0.2. */
  readonly breathiness: number;
  /** Loudness of constrictions relative to the voice. */
  readonly sharpness: number;
  /** Time over which one phone blends into the next, in ms. */
  readonly slurMs: number;
  /** Relative standard deviation of a phone's formants from their targets. */
  readonly sloppiness: number;
}

/**
 * Relative standard deviation of a speaker's formants, apart from the length of the vocal tract.
 */
const FORMANT_SPREAD = 0.045;

/**
 * Draws a speaker between a large man and a small child. Pitch and tract length are loosely
 * related.
 */
export function drawVoice(draws: Draws): Voice {
  const size = draws.unit();
  const tractScale = 0.85 + 0.35 * size;
  const pitch = Math.min(260, Math.max(80, 85 + 150 * size + 25 * draws.normal()));
  return {
    formantScales: [0, 1, 2].map(() => tractScale * (1 + FORMANT_SPREAD * draws.normal())),
    pitchStart: pitch * draws.between(0.95, 1.2),
    pitchEnd: pitch * draws.between(0.7, 1.1),
    accent: draws.between(-0.05, 0.25),
    jitter: draws.between(0.003, 0.03),
    slowness: draws.between(0.6, 1.2),
    dullness: draws.between(0, 0.75),
    breathiness: draws.between(0.01, 0.2),
    sharpness: draws.between(0.5, 1.8),
    slurMs: draws.between(25, 70),
    sloppiness: draws.between(0.02, 0.11),
  };
}
