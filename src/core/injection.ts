import type { Structure } from './model';
import type { Encoding, QFormat } from './qformat';

/** How flipped bits are chosen: each bit by itself (default), or floor(bits · ber) draws with replacement (the 2018 code). */
export type Sampling = 'bernoulli' | 'count';

/** Whether rates share their draws (`nested`: a higher rate flips a superset) or each has its own (`independent`, the paper). */
export type Protocol = 'nested' | 'independent';

/** The stored words that may fault: weights of the named layers, at one format. Everything else stays float. */
export interface FaultSite {
  readonly structure: Structure;
  /** Layer names, in network order, at least one. */
  readonly layers: readonly string[];
  readonly format: QFormat;
  readonly encoding: Encoding;
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
  /** Bits of the site that are flipped. */
  readonly flips: number;
}
