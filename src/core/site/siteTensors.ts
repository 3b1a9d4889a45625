import type { ActivationBuffer, KernelDescription, ModelDescription, Structure } from '../network/model';
import { product } from '../network/network';
import {
  drawFaultPattern,
  expectedFlips,
  type FaultDraw,
  faultableBits,
  type WordSpace,
} from '../pattern/faultPattern';
import { deriveTrialKey } from '../pattern/trialKey';
import { type QFormat, type WordEncoding, wordBits } from '../words/qformat';
import type { FaultSite, Injection, Sampling } from './injection';

/** Every structure, in the order in which sites and links name them. */
export const STRUCTURES = [
  'weights',
  'biases',
  'activations',
  'hiddenState',
] as const satisfies readonly Structure[];

/** A tensor of trained numbers that a site covers. */
export interface TrainedTensor {
  readonly structure: 'weights' | 'biases';
  readonly layer: string;
  readonly kernel: KernelDescription;
  /** Place among the layer's weights. */
  readonly index: number;
}

/**
 * The tensors of weights and biases that a site covers, in network order, each layer's bias after
 * its kernels.
 */
export function trainedTensors(
  model: ModelDescription,
  site: Pick<FaultSite, 'structures' | 'layers'>,
): TrainedTensor[] {
  return model.layers
    .filter(({ name }) => site.layers.includes(name))
    .flatMap(({ name: layer, kernels, bias }) =>
      [...kernels, bias].map((kernel, index): TrainedTensor => {
        const structure = kernel.name === 'bias' ? 'biases' : 'weights';
        return { structure, layer, kernel, index };
      }),
    )
    .filter(({ structure }) => site.structures.includes(structure));
}

/**
 * The buffers of activations and hidden state that a site covers, in the order in which an
 * inference writes them.
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
 * One tensor of a site, trained or written by an inference, as fault streams and receipts see it.
 */
export interface SiteTensor {
  readonly structure: Structure;
  readonly layer: string;
  /** For people: `fc-1/kernel`, `gru/update`, `pool-1/output`. */
  readonly name: string;
  /** Of the words of `space`; [steps, words of a step] where an inference writes it. */
  readonly shape: readonly number[];
  readonly format: QFormat;
  readonly encoding: WordEncoding;
  /** As permanent faults and those of trained numbers address it. */
  readonly space: WordSpace;
  /**
   * Words that one sample's inference writes, each with fresh transient faults; null where none
   * does.
   */
  readonly transientWords: number | null;
}

/** The words of a weight or bias tensor as the fault streams address them. */
export function trainedSpace({ kernel }: TrainedTensor, site: FaultSite): WordSpace {
  return {
    tensor: kernel.tensor,
    numWords: product(kernel.shape),
    width: wordBits(site.format),
    planes: planeMask(site.planes),
  };
}

/** The words of a buffer as permanent faults address them. */
export function bufferSpace({ tensor, numWords }: ActivationBuffer, site: FaultSite): WordSpace {
  return { tensor, numWords, width: wordBits(site.activationFormat), planes: planeMask(site.planes) };
}

/** How the words of a buffer store their values. */
export function bufferEncoding(
  { rectified }: ActivationBuffer,
  { encoding, reluWords }: Pick<FaultSite, 'encoding' | 'reluWords'>,
): WordEncoding {
  return rectified && reluWords === 'unsigned' ? 'unsigned' : encoding;
}

/**
 * Words that one sample's inference writes into a buffer: what transient faults draw from for each
 * image.
 */
export function wordsPerImage({ steps, wordsPerStep }: ActivationBuffer): number {
  return steps * wordsPerStep;
}

/** Every tensor of a site: trained ones first, then those that an inference writes. */
export function siteTensors(model: ModelDescription, site: FaultSite): SiteTensor[] {
  const trained = trainedTensors(model, site).map(
    (place): SiteTensor => ({
      structure: place.structure,
      layer: place.layer,
      name: `${place.layer}/${place.kernel.name}`,
      shape: place.kernel.shape,
      format: site.format,
      encoding: site.encoding,
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
      encoding: bufferEncoding(buffer, site),
      space: bufferSpace(buffer, site),
      transientWords: wordsPerImage(buffer),
    }),
  );
  return [...trained, ...written];
}

