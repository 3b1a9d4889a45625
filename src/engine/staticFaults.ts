import * as tf from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { drawFaultPattern, expectedFlips, type FaultDraw, type WordSpace } from '../core/faultPattern';
import type { FaultSite, Injection } from '../core/injection';
import type { KernelDescription, LayerDescription, ModelDescription } from '../core/model';
import { product } from '../core/network';
import { type WordLayout, wordBits, wordLayout } from '../core/qformat';
import { deriveTrialKey } from '../core/trialKey';
import { countFlips, drawMask, hitCountLimits } from './kernels/faultKernels';
import { dequantizeLanes, injectFaults, quantizeLanes } from './kernels/wordKernels';

/** The words of a kernel as the fault streams address them. */
export function wordSpace({ tensor, shape }: KernelDescription, site: FaultSite): WordSpace {
  return { tensor, numWords: product(shape), width: wordBits(site.format) };
}

/** The draw of an injection, the same for every tensor of its site. */
export function faultDraw(injection: Injection): FaultDraw {
  const { seed, trial, ber, protocol, sampling } = injection;
  return { key: deriveTrialKey(seed, trial, ber, protocol, sampling), sampling, ber };
}

/** Below this many expected flips the host looks whether a pattern is empty; above, P(empty) < 1e-13. */
const SPARSE_FLIPS = 30;

/** True when the pattern flips no bit, so that the trial equals the fault-free quantised run. */
export function isFaultFree(model: ModelDescription, injection: Injection): boolean {
  const draw = faultDraw(injection);
  const spaces = siteKernels(model, injection.site).map(({ kernel }) => wordSpace(kernel, injection.site));
  let expected = 0;
  for (const space of spaces)
    expected += expectedFlips(space.numWords * space.width, draw.sampling, draw.ber);
  if (expected > SPARSE_FLIPS) return false;
  return spaces.every((space) => drawFaultPattern(space, draw).length === 0);
}

/** A weight tensor and where its layer keeps it. */
export interface SiteKernel {
  readonly layer: LayerDescription;
  readonly kernel: KernelDescription;
  /** Place among the layer's weights. */
  readonly index: number;
}

/** The weight tensors of a site in network order. */
export function siteKernels(model: ModelDescription, site: FaultSite): SiteKernel[] {
  return model.layers.filter((layer) => site.layers.includes(layer.name)).flatMap(kernelsOf);
}

function kernelsOf(layer: LayerDescription): SiteKernel[] {
  return layer.kernels.map((kernel, index) => ({ layer, kernel, index }));
}

/** One kernel of the current site, resident on the device. */
interface QuantizedKernel {
  readonly site: SiteKernel;
  /** Packed words, as stored. */
  readonly lanes: tf.Tensor;
  /** Their values, in the kernel's shape. */
  readonly faultFree: tf.Tensor;
}

interface PreparedSite {
  readonly key: string;
  readonly layout: WordLayout;
  readonly kernels: readonly QuantizedKernel[];
}

/**
 * The weights of one model as stored words that may fault before inference (Ares, Sec. 3.2: static injection). Keeps the
 * float kernels and the packed words of the current site resident, and hands tfjs a new kernel tensor per trial: WASM packs
 * a weight when it first sees its tensor and would ignore a change in place.
 */
export class StaticFaults {
  /** Float values by tensor number. */
  private readonly floatKernels = new Map<number, tf.Tensor>();
  private readonly limits = hitCountLimits();
  private prepared: PreparedSite | undefined;

  constructor(
    private readonly network: LayersModel,
    private readonly description: ModelDescription,
  ) {
    for (const kernel of description.layers.flatMap(kernelsOf))
      this.floatKernels.set(kernel.kernel.tensor, this.variable(kernel).read().clone());
  }

  /** Every kernel in float, as trained. */
  restoreFloat(): void {
    for (const kernel of this.description.layers.flatMap(kernelsOf))
      this.write(kernel, () => this.float(kernel).clone());
  }

  /** The site's kernels quantised without faults, all others in float. */
  quantize(site: FaultSite): void {
    for (const kernel of this.prepare(site).kernels) this.write(kernel.site, () => kernel.faultFree.clone());
  }

  /** The site's kernels with one pattern of faults. Returns the number of flipped bits [1], on the device. */
  inject(injection: Injection): tf.Tensor {
    const { site } = injection;
    const { layout, kernels } = this.prepare(site);
    const draw = faultDraw(injection);
    return tf.tidy(() => {
      // Each in a tidy of its own: the masks of all kernels would be a third copy of the weights.
      const flips = kernels.map(({ site: place, lanes, faultFree }) =>
        tf.tidy(() => {
          const mask = drawMask(this.limits, wordSpace(place.kernel, site), draw);
          this.write(place, () => injectFaults(lanes, mask, faultFree, layout));
          return countFlips(mask);
        }),
      );
      return flips.length === 1 ? flips[0]! : (tf.addN(flips) as tf.Tensor);
    });
  }

  dispose(): void {
    this.limits.dispose();
    for (const kernel of this.floatKernels.values()) kernel.dispose();
    this.disposeSite();
  }

  private prepare(site: FaultSite): PreparedSite {
    const key = JSON.stringify(site);
    if (this.prepared?.key === key) return this.prepared;
    this.disposeSite();
    this.restoreFloat();
    const layout = wordLayout(site.format, site.encoding);
    const kernels = siteKernels(this.description, site).map((place) => {
      const float = this.float(place);
      // Kept: the first trial of a site prepares it inside its own tidy.
      const lanes = tf.keep(quantizeLanes(float, layout));
      return { site: place, lanes, faultFree: tf.keep(dequantizeLanes(lanes, float.shape, layout)) };
    });
    this.prepared = { key, layout, kernels };
    return this.prepared;
  }

  private write(kernel: SiteKernel, makeKernel: () => tf.Tensor): void {
    tf.tidy(() => {
      this.variable(kernel).write(makeKernel());
    });
  }

  private variable({ layer, index }: SiteKernel) {
    return this.network.getLayer(layer.name).weights[index]!;
  }

  private float({ kernel }: SiteKernel): tf.Tensor {
    return this.floatKernels.get(kernel.tensor)!;
  }

  private disposeSite(): void {
    for (const { lanes, faultFree } of this.prepared?.kernels ?? []) tf.dispose([lanes, faultFree]);
    this.prepared = undefined;
  }
}
