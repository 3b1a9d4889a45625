import { checkModel } from '../../core/network/catalog';
import type { FaultSite, Lifetime, RateCoupling, ReluWords, Sampling } from '../../core/site/injection';
import { bufferEncoding, isDynamic, siteBuffers } from '../../core/site/siteTensors';
import type { Encoding } from '../../core/words/qformat';
import type { BerGrid } from '../sweep/berGrid';
import type { DataId, WeightsId } from './dataId';

/** Everything that decides a result: two equal specs give equal error counts. The only editable state. */
export interface ExperimentSpec extends FaultSite {
  /** Id in the catalogue. */
  readonly model: string;
  readonly data: DataId;
  /** Which training the weights come from. */
  readonly weights: WeightsId;
  readonly bers: BerGrid;
  /** Fault patterns per rate, from 1. */
  readonly trials: number;
  /** Test images counted, from 1 to the size of the set. */
  readonly numSamples: number;
  /** u32. */
  readonly seed: number;
  readonly rateCoupling: RateCoupling;
  readonly sampling: Sampling;
}

/** What the page and the command line start with: the only place of these values. */
export const DEFAULT_SPEC: ExperimentSpec = {
  model: 'lenet-fc',
  data: 'generated',
  weights: 'generated',
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
  seed: 7,
  rateCoupling: 'nested',
  sampling: 'bernoulli',
};

export const ENCODINGS = ['twosComplement', 'signMagnitude'] as const satisfies readonly Encoding[];
export const RELU_WORDS = ['signed', 'unsigned'] as const satisfies readonly ReluWords[];
export const LIFETIMES = ['permanent', 'transient'] as const satisfies readonly Lifetime[];
export const RATE_COUPLINGS = ['nested', 'independent'] as const satisfies readonly RateCoupling[];
export const SAMPLINGS = ['bernoulli', 'count'] as const satisfies readonly Sampling[];

/** True when faults are drawn anew for each image: transient ones, in a site with activations or hidden state. */
export function isTransient({ structures, lifetime }: ExperimentSpec): boolean {
  return lifetime === 'transient' && structures.some(isDynamic);
}

/** True when some of the site's words have no sign. */
export function hasUnsignedWords(spec: ExperimentSpec): boolean {
  return siteBuffers(checkModel(spec.model), spec).some(
    (buffer) => bufferEncoding(buffer, spec) === 'unsigned',
  );
}
