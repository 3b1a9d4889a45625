import type { Structure } from '../network/model';
import type { Measure } from '../samples/measure';
import type { NumberFormat } from '../words/numberFormat';
import type { Encoding } from '../words/qformat';

/**
 * Rule that selects the flipped bits. `bernoulli` (default): each bit flips independently. `count`:
 * floor(bits · ber) draws with replacement, as in the code of 2018.
 */
export type Sampling = 'bernoulli' | 'count';

/**
 * Relation of the draws at different BERs. `nested`: shared draws, a higher BER flips a superset of
 * bits. `independent`: separate draws for each BER, as in the paper.
 */
export type RateCoupling = 'nested' | 'independent';

/**
 * Duration of a fault in activations or hidden state. `permanent`: the same bits flip for every
 * image and time step, as in a weak cell. `transient`: new bits are drawn for each. Faults in
 * weights and biases last for all images in both cases.
 */
export type Lifetime = 'permanent' | 'transient';

/**
 * Storage of activations that come from a ReLU: `signed` words with an unused sign bit, or
 * `unsigned` words.
 */
export type ReluWords = 'signed' | 'unsigned';

/**
 * The stored words that may be faulty: chosen structures of chosen layers. All other values stay
 * float32.
 */
export interface FaultSite {
  /** In the order of `STRUCTURES`, at least one. */
  readonly structures: readonly Structure[];
  /** Names of layers with weights, in network order, at least one. */
  readonly layers: readonly string[];
  /** Format of weights and biases. */
  readonly format: NumberFormat;
  /** Format of activations and hidden state. */
  readonly activationFormat: NumberFormat;
  /** Encoding of signed fixed-point words. */
  readonly encoding: Encoding;
  /** Storage of activations that come from a ReLU. */
  readonly reluWords: ReluWords;
  /**
   * Bit positions that may flip, ascending. Position 0 is the top bit, the sign of signed words.
   * Null: all.
   */
  readonly bitPositions: readonly number[] | null;
  /** Lifetime of faults in activations and hidden state. */
  readonly lifetime: Lifetime;
}

/** One trial of an experiment: its fault pattern follows from the seed and these two. */
export interface Trial {
  /** Bit error rate, 0 or [1e-12, 0.5]. */
  readonly ber: number;
  /** Number of the trial, u32. */
  readonly trial: number;
}

/** Input of a run without faults, and a part of every trial's. */
export interface FaultFreeRun {
  readonly site: FaultSite;
  /** Number of test images counted, from the first on. */
  readonly numSamples: number;
  /** Measure of errors. Left out: top-1 error. */
  readonly measure?: Measure;
}

/** Input of the engine: one trial to run. No other record goes down to the engine. */
export interface Injection extends Trial, FaultFreeRun {
  readonly sampling: Sampling;
  readonly rateCoupling: RateCoupling;
  /** u32. */
  readonly seed: number;
}

/** Result of one trial. No other record comes back from a trial. */
export interface ErrorCount {
  readonly wrong: number;
  readonly total: number;
  /** Number of misclassified images for each true class [numClasses]. */
  readonly wrongPerClass: readonly number[];
  /** Number of flipped bits in the site. Transient faults are counted over all images. */
  readonly flips: number;
  /**
   * Number of wrong images that are detected unrecoverable errors (DUE): a value exceeded float32's
   * range. Undefined: none.
   */
  readonly due?: number;
  /**
   * Error of a measure that is no count: the relative deviation, or the cross entropy in bits of a
   * perplexity. `wrong` then counts the images that are due, and `wrongPerClass` is empty.
   * Undefined: the error is the share of wrong images.
   */
  readonly value?: number;
}

/** Returns the error of a count: its share of wrong images, or the value of another measure. */
export function errorOf({ value, wrong, total }: Pick<ErrorCount, 'value' | 'wrong' | 'total'>): number {
  return value ?? wrong / total;
}

/** Fault-free error counts of a site, on the same images. */
export interface Baseline {
  /** Float network. */
  readonly float: ErrorCount;
  /**
   * Network with the values of the site quantised, without faults. Increases are measured from
   * here.
   */
  readonly quantized: ErrorCount;
  /**
   * True if the float network gives all images, ten or more, one answer. Found for changed answers,
   * which then say nothing; other errors show it by themselves.
   */
  readonly hasOneAnswer?: true;
}

/** Returns the field `due` of an error count, omitted if it is 0. */
export function dueField(due: number): { readonly due?: number } {
  return due > 0 ? { due } : {};
}
