import * as tf from '@tensorflow/tfjs-core';
import type { ModelDescription } from '../../core/network/model';
import type { FaultSite, Injection } from '../../core/site/injection';
import {
  faultDraw,
  STRUCTURES,
  type TrainedTensor,
  trainedSpace,
  trainedTensors,
} from '../../core/site/siteTensors';
import { type WordLayout, wordLayout } from '../../core/words/qformat';
import { countFlips, drawMask, hitCountLimits, sumFlips } from '../kernels/faultKernels';
import { dequantizeLanes, injectFaults, quantizeLanes } from '../kernels/wordKernels';
import type { Network } from '../nodes/network';

/** A quantised tensor of the current site, resident on the device. */
interface QuantizedTensor {
  readonly place: TrainedTensor;
  /** Packed words. */
  readonly lanes: tf.Tensor;
  /** Values of the words, in the tensor's shape. */
  readonly faultFree: tf.Tensor;
}

interface PreparedSite {
  readonly key: string;
  readonly layout: WordLayout;
  readonly tensors: readonly QuantizedTensor[];
}

/**
 * Stores the weights and biases of one model as words, with or without faults (Ares, Sec. 3.2:
 * static injection). Float32 values and the packed words of the current site stay on the device.
 * Each trial writes a new tensor into the network, because WASM packs a weight when it first sees
 * its tensor and would ignore a change in place.
 */
export class StaticFaults {
  private readonly description: ModelDescription;
  private readonly all: readonly TrainedTensor[];
  /** Float values by tensor number. */
  private readonly floats = new Map<number, tf.Tensor>();
  /**
   * Current content of the network by tensor number, so that nothing is written twice. `faultFree`
   * means the values of `prepared`.
   */
  private readonly holds = new Map<number, 'float' | 'faultFree' | 'faults'>();
  private readonly limits = hitCountLimits();
  private prepared: PreparedSite | undefined;

  constructor(private readonly network: Network) {
    const { description } = network;
    this.description = description;
    const layers = description.layers.map(({ name }) => name);
    this.all = trainedTensors(description, { structures: STRUCTURES, layers });
    for (const place of this.all) {
      this.floats.set(place.kernel.tensor, this.network.read(place.kernel.stored).clone());
      this.holds.set(place.kernel.tensor, 'float');
    }
  }

  /** Restores all trained values in float32. */
  restoreFloat(): void {
    for (const place of this.all) this.restore(place, 'float', this.float(place));
  }

  /** Quantises the site's weights and biases without faults. All others are in float32. */
  quantize(site: FaultSite): void {
    for (const { place, faultFree } of this.prepare(site).tensors)
      this.restore(place, 'faultFree', faultFree);
  }

  /**
   * Writes the site's weights and biases with one trial's faults into the network. Faults are drawn
   * only in layers for which `isFaulty` is true. Returns the number of flipped bits [1], on the
   * device.
   */
  inject(injection: Injection, isFaulty: (layer: string) => boolean = () => true): tf.Tensor {
    const { site } = injection;
    const { layout, tensors } = this.prepare(site);
    return tf.tidy(() => {
      const [faulty, quiet] = [true, false].map((wanted) =>
        tensors.filter(({ place }) => isFaulty(place.layer) === wanted),
      );
      for (const { place, faultFree } of quiet!) this.restore(place, 'faultFree', faultFree);
      // Each tensor has its own tidy. The masks of all tensors together would be a third copy of
      // the weights.
      const flips = faulty!.map(({ place, lanes, faultFree }) =>
        tf.tidy(() => {
          const mask = this.drawMask(injection, place);
          this.network.write(place.kernel.stored, injectFaults(lanes, mask, faultFree, layout));
          this.holds.set(place.kernel.tensor, 'faults');
          return countFlips(mask);
        }),
      );
      return sumFlips(flips);
    });
  }

  /**
   * Draws one trial's faults in the site's tensors of a layer, as lanes to XOR. Does not change the
   * network.
   */
  drawMasks(
    injection: Injection,
    layer: string,
  ): readonly { readonly place: TrainedTensor; readonly mask: tf.Tensor }[] {
    return trainedTensors(this.description, { ...injection.site, layers: [layer] }).map((place) => ({
      place,
      mask: this.drawMask(injection, place),
    }));
  }

  /**
   * Returns the kernel and bias tensors of a layer: current values if `now`, else the fault-free
   * values of `site`. Do not dispose them: this class owns them.
   */
  weightsOf(layer: string, site: FaultSite, now: boolean): tf.Tensor[] {
    const { tensors } = this.prepare(site);
    return this.all
      .filter((place) => place.layer === layer)
      .map((place) => {
        if (now) return this.network.read(place.kernel.stored);
        const prepared = tensors.find((tensor) => tensor.place.kernel === place.kernel);
        return prepared?.faultFree ?? this.float(place);
      });
  }

  /**
   * Returns the kernel and bias tensors of a layer as trained. Do not dispose them: this class owns
   * them.
   */
  floatsOf(layer: string): tf.Tensor[] {
    return this.all.filter((place) => place.layer === layer).map((place) => this.float(place));
  }

  dispose(): void {
    this.limits.dispose();
    for (const values of this.floats.values()) values.dispose();
    this.disposeSite();
  }

  private prepare(site: FaultSite): PreparedSite {
    const places = trainedTensors(this.description, site);
    const key = JSON.stringify([places.map(({ kernel }) => kernel.tensor), site.format, site.encoding]);
    if (this.prepared?.key === key) return this.prepared;
    this.disposeSite();
    this.restoreFloat();
    const layout = wordLayout(site.format, site.encoding);
    const tensors = places.map((place) => {
      const float = this.float(place);
      // `keep`: the first trial of a site prepares it inside its own tidy.
      const lanes = tf.keep(quantizeLanes(float, layout));
      return { place, lanes, faultFree: tf.keep(dequantizeLanes(lanes, float.shape, layout)) };
    });
    this.prepared = { key, layout, tensors };
    return this.prepared;
  }

  private drawMask(injection: Injection, place: TrainedTensor): tf.Tensor {
    const draw = faultDraw(injection, place.structure);
    return drawMask(this.limits, trainedSpace(place, injection.site), draw);
  }

  private restore(place: TrainedTensor, state: 'float' | 'faultFree', values: tf.Tensor): void {
    if (this.holds.get(place.kernel.tensor) === state) return;
    this.network.write(place.kernel.stored, values.clone());
    this.holds.set(place.kernel.tensor, state);
  }

  private float({ kernel }: TrainedTensor): tf.Tensor {
    return this.floats.get(kernel.tensor)!;
  }

  private disposeSite(): void {
    for (const { lanes, faultFree } of this.prepared?.tensors ?? []) tf.dispose([lanes, faultFree]);
    this.prepared = undefined;
  }
}
