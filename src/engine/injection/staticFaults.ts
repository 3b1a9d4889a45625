import * as tf from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
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

/** One tensor of the current site, resident on the device. */
interface QuantizedTensor {
  readonly place: TrainedTensor;
  /** Packed words, as stored. */
  readonly lanes: tf.Tensor;
  /** Their values, in the tensor's shape. */
  readonly faultFree: tf.Tensor;
}

interface PreparedSite {
  readonly key: string;
  readonly layout: WordLayout;
  readonly tensors: readonly QuantizedTensor[];
}

/**
 * The weights and biases of one model as stored words that may fault before inference (Ares, Sec.
 * 3.2: static injection). Keeps the float values and the packed words of the current site resident,
 * and hands tfjs a new tensor per trial: WASM packs a weight when it first sees its tensor and
 * would ignore a change in place.
 */
export class StaticFaults {
  private readonly all: readonly TrainedTensor[];
  /** Float values by tensor number. */
  private readonly floats = new Map<number, tf.Tensor>();
  /**
   * What the network holds by tensor number, so that nothing is written twice: fault-free words are
   * those of `prepared`.
   */
  private readonly holds = new Map<number, 'float' | 'faultFree' | 'faults'>();
  private readonly limits = hitCountLimits();
  private prepared: PreparedSite | undefined;

  constructor(
    private readonly network: LayersModel,
    private readonly description: ModelDescription,
  ) {
    const layers = description.layers.map(({ name }) => name);
    this.all = trainedTensors(description, { structures: STRUCTURES, layers });
    for (const place of this.all) {
      this.floats.set(place.kernel.tensor, this.variable(place).read().clone());
      this.holds.set(place.kernel.tensor, 'float');
    }
  }

  /** Everything in float, as trained. */
  restoreFloat(): void {
    for (const place of this.all) this.restore(place, 'float', this.float(place));
  }

  /** The site's weights and biases quantised without faults, all others in float. */
  quantize(site: FaultSite): void {
    for (const { place, faultFree } of this.prepare(site).tensors)
      this.restore(place, 'faultFree', faultFree);
  }

  /**
   * The site's weights and biases with one pattern of faults, which is drawn in the layers alone
   * that `isFaulty` names. Returns the number of flipped bits [1], on the device.
   */
  inject(injection: Injection, isFaulty: (layer: string) => boolean = () => true): tf.Tensor {
    const { site } = injection;
    const { layout, tensors } = this.prepare(site);
    return tf.tidy(() => {
      const [faulty, quiet] = [true, false].map((wanted) =>
        tensors.filter(({ place }) => isFaulty(place.layer) === wanted),
      );
      for (const { place, faultFree } of quiet!) this.restore(place, 'faultFree', faultFree);
      // Each in a tidy of its own: the masks of all tensors would be a third copy of the weights.
      const flips = faulty!.map(({ place, lanes, faultFree }) =>
        tf.tidy(() => {
          const mask = this.drawMask(injection, place);
          this.variable(place).write(injectFaults(lanes, mask, faultFree, layout));
          this.holds.set(place.kernel.tensor, 'faults');
          return countFlips(mask);
        }),
      );
      return sumFlips(flips);
    });
  }

  /**
   * The flips of one pattern in each of a layer's tensors that the site has, as lanes to XOR.
   * Nothing is faulty.
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
   * A layer's kernels, then its bias, as they stand where `now`, else as `site` has them without
   * faults. The owner is this.
   */
  weightsOf(layer: string, site: FaultSite, now: boolean): tf.Tensor[] {
    const { tensors } = this.prepare(site);
    return this.all
      .filter((place) => place.layer === layer)
      .map((place) => {
        if (now) return this.variable(place).read();
        const prepared = tensors.find((tensor) => tensor.place.kernel === place.kernel);
        return prepared?.faultFree ?? this.float(place);
      });
  }

  /** A layer's kernels, then its bias, as trained. The owner is this. */
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
      // Kept: the first trial of a site prepares it inside its own tidy.
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
    tf.tidy(() => {
      this.variable(place).write(values.clone());
    });
    this.holds.set(place.kernel.tensor, state);
  }

  private variable({ layer, index }: TrainedTensor) {
    return this.network.getLayer(layer).weights[index]!;
  }

  private float({ kernel }: TrainedTensor): tf.Tensor {
    return this.floats.get(kernel.tensor)!;
  }

  private disposeSite(): void {
    for (const { lanes, faultFree } of this.prepared?.tensors ?? []) tf.dispose([lanes, faultFree]);
    this.prepared = undefined;
  }
}
