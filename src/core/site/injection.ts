import type { Structure } from '../network/model';
import type { Encoding, QFormat } from '../words/qformat';

/**
 * How flipped bits are chosen: each bit by itself (default), or floor(bits · ber) draws with
 * replacement (the 2018 code).
 */
export type Sampling = 'bernoulli' | 'count';

/**
 * Whether rates share their draws (`nested`: a higher rate flips a superset) or each has its own
 * (`independent`, the paper).
 */
export type Protocol = 'nested' | 'independent';

/**
 * How long a fault in activations or hidden state lasts: `permanent`, the same bits for every image
 * and time step (a weak cell that inverts), or `transient`, fresh bits for each. Weights and biases
 * stay as they are for all images in both.
 */
export type Lifetime = 'permanent' | 'transient';

/**
 * How activations that come out of a ReLU are stored: with the sign that they never use, or without
 * one.
 */
export type ReluWords = 'signed' | 'unsigned';

/** The stored words that may fault: structures of the named layers. Everything else stays float. */
export interface FaultSite {
  /** In the order of `STRUCTURES`, at least one. */
  readonly structures: readonly Structure[];
  /** Names of layers with weights, in network order, at least one. */
  readonly layers: readonly string[];
  /** Of weights and biases. */
  readonly format: QFormat;
  /** Of activations and hidden state. */
  readonly activationFormat: QFormat;
  /** Of words with a sign. */
  readonly encoding: Encoding;
  /** Of activations that come out of a ReLU. */
  readonly reluWords: ReluWords;
  /**
   * Bit planes that may flip, ascending, 0 the top bit, which is the sign where there is one; null:
   * all.
   */
  readonly planes: readonly number[] | null;
  /** Of faults in activations and hidden state. */
  readonly lifetime: Lifetime;
}

/** One fault pattern to run: the only record that goes down to the engine. */
export interface Injection {
  readonly site: FaultSite;
  readonly sampling: Sampling;
  readonly protocol: Protocol;
  /** u32. */
  readonly seed: number;
  /** Bit error rate, 0 or [1e-12, 0.5]. */
  readonly ber: number;
  /** Number of the pattern, u32. */
  readonly trial: number;
  /** Test images counted, from the first on. */
  readonly numImages: number;
}

/** What one trial did: the only record that comes back up. */
export interface ErrorCount {
  readonly wrong: number;
  readonly total: number;
  /** Misclassified images of each true class [numClasses]. */
  readonly wrongPerClass: readonly number[];
  /** Bits of the site that are flipped; transient faults counted over all images. */
  readonly flips: number;
  /**
   * Of the wrong images those whose values left float32's range, detected unrecoverable errors.
   * Left out: none.
   */
  readonly due?: number;
}

/** The field `due` of a count, or of its share of the images: left out where it is 0. */
export function dueField(due: number): { readonly due?: number } {
  return due > 0 ? { due } : {};
}
