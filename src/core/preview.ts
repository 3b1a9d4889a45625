/** One image under one fault pattern beside the fault-free quantised run. */
export interface PreviewImage {
  readonly index: number;
  readonly label: number;
  /** Predicted classes: the lowest index among the highest scores. */
  readonly before: number;
  readonly after: number;
  /** Softmax share of the predicted class, 0 to 1. */
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
