import type { BufferPart } from './model';

/** Bounds on the magnitudes of what a node computes. Infinity or NaN: none is known. */
export interface NodeBound {
  /** Bound of every intermediate result. */
  readonly reached: number;
  /** Bound of the node's output. */
  readonly output: number;
}

/** Nothing is known. */
export const NO_BOUND: NodeBound = { reached: Number.POSITIVE_INFINITY, output: Number.POSITIVE_INFINITY };

/**
 * Factor by which rounding may raise a sigmoid or tangent above 1, and the mixed state of one step
 * above the larger of its two parts.
 */
export const BEYOND = 1 + 2 ** -18;

/** Largest magnitude of a stored part of a node. Undefined: it is not stored as words. */
export type StoredPart = (part: BufferPart) => number | undefined;
