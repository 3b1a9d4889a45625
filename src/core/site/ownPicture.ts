import type { Injection } from './injection';

/** Picture that is not part of the test set, with the trials to run it under. */
export interface OwnPicture {
  /** Bytes of the picture, in the layout of the set's thumbnails. */
  readonly pixels: Uint8Array;
  /** Trials of one image each. A rate of 0 gives the answer without faults. */
  readonly injections: readonly Injection[];
}

/** Answer of the network under one trial. */
export interface OwnAnswer {
  /** Class, as `predictedClass` has it; null: no answer. */
  readonly predicted: number | null;
  /** Softmax probability of the class, 0 to 1; 0 without one. */
  readonly confidence: number;
}
