/**
 * One trained tensor and what its optimizer remembers of it, by name: arrays of equal length, all
 * written by a step.
 */
export interface TrainedTensor<Slot extends string = string> {
  readonly values: Float32Array;
  readonly slots: Readonly<Record<Slot, Float32Array>>;
}

/** What a step must know besides tensor, gradient and recipe. */
export interface StepPlace {
  readonly learningRate: number;
  /** Steps done before this one, over all epochs. */
  readonly stepsDone: number;
  /** True for kernels: the weight decay of the recipe, if it has one, applies. */
  readonly decays: boolean;
}
