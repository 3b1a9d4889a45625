import * as tf from '@tensorflow/tfjs-core';
import type { ModelDescription } from '../../core/network/model';
import { type OutputAxes, outputAxes } from '../../core/network/outputAxis';
import type { FaultSite, Injection } from '../../core/site/injection';
import {
  faultDraw,
  STRUCTURES,
  type TrainedTensor,
  trainedSpace,
  trainedTensors,
} from '../../core/site/siteTensors';
import { type CodedFormat, isFixedPoint } from '../../core/words/numberFormat';
import { wordLayout } from '../../core/words/qformat';
import { countFlips, drawMask, hitCountLimits, sumFlips } from '../kernels/faultKernels';
import type { Network } from '../nodes/network';
import { type StoredTensor, storeCoded, storeFixedPoint } from './storedTensor';

/** A tensor of the current site as words, resident on the device. */
interface PlacedTensor {
  readonly place: TrainedTensor;
  readonly words: StoredTensor;
}

interface PreparedSite {
  readonly key: string;
  readonly tensors: readonly PlacedTensor[];
}

/** Effect of one trial's faults in weights and biases. */
export interface StaticTrial {
  /** Number of flipped bits [1], on the device. */
  readonly flips: tf.Tensor;
  /**
   * Number of weights that read as Infinity or NaN [1], on the device. Null if the format has
   * neither.
   */
  readonly nonFinite: tf.Tensor | null;
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
  private readonly outputAxes: ReadonlyMap<string, OutputAxes>;

  constructor(private readonly network: Network) {
    const { description } = network;
    this.description = description;
    this.outputAxes = outputAxes(description);
    const layers = description.layers.map(({ name }) => name);
    this.all = trainedTensors(description, { structures: STRUCTURES, layers });
    for (const place of this.all) {
      this.floats.set(place.kernel.tensor, this.network.read(place.kernel.stored).clone());
      this.holds.set(place.kernel.tensor, 'float');
    }
  }

  /**
   * Calls `use` while the words of a site are on the device. If the host quantises their format,
   * the trained values are read back first, which WebGPU does only for those who wait. `use` is
   * called without a pause after that, because another run could store the words of its own site
   * meanwhile.
   */
  async whenStored<T>(site: FaultSite, use: () => T | Promise<T>): Promise<T> {
    const { format } = site;
    const places = trainedTensors(this.description, site);
    const key = siteKey(places, site);
    if (isFixedPoint(format) || this.prepared?.key === key) return use();
    this.disposeSite();
    const stored: StoredTensor[] = [];
    try {
      for (const place of places)
        stored.push(this.storeCoded(place, format, await this.float(place).data<'float32'>()));
    } catch (error) {
      for (const words of stored) words.dispose();
      throw error;
    }
    this.replace(key, places, stored);
    return use();
  }

  /** Restores all trained values in float32. */
  restoreFloat(): void {
    for (const place of this.all) this.restore(place, 'float', this.float(place));
  }

  /** Quantises the site's weights and biases without faults. All others are in float32. */
  quantize(site: FaultSite): void {
    for (const { place, words } of this.prepare(site).tensors)
      this.restore(place, 'faultFree', words.faultFree);
  }

  /**
   * Writes the site's weights and biases with one trial's faults into the network. Faults are drawn
   * only in layers for which `isFaulty` is true. Call inside `tf.tidy`.
   */
  inject(injection: Injection, isFaulty: (layer: string) => boolean = () => true): StaticTrial {
    const { tensors } = this.prepare(injection.site);
    const nonFinite: tf.Tensor[] = [];
    const flips = tf.tidy(() => {
      const [faulty, quiet] = [true, false].map((wanted) =>
        tensors.filter(({ place }) => isFaulty(place.layer) === wanted),
      );
      for (const { place, words } of quiet!) this.restore(place, 'faultFree', words.faultFree);
      // Each tensor has its own tidy. The masks of all tensors together would be a third copy of
      // the weights.
      const counts = faulty!.map(({ place, words }) =>
        tf.tidy(() => {
          const mask = this.drawMask(injection, place);
          this.network.write(place.kernel.stored, words.inject(mask));
          this.holds.set(place.kernel.tensor, 'faults');
          const count = words.countNonFinite(mask);
          if (count !== null) nonFinite.push(tf.keep(count));
          return countFlips(mask);
        }),
      );
      return sumFlips(counts);
    });
    if (nonFinite.length === 0) return { flips, nonFinite: null };
    // The sum of a single count is that count.
    const sum = tf.tidy(() => sumFlips(nonFinite).clone());
    tf.dispose(nonFinite);
    return { flips, nonFinite: sum };
  }

  /**
   * Draws one trial's faults in the site's tensors of a layer, as lanes to XOR. Does not change the
   * network.
   */
  drawMasks(injection: Injection, layer: string): readonly (PlacedTensor & { readonly mask: tf.Tensor })[] {
    return this.prepare(injection.site)
      .tensors.filter(({ place }) => place.layer === layer)
      .map((tensor) => ({ ...tensor, mask: this.drawMask(injection, tensor.place) }));
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
        return prepared?.words.faultFree ?? this.float(place);
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
    const key = siteKey(places, site);
    if (this.prepared?.key === key) return this.prepared;
    this.disposeSite();
    const { format, encoding } = site;
    const stored = isFixedPoint(format)
      ? places.map((place) => storeFixedPoint(this.float(place), wordLayout(format, encoding)))
      : places.map((place) => this.storeCoded(place, format, this.float(place).dataSync<'float32'>()));
    return this.replace(key, places, stored);
  }

  private storeCoded({ kernel }: TrainedTensor, format: CodedFormat, values: Float32Array): StoredTensor {
    return storeCoded(values, kernel.shape, format, this.outputAxes.get(kernel.stored)!);
  }

  private replace(
    key: string,
    places: readonly TrainedTensor[],
    stored: readonly StoredTensor[],
  ): PreparedSite {
    this.disposeSite();
    this.restoreFloat();
    this.prepared = { key, tensors: places.map((place, index) => ({ place, words: stored[index]! })) };
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
    for (const { words } of this.prepared?.tensors ?? []) words.dispose();
    this.prepared = undefined;
  }
}

/** Names the words of a site. Sites with equal words have equal names. */
function siteKey(places: readonly TrainedTensor[], { format, encoding }: FaultSite): string {
  return JSON.stringify([places.map(({ kernel }) => kernel.tensor), format, encoding]);
}
