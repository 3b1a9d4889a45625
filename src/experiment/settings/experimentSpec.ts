import { checkModel } from '../../core/network/catalog';
import type { Measure } from '../../core/samples/measure';
import type { FaultSite, Lifetime, RateCoupling, ReluWords, Sampling } from '../../core/site/injection';
import { bufferEncoding, isDynamic, siteBuffers } from '../../core/site/siteTensors';
import type { Encoding } from '../../core/words/qformat';
import type { BerGrid } from '../sweep/berGrid';
import type { DataId, WeightsId } from './dataId';

/** All settings of an experiment. Equal specs give equal error counts. */
export interface ExperimentSpec extends FaultSite {
  /** Id of a network in the catalogue, or of one that the reader opened: `file-…`. */
  readonly model: string;
  readonly data: DataId;
  /** Training set or file of the weights. */
  readonly weights: WeightsId;
  /**
   * Preprocessing of the reader's samples for a network that the reader opened, as text
   * (`formatPreprocessing`). Empty for networks of the catalogue, which have their own.
   */
  readonly preprocessing: string;
  readonly bers: BerGrid;
  /** Trials per BER, from 1 to `MAX_TRIALS`. */
  readonly trials: number;
  /** Test samples that are counted, from 1 to the size of the set. */
  readonly numSamples: number;
  /** Which answers count as errors. */
  readonly measure: Measure;
  /** Unsigned 32-bit integer. */
  readonly seed: number;
  readonly rateCoupling: RateCoupling;
  readonly sampling: Sampling;
}

/** Default experiment of the page and the command line. */
export const DEFAULT_SPEC: ExperimentSpec = {
  model: 'lenet-fc',
  data: 'generated',
  weights: 'generated',
  preprocessing: '',
  structures: ['weights'],
  layers: ['fc-1', 'fc-2', 'fc-3'],
  format: { integerBits: 2, fractionBits: 6 },
  activationFormat: { integerBits: 5, fractionBits: 3 },
  encoding: 'twosComplement',
  reluWords: 'signed',
  bitPositions: null,
  lifetime: 'permanent',
  bers: { kind: 'span', from: 1e-6, to: 1e-1, perDecade: 4 },
  trials: 30,
  numSamples: 1000,
  measure: 'top1',
  seed: 7,
  rateCoupling: 'nested',
  sampling: 'bernoulli',
};

export const ENCODINGS = ['twosComplement', 'signMagnitude'] as const satisfies readonly Encoding[];
export const RELU_WORDS = ['signed', 'unsigned'] as const satisfies readonly ReluWords[];
export const LIFETIMES = ['permanent', 'transient'] as const satisfies readonly Lifetime[];
export const RATE_COUPLINGS = ['nested', 'independent'] as const satisfies readonly RateCoupling[];
export const SAMPLINGS = ['bernoulli', 'count'] as const satisfies readonly Sampling[];

/**
 * True if new faults are drawn for each image: with transient faults in activations or hidden
 * state.
 */
export function isTransient({ structures, lifetime }: ExperimentSpec): boolean {
  return lifetime === 'transient' && structures.some(isDynamic);
}

/** True if some words of the site are unsigned. */
export function hasUnsignedWords(spec: ExperimentSpec): boolean {
  return siteBuffers(checkModel(spec.model), spec).some(
    (buffer) => bufferEncoding(buffer, spec) === 'unsigned',
  );
}
