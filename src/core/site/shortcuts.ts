/**
 * Work that an engine leaves out because the counts come out the same without it. A bench and tests
 * switch them off.
 */
export interface Shortcuts {
  /** A trial that flips no bit takes the count of the fault-free quantised run. */
  readonly emptyTrials: boolean;
  /** What comes before the first layer that a trial changes is computed once and kept. */
  readonly layersBefore: boolean;
  /**
   * A faulty dense layer adds what its flipped weights change to the fault-free sums
   * (`sparseTrial`).
   */
  readonly sparseUpdates: boolean;
}

/** Default: every shortcut is on. */
export const ALL_SHORTCUTS: Shortcuts = { emptyTrials: true, layersBefore: true, sparseUpdates: true };

/** Every trial runs through the whole network. */
export const NO_SHORTCUTS: Shortcuts = { emptyTrials: false, layersBefore: false, sparseUpdates: false };
