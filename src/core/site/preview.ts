import { type ModelDescription, modelMultiplyAdds } from '../network/model';

/** The first samples of a set as pictures of one size for people. */
export interface Thumbnails {
  readonly rows: number;
  readonly columns: number;
  /** 1 is grey, 0 is paper and 255 full ink; 3 are red, green and blue. */
  readonly channels: number;
  /** [n · rows · columns · channels]. */
  readonly pixels: Uint8Array;
}

/** Samples that a page may show. */
export const THUMBNAILS = 200;

/** Multiply-adds of one preview at most, about half a second of an engine worker. */
const PREVIEW_MULTIPLY_ADDS = 8e9;

/**
 * Samples whose predictions a page may show of a model: all of its thumbnails, of a slow model
 * fewer.
 */
export function previewImages(model: ModelDescription): number {
  return Math.max(1, Math.min(THUMBNAILS, Math.floor(PREVIEW_MULTIPLY_ADDS / modelMultiplyAdds(model))));
}

/** One image under one fault pattern beside the fault-free quantised run. */
export interface PreviewImage {
  readonly index: number;
  readonly label: number;
  /**
   * Predicted classes: the lowest index among the highest scores. Null: none, since a value left
   * float32's range.
   */
  readonly before: number | null;
  readonly after: number | null;
  /** Softmax share of the predicted class, 0 to 1; 0 where there is none. */
  readonly beforeConfidence: number;
  readonly afterConfidence: number;
}

/** Predictions of the first images under one fault pattern. */
export interface Preview {
  readonly ber: number;
  readonly trial: number;
  /** Flipped bits of the pattern. */
  readonly flips: number;
  readonly images: readonly PreviewImage[];
}
