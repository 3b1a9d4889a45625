/**
 * A trained tensor and the slots of its optimizer by name: arrays of equal length. Each step writes
 * all of them.
 */
export interface TrainedTensor<Slot extends string = string> {
  readonly values: Float32Array;
  readonly slots: Readonly<Record<Slot, Float32Array>>;
}

/** Arguments of a step, besides tensor, gradient and recipe. */
export interface StepPlace {
  readonly learningRate: number;
  /** Number of steps before this one, over all epochs. */
  readonly stepsDone: number;
  /** True for kernels, to which the recipe's weight decay applies. */
  readonly decays: boolean;
}
