import type { Draws } from '../draws';

/** Who speaks, and how this once. */
export interface Voice {
  /** Factors [3] of the formants: a short vocal tract has high ones. */
  readonly formantScales: readonly number[];
  /** Hz at the start and end of the word, and the height of the bump between them as a share. */
  readonly pitchStart: number;
  readonly pitchEnd: number;
  readonly accent: number;
  /** Share by which one period differs from the next. */
  readonly jitter: number;
  /** Factor of all durations. */
  readonly slowness: number;
  /** How strongly the voice loses its high part, 0 to 0.75. */
  readonly dullness: number;
  /** Breath in the voice, 0 to 0.2. */
  readonly breathiness: number;
  /** Loudness of narrowings against the voice. */
  readonly sharpness: number;
  /** Time over which one phone melts into the next, in ms. */
  readonly slurMs: number;
  /** Deviation of a phone's formants from its target, a share. */
  readonly sloppiness: number;
}

/** Deviation of a speaker's formants besides the length of the vocal tract. */
const FORMANT_SPREAD = 0.045;

/**
 * Draws a speaker between a large man and a small child. Pitch and tract length belong together,
 * loosely.
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
