import { type ModelDescription, modelMultiplyAdds } from '../network/model';

/** Pictures of the first samples of a set, all of one size, for display. */
export interface Thumbnails {
  readonly rows: number;
  readonly columns: number;
  /** 1: grey, from 0 (background) to 255 (foreground). 3: red, green and blue. */
  readonly channels: number;
  /** [n · rows · columns · channels]. */
  readonly pixels: Uint8Array;
}

/** Maximum number of samples that a page shows. */
export const THUMBNAILS = 200;

/** Maximum number of multiply-adds of one preview, about half a second of an engine worker. */
const PREVIEW_MULTIPLY_ADDS = 8e9;

/** Number of samples with predictions in a preview. Slow models get fewer than `THUMBNAILS`. */
export function previewImages(model: ModelDescription): number {
  return Math.max(1, Math.min(THUMBNAILS, Math.floor(PREVIEW_MULTIPLY_ADDS / modelMultiplyAdds(model))));
}

/** Prediction for one image under one fault pattern, beside the fault-free quantised prediction. */
export interface PreviewImage {
  readonly index: number;
  readonly label: number;
  /** Predicted classes, as `predictedClass` has them; null: no answer. */
  readonly before: number | null;
  readonly after: number | null;
  /** Probability of the predicted class, 0 to 1; 0 without a predicted class. */
  readonly beforeConfidence: number;
  readonly afterConfidence: number;
}

/** Predictions of the first images under one fault pattern. */
export interface Preview {
  readonly ber: number;
  readonly trial: number;
  /** Number of flipped bits in the fault pattern. */
  readonly flips: number;
  readonly images: readonly PreviewImage[];
}
