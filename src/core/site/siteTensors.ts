import type {
  ActivationBuffer,
  KernelDescription,
  ModelDescription,
  Structure,
  TrainedStructure,
} from '../network/model';
import { product } from '../network/network';
import {
  drawFaultPattern,
  expectedFlips,
  type FaultDraw,
  faultableBits,
  type WordSpace,
} from '../pattern/faultPattern';
import { deriveTrialKey } from '../pattern/trialKey';
import { isFixedPoint, type NumberFormat, wordBits } from '../words/numberFormat';
import type { WordEncoding } from '../words/qformat';
import type { FaultSite, Injection, Sampling } from './injection';

/** All structures, in the order of sites and links. */
export const STRUCTURES = [
  'weights',
  'biases',
  'norms',
  'activations',
  'hiddenState',
] as const satisfies readonly Structure[];

/** A tensor of trained numbers that belongs to a site. */
export interface TrainedTensor {
  readonly structure: TrainedStructure;
  readonly layer: string;
  readonly kernel: KernelDescription;
  /** Index in the layer's list of tensors. */
  readonly index: number;
}

/**
 * Returns the weight and bias tensors of a site in network order, the bias of a layer after its
 * kernels.
 */
export function trainedTensors(
  model: ModelDescription,
  site: Pick<FaultSite, 'structures' | 'layers'>,
): TrainedTensor[] {
  return model.layers
    .filter(({ name }) => site.layers.includes(name))
    .flatMap(({ name: layer, tensors }) =>
      tensors.map((kernel, index): TrainedTensor => ({ structure: kernel.structure, layer, kernel, index })),
    )
    .filter(({ structure }) => site.structures.includes(structure));
}

/**
 * Returns the buffers of activations and hidden state of a site, in the order in which an inference
 * writes them.
 */
export function siteBuffers(
  model: ModelDescription,
  site: Pick<FaultSite, 'structures' | 'layers'>,
): ActivationBuffer[] {
  return model.buffers.filter(
    ({ structure, layer }) => site.structures.includes(structure) && site.layers.includes(layer),
  );
}

/**
 * One tensor of a site, trained or written by an inference, as described to fault streams and
 * receipts.
 */
export interface SiteTensor {
  readonly structure: Structure;
  readonly layer: string;
  /** Display name: `fc-1/kernel`, `gru/update`, `pool-1/output`. */
  readonly name: string;
  /**
   * Shape of the words in `space`. Tensors written by an inference have [steps, words of a step].
   */
  readonly shape: readonly number[];
  readonly format: NumberFormat;
  /** Null: words of a format that has one encoding alone. */
  readonly encoding: WordEncoding | null;
  /** Words of trained numbers, or of a buffer under permanent faults. */
  readonly space: WordSpace;
  /**
   * Number of words that the inference of one sample writes, each with new transient faults. Null
   * for trained tensors.
   */
  readonly transientWords: number | null;
}

/** Returns the words of a weight or bias tensor, as fault streams address them. */
export function trainedSpace({ kernel }: TrainedTensor, site: FaultSite): WordSpace {
  return {
    tensor: kernel.tensor,
    numWords: product(kernel.shape),
    width: wordBits(site.format),
    planes: planeMask(site.bitPositions),
  };
}

/** Returns the words of a buffer, as permanent faults address them. */
export function bufferSpace({ tensor, numWords }: ActivationBuffer, site: FaultSite): WordSpace {
  return { tensor, numWords, width: wordBits(site.activationFormat), planes: planeMask(site.bitPositions) };
}

/** Returns the encoding of a buffer's words. */
export function bufferEncoding(
  { rectified }: ActivationBuffer,
  { encoding, reluWords }: Pick<FaultSite, 'encoding' | 'reluWords'>,
): WordEncoding {
  return rectified && reluWords === 'unsigned' ? 'unsigned' : encoding;
}

/**
 * Number of words that the inference of one sample writes into a buffer. Transient faults draw from
 * these words for each image.
 */
export function wordsPerImage({ steps, wordsPerStep }: ActivationBuffer): number {
  return steps * wordsPerStep;
}