/** A set of planes as bits, plane 0 the lowest; null is every plane. */
function planeMask(planes: readonly number[] | null): number {
  return planes === null ? ALL_PLANES : planes.reduce((mask, plane) => mask | (1 << plane), 0);
}

const ALL_PLANES = 2 ** 24 - 1;

/** True for what an inference writes: activations and hidden state. */
export function isDynamic(structure: Structure): boolean {
  return structure === 'activations' || structure === 'hiddenState';
}

/**
 * The rule by which a structure's bits are chosen: what an inference writes always flips bit by bit
 * (docs/engine.md).
 */
export function samplingOf(structure: Structure, sampling: Sampling): Sampling {
  return isDynamic(structure) ? 'bernoulli' : sampling;
}

/** The draw of an injection for a structure, the same for every tensor of it. */
export function faultDraw(injection: Injection, structure: Structure): FaultDraw {
  const { seed, trial, ber, protocol } = injection;
  const sampling = samplingOf(structure, injection.sampling);
  return { key: deriveTrialKey(seed, trial, ber, protocol, sampling), sampling, ber };
}

/** Stored bits of a site that may flip, of one sample where an inference writes them. */
export function siteBits(model: ModelDescription, site: FaultSite): number {
  return siteTensors(model, site).reduce((sum, { space }) => sum + faultableBits(space), 0);
}

/**
 * The tensors of a site with the words that one trial draws faults for: those of all images and
 * steps where transient faults change them what an inference writes, [images, steps, words of a
 * step].
 */
export function trialTensors(
  model: ModelDescription,
  { site, numImages }: Pick<Injection, 'site' | 'numImages'>,
): SiteTensor[] {
  return siteTensors(model, site).map((tensor) => {
    const { shape, space, transientWords } = tensor;
    if (site.lifetime === 'permanent' || transientWords === null) return tensor;
    const streamWindow = { firstWord: 0, segment: 1 };
    const wordsPerStep = shape.at(-1)!;
    return {
      ...tensor,
      shape: [numImages, transientWords / wordsPerStep, wordsPerStep],
      space: { ...space, numWords: numImages * transientWords, streamWindow },
    };
  });
}

/**
 * Mean number of bits that a trial flips at a rate; transient faults are counted over all its
 * images.
 */
export function expectedSiteFlips(
  model: ModelDescription,
  trial: Pick<Injection, 'site' | 'sampling' | 'ber' | 'numImages'>,
): number {
  return trialTensors(model, trial).reduce(
    (sum, { structure, space }) =>
      sum + expectedFlips(space, samplingOf(structure, trial.sampling), trial.ber),
    0,
  );
}

/** Above this many expected flips nobody looks whether there is one: P(none) < 1e-13. */
const SPARSE_FLIPS = 30;
/** Words of one transient segment: a tensor that draws from more is not looked at. */
const ERA_WORDS = 2 ** 32 - 1;

/** Whether a trial flips a bit of one of its `trialTensors`; true also where nobody looks. */
export function mayFlip({ structure, space }: SiteTensor, injection: Injection): boolean {
  const expected = expectedFlips(space, samplingOf(structure, injection.sampling), injection.ber);
  if (expected > SPARSE_FLIPS || space.numWords > ERA_WORDS) return true;
  return drawFaultPattern(space, faultDraw(injection, structure)).length > 0;
}

/** True when the pattern flips no bit, so that the trial equals the fault-free quantised run. */
export function isFaultFree(model: ModelDescription, injection: Injection): boolean {
  if (expectedSiteFlips(model, injection) > SPARSE_FLIPS) return false;
  return trialTensors(model, injection).every((tensor) => !mayFlip(tensor, injection));
}
