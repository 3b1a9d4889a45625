import type { Injection } from './injection';
import type { Thumbnails } from './preview';

/** Picture, recording or text of a reader. */
export type OwnInput =
  /** Bytes of a picture, in the layout of the set's thumbnails. */
  | { readonly kind: 'picture'; readonly pixels: Uint8Array }
  /** Recording, mono, in -1 to 1, at `rate` in Hz. */
  | { readonly kind: 'sound'; readonly samples: Float32Array; readonly rate: number }
  /** As many characters as the network reads. */
  | { readonly kind: 'text'; readonly text: string };

/** Sample that is not part of the test set, with the trials to run it under. */
export interface OwnSample {
  readonly input: OwnInput;
  /** Trials of one sample each. A rate of 0 gives the answer without faults. */
  readonly injections: readonly Injection[];
}

/** Answer of the network under one trial. */
export interface OwnAnswer {
  /** Class, as `predictedClass` has it; null: no answer. */
  readonly predicted: number | null;
  /** Probability of the class, 0 to 1; 0 without one. */
  readonly confidence: number;
}

/** Answers to a reader's sample, one for each trial, with what the network got to read. */
export interface OwnReply {
  readonly answers: readonly OwnAnswer[];
  /** One picture: the sample itself, the spectrogram of its sound, or a text in ASCII. */
  readonly seen: Thumbnails;
  /** Recording at 8 kHz as it was cut; null for a picture. */
  readonly heard: Float32Array | null;
  /**
   * Characters that the network writes after a text under each trial. It reads on what it wrote,
   * and stops where it has no answer. Empty for other samples.
   */
  readonly written: readonly string[];
}
