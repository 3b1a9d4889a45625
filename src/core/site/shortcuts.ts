/**
 * Exact optimisations of an engine: the counts are identical with each on or off. A bench and tests
 * turn them off.
 */
export interface Shortcuts {
  /** A trial without flipped bits takes its count from the fault-free quantised run. */
  readonly emptyTrials: boolean;
  /** Layers before the first faulty one are computed once and cached. */
  readonly layersBefore: boolean;
  /**
   * A faulty dense layer adds only the effect of its flipped weights to the fault-free sums
   * (`sparseTrial`).
   */
  readonly sparseUpdates: boolean;
}

/** Default: every shortcut is on. */
export const ALL_SHORTCUTS: Shortcuts = { emptyTrials: true, layersBefore: true, sparseUpdates: true };

/** All shortcuts are off: every trial runs through the whole network. */
export const NO_SHORTCUTS: Shortcuts = { emptyTrials: false, layersBefore: false, sparseUpdates: false };