/** Returns all tensors of a site: the trained ones first, then those written by an inference. */
export function siteTensors(model: ModelDescription, site: FaultSite): SiteTensor[] {
  const trained = trainedTensors(model, site).map(
    (place): SiteTensor => ({
      structure: place.structure,
      layer: place.layer,
      name: place.kernel.stored,
      shape: place.kernel.shape,
      format: site.format,
      encoding: isFixedPoint(site.format) ? site.encoding : null,
      space: trainedSpace(place, site),
      transientWords: null,
    }),
  );
  const written = siteBuffers(model, site).map(
    (buffer): SiteTensor => ({
      structure: buffer.structure,
      layer: buffer.layer,
      name: `${buffer.node}/${buffer.part}`,
      shape: [buffer.numWords / buffer.wordsPerStep, buffer.wordsPerStep],
      format: site.activationFormat,
      encoding: isFixedPoint(site.activationFormat) ? bufferEncoding(buffer, site) : null,
      space: bufferSpace(buffer, site),
      transientWords: wordsPerImage(buffer),
    }),
  );
  return [...trained, ...written];
}

/**
 * Encodes a set of bit positions as a mask; position 0 is the lowest bit. Null means all positions.
 */
function planeMask(bitPositions: readonly number[] | null): number {
  if (bitPositions === null) return ALL_PLANES;
  return bitPositions.reduce((mask, plane) => (mask | (1 << plane)) >>> 0, 0);
}

const ALL_PLANES = 2 ** 32 - 1;

/** Returns true for structures written by an inference: activations and hidden state. */
export function isDynamic(structure: Structure): boolean {
  return structure === 'activations' || structure === 'hiddenState';
}

/**
 * Returns the sampling rule of a structure. Activations and hidden state always use `bernoulli`
 * (docs/engine.md).
 */
export function samplingOf(structure: Structure, sampling: Sampling): Sampling {
  return isDynamic(structure) ? 'bernoulli' : sampling;
}

/** Returns the key, rule and BER of an injection for a structure. All its tensors share them. */
export function faultDraw(injection: Injection, structure: Structure): FaultDraw {
  const { seed, trial, ber, rateCoupling } = injection;
  const sampling = samplingOf(structure, injection.sampling);
  return { key: deriveTrialKey(seed, trial, ber, rateCoupling, sampling), sampling, ber };
}

/**
 * Number of stored bits of a site that may flip. For activations and hidden state it counts the
 * buffers of one sample.
 */
export function siteBits(model: ModelDescription, site: FaultSite): number {
  return siteTensors(model, site).reduce((sum, { space }) => sum + faultableBits(space), 0);
}

/**
 * Returns the tensors of a site with the words that one trial draws faults for. Under transient
 * faults, a tensor written by an inference has the shape [images, steps, words of a step].
 */
export function trialTensors(
  model: ModelDescription,
  { site, numSamples }: Pick<Injection, 'site' | 'numSamples'>,
): SiteTensor[] {
  return siteTensors(model, site).map((tensor) => {
    const { shape, space, transientWords } = tensor;
    if (site.lifetime === 'permanent' || transientWords === null) return tensor;
    const streamWindow = { firstWord: 0, segment: 1 };
    const wordsPerStep = shape.at(-1)!;
    return {
      ...tensor,
      shape: [numSamples, transientWords / wordsPerStep, wordsPerStep],
      space: { ...space, numWords: numSamples * transientWords, streamWindow },
    };
  });
}

/** Mean number of bits that a trial flips. Transient faults are counted over all its images. */
export function expectedSiteFlips(
  model: ModelDescription,
  trial: Pick<Injection, 'site' | 'sampling' | 'ber' | 'numSamples'>,
): number {
  return trialTensors(model, trial).reduce(
    (sum, { structure, space }) =>
      sum + expectedFlips(space, samplingOf(structure, trial.sampling), trial.ber),
    0,
  );
}

/**
 * Above this number of expected flips, an empty pattern is not searched for: its probability is
 * below 1e-13.
 */
const SPARSE_FLIPS = 30;
/** Words of one transient segment. Larger tensors are not searched for flips. */
const SEGMENT_WORDS = 2 ** 32 - 1;

/** Returns true if a trial flips a bit of one of its `trialTensors`, or if no search is made. */
export function mayFlip({ structure, space }: SiteTensor, injection: Injection): boolean {
  const expected = expectedFlips(space, samplingOf(structure, injection.sampling), injection.ber);
  if (expected > SPARSE_FLIPS || space.numWords > SEGMENT_WORDS) return true;
  return drawFaultPattern(space, faultDraw(injection, structure)).length > 0;
}

/** Returns true if the trial flips no bit. It then equals the fault-free quantised run. */
export function isFaultFree(model: ModelDescription, injection: Injection): boolean {
  if (expectedSiteFlips(model, injection) > SPARSE_FLIPS) return false;
  return trialTensors(model, injection).every((tensor) => !mayFlip(tensor, injection));
}
