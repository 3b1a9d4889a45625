import * as tf from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { drawFaultPattern, expectedFlips, type FaultDraw, type WordSpace } from '../core/faultPattern';
import type { FaultSite, Injection } from '../core/injection';
import { type LayerDescription, type ModelDescription, numWeights } from '../core/model';
import { type WordLayout, wordBits, wordLayout } from '../core/qformat';
import { deriveTrialKey } from '../core/trialKey';
import { countFlips, drawMask, hitCountLimits } from './kernels/faultKernels';
import { dequantizeLanes, injectFaults, quantizeLanes } from './kernels/wordKernels';

/** The words of a layer's kernel as the fault streams address them. */
export function wordSpace(layer: LayerDescription, site: FaultSite): WordSpace {
  return { tensor: layer.kernelTensor, numWords: numWeights(layer), width: wordBits(site.format) };
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
  const spaces = siteLayers(model, injection.site).map((layer) => wordSpace(layer, injection.site));
  let expected = 0;
  for (const space of spaces)
    expected += expectedFlips(space.numWords * space.width, draw.sampling, draw.ber);
  if (expected > SPARSE_FLIPS) return false;
  return spaces.every((space) => drawFaultPattern(space, draw).length === 0);
}

/** The layers of a site in network order. */
export function siteLayers(model: ModelDescription, site: FaultSite): LayerDescription[] {
  return model.layers.filter((layer) => site.layers.includes(layer.name));
}

/** One kernel of the current site, resident on the device. */
interface QuantizedKernel {
  readonly layer: LayerDescription;
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
  private readonly floatKernels = new Map<string, tf.Tensor>();
  private readonly limits = hitCountLimits();
  private prepared: PreparedSite | undefined;

  constructor(
    private readonly network: LayersModel,
    private readonly description: ModelDescription,
  ) {
    for (const { name } of description.layers) this.floatKernels.set(name, this.kernel(name).read().clone());
  }

  /** Every kernel in float, as trained. */
  restoreFloat(): void {
    for (const [name, kernel] of this.floatKernels) this.write(name, () => kernel.clone());
  }

  /** The site's kernels quantised without faults, all others in float. */
  quantize(site: FaultSite): void {
    for (const { layer, faultFree } of this.prepare(site).kernels)
      this.write(layer.name, () => faultFree.clone());
  }

  /** The site's kernels with one pattern of faults. Returns the number of flipped bits [1], on the device. */
  inject(injection: Injection): tf.Tensor {
    const { site } = injection;
    const { layout, kernels } = this.prepare(site);
    const draw = faultDraw(injection);
    return tf.tidy(() => {
      const flips = kernels.map(({ layer, lanes, faultFree }) => {
        const mask = drawMask(this.limits, wordSpace(layer, site), draw);
        this.write(layer.name, () => injectFaults(lanes, mask, faultFree, layout));
        return countFlips(mask);
      });
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
    const kernels = siteLayers(this.description, site).map((layer) => {
      const float = this.floatKernels.get(layer.name)!;
      // Kept: the first trial of a site prepares it inside its own tidy.
      const lanes = tf.keep(quantizeLanes(float, layout));
      return { layer, lanes, faultFree: tf.keep(dequantizeLanes(lanes, float.shape, layout)) };
    });
    this.prepared = { key, layout, kernels };
    return this.prepared;
  }

  private write(name: string, makeKernel: () => tf.Tensor): void {
    tf.tidy(() => {
      this.kernel(name).write(makeKernel());
    });
  }

  private kernel(name: string) {
    return this.network.getLayer(name).weights[0]!;
  }

  private disposeSite(): void {
    for (const { lanes, faultFree } of this.prepared?.kernels ?? []) tf.dispose([lanes, faultFree]);
    this.prepared = undefined;
  }
}
