import type { NetworkNode, ShapedNode } from '../network/network';
import { isView } from '../network/nodeKinds';
import type { Injection } from './injection';

/** One sample of a test set under one trial. */
export interface PropagationRequest {
  /** Its `numSamples` has no influence: the sample gets the faults that it gets in any trial. */
  readonly injection: Injection;
  /** Index of the sample in its set. */
  readonly sample: number;
}

/** How far the values of one sample are from their fault-free values at one place of a network. */
export interface ValueChange {
  /** Number of values that differ. 0 equals -0. */
  readonly changed: number;
  /** Root mean square of all values without faults. */
  readonly faultFreeRms: number;
  /** Root mean square of the differences, over all values. */
  readonly changeRms: number;
  /** Largest magnitude of a difference. */
  readonly largestChange: number;
}

/** Change of a node's output, as later nodes read it. */
export interface NodeChange extends ValueChange {
  readonly node: string;
  readonly kind: NetworkNode['kind'];
  /** Number of values of one sample: all steps of a recurrent layer. */
  readonly numValues: number;
  /** Number of flipped bits in the weights of its layer and in its own output. */
  readonly flips: number;
  /**
   * Number of infinite or NaN results with faults, before a ReLU. The engine continues with 0 in
   * their place. A recurrent layer counts the sums of its gates and its states.
   */
  readonly nonFinite: number;
}

/** Faults of one trial on their way through a network, for one sample. */
export interface Propagation {
  readonly sample: number;
  readonly ber: number;
  readonly trial: number;
  /** True class. -1 for a network that does not classify. */
  readonly label: number;
  /** Predicted classes, as `predictedClass` has them; null: no answer. */
  readonly before: number | null;
  readonly after: number | null;
  /** Number of flipped bits that act on this sample. */
  readonly flips: number;
  /** In network order. Nodes that only move or pad values are left out. */
  readonly nodes: readonly NodeChange[];
}

/** Returns the nodes whose outputs a propagation compares. */
export function comparedNodes(nodes: readonly ShapedNode[]): readonly ShapedNode[] {
  return nodes.filter(({ node }) => !isView(node));
}

/** Compares values with their fault-free values, in doubles and in their order. */
export function compareValues(before: ArrayLike<number>, after: ArrayLike<number>): ValueChange {
  let changed = 0;
  let squares = 0;
  let changeSquares = 0;
  let largestChange = 0;
  for (let index = 0; index < before.length; index++) {
    const value = before[index]!;
    const change = Math.abs(after[index]! - value);
    squares += value * value;
    if (change === 0) continue;
    changed++;
    changeSquares += change * change;
    if (change > largestChange) largestChange = change;
  }
  const rms = (sum: number) => Math.sqrt(sum / before.length);
  return { changed, faultFreeRms: rms(squares), changeRms: rms(changeSquares), largestChange };
}

/** Share of values that differ, 0 to 1. */
export function changedShare({ changed, numValues }: NodeChange): number {
  return changed / numValues;
}

/**
 * Size of the change: RMS of the differences over the RMS of the fault-free values. Null if values
 * differ and all of them are 0 without faults.
 */
export function relativeChange({ changeRms, faultFreeRms }: ValueChange): number | null {
  if (changeRms === 0) return 0;
  return faultFreeRms === 0 ? null : changeRms / faultFreeRms;
}
