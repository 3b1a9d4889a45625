import * as tf from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import type { ErrorCount, FaultSite, Injection } from '../core/injection';
import type { ModelDescription } from '../core/model';
import type { Quantization } from '../core/quantization';
import { ALL_SHORTCUTS, type Shortcuts } from '../core/shortcuts';
import { isFaultFree } from '../core/siteTensors';
import { countRow, readCountRows } from './countRows';
import { cutKey } from './cutKey';
import type { SampleSet } from './datasets/sampleSet';
import { DynamicFaults } from './dynamicFaults';
import { FaultFreeValues } from './faultFreeValues';
import type { ImageBatch } from './imageBatches';
import { countWrong, isCorrect } from './kernels/classifyKernel';
import { sumFlips } from './kernels/faultKernels';
import { NetworkRunner, type StoreActivations } from './networkRunner';
import { ResidentImages } from './residentImages';
import { StaticFaults } from './staticFaults';
import { TrialRunner } from './trialRunner';

/** Fault-free error counts of a site: float, and with the site's words quantised. */
export interface FaultFreeCounts {
  readonly float: ErrorCount;
  readonly quantized: ErrorCount;
}

/** Scores before softmax of the first images, read back for a preview. */
export interface Scores {
  /** [numImages · numClasses]. */
  readonly logits: Float32Array;
  readonly flips: number;
}

/** What may differ between engines. */
export interface EngineOptions {
  /** Images that take more bytes as floats are uploaded anew at every inference [128 MiB]. */
  readonly residentBytes?: number;
  readonly shortcuts?: Shortcuts;
}

/**
 * One network and one test set on the current tfjs backend: runs fault patterns and counts wrong predictions on the
 * device. Results of a whole batch of trials are read back in one transfer.
 */
export class Engine {
  private readonly faults: StaticFaults;
  private readonly dynamic: DynamicFaults;
  private readonly runner: NetworkRunner;
  private readonly images: ResidentImages;
  private readonly kept = new FaultFreeValues();
  private readonly trials: TrialRunner;
  private readonly shortcuts: Shortcuts;
  private faultFreeLogits: { readonly key: string; readonly values: Float32Array } | undefined;

  constructor(
    private readonly network: LayersModel,
    private readonly description: ModelDescription,
    private readonly data: SampleSet,
    { residentBytes, shortcuts = ALL_SHORTCUTS }: EngineOptions = {},
  ) {
    this.shortcuts = shortcuts;
    this.faults = new StaticFaults(network, description);
    this.dynamic = new DynamicFaults(description);
    this.runner = new NetworkRunner(network, description);
    this.images = new ResidentImages(data, description, residentBytes);
    const { faults, dynamic, runner, images, kept } = this;
    this.trials = new TrialRunner({ description, faults, dynamic, runner, images, kept, shortcuts });
  }

  /** Fault-free counts on the first `numImages` images: what every increase is measured from. */
  async faultFree(site: FaultSite, numImages: number): Promise<FaultFreeCounts> {
    const [float, quantized] = await this.readRows(numImages, (rows) => {
      rows.push(this.faultFreeRow(null, numImages));
      rows.push(this.quantizedRow(site, numImages));
    });
    return { float: float!, quantized: quantized! };
  }

  /**
   * Error counts of injections, in their order; all share one site and number of images. A trial that flips no bit takes
   * the count of the fault-free quantised run, which is exact and free.
   */
  async evaluate(injections: readonly Injection[]): Promise<ErrorCount[]> {
    const first = injections[0];
    if (first === undefined) return [];
    const { site, numImages } = first;
    let faultFreeRow = -1;
    const rowOfInjection: number[] = [];
    const counts = await this.readRows(numImages, (rows) => {
      for (const injection of injections) {
        if (!this.shortcuts.emptyTrials || !isFaultFree(this.description, injection)) {
          rowOfInjection.push(rows.push(this.faultyRow(injection)) - 1);
          continue;
        }
        if (faultFreeRow < 0) faultFreeRow = rows.push(this.quantizedRow(site, numImages)) - 1;
        rowOfInjection.push(faultFreeRow);
      }
    });
    return rowOfInjection.map((row) => counts[row]!);
  }

  /** Scores of the first `numImages` images under a pattern. */
  async scores(injection: Injection): Promise<Scores> {
    const [logits, flips] = tf.tidy(() => {
      const flipped: tf.Tensor[] = [];
      const parts = this.trials.run(injection, flipped, (scores) => scores, false);
      return [tf.concat(parts), sumFlips(flipped)];
    });
    try {
      const [values, [numFlips]] = await Promise.all([logits!.data<'float32'>(), flips!.data()]);
      return { logits: values, flips: numFlips! };
    } finally {
      tf.dispose([logits!, flips!]);
    }
  }

  /** Scores [numImages · numClasses] of the first images with the site quantised, without faults. Those asked for last are kept. */
  async faultFreeScores(site: FaultSite, numImages: number): Promise<Float32Array> {
    const key = JSON.stringify([site, numImages]);
    if (this.faultFreeLogits?.key !== key)
      this.faultFreeLogits = { key, values: await this.readLogits(site, numImages) };
    return this.faultFreeLogits.values;
  }

  /**
   * Which of the first `numImages` images come out right, 1 or 0 each, with one structure of the whole network quantised and no
   * faults; null: all in float.
   */
  async correct(quantization: Quantization | null, numImages: number): Promise<Uint8Array> {
    const site = quantization === null ? null : wholeSite(this.description, quantization);
    const logits = await this.readLogits(site, numImages);
    const { numClasses } = this.description;
    return Uint8Array.from({ length: numImages }, (_, image) =>
      Number(isCorrect(logits, image * numClasses, numClasses, this.data.labels[image]!)),
    );
  }

  dispose(): void {
    this.faults.dispose();
    this.dynamic.dispose();
    this.images.dispose();
    this.kept.dispose();
    this.network.dispose();
  }

  private readRows(numImages: number, fill: (rows: tf.Tensor[]) => void): Promise<ErrorCount[]> {
    return readCountRows(this.description.numClasses, numImages, fill);
  }

  /** A pattern of faults as a row of `countRow`. */
  private faultyRow(injection: Injection): tf.Tensor {
    return tf.tidy(() => {
      const flips: tf.Tensor[] = [];
      const count = (scores: tf.Tensor, { labels }: ImageBatch) => countWrong(scores, labels);
      const wrong = this.trials.run(injection, flips, count, this.shortcuts.sparseUpdates);
      return countRow(wrong, flips);
    });
  }

  /** The site quantised without faults, as a row of `countRow`; counted once where trials without flips are free. */
  private quantizedRow(site: FaultSite, numImages: number): tf.Tensor {
    const key = `row ${cutKey(this.description, this.runner.end, site, numImages)}`;
    const known = this.kept.get(key, 0)?.get('row');
    if (known !== undefined) return known.clone();
    const row = this.faultFreeRow(site, numImages);
    if (this.shortcuts.emptyTrials) this.kept.keep(key, 0, new Map([['row', row.clone()]]));
    return row;
  }

  private faultFreeRow(site: FaultSite | null, numImages: number): tf.Tensor {
    const store = this.quantize(site);
    return tf.tidy(() => {
      const wrong = this.images.each(numImages, ({ images, labels }) =>
        tf.tidy(() => countWrong(this.runner.run(images, store), labels)),
      );
      return countRow(wrong, []);
    });
  }

  private async readLogits(site: FaultSite | null, numImages: number): Promise<Float32Array> {
    const store = this.quantize(site);
    const logits = tf.tidy(() =>
      tf.concat(this.images.each(numImages, ({ images }) => tf.tidy(() => this.runner.run(images, store)))),
    );
    try {
      return await logits.data<'float32'>();
    } finally {
      logits.dispose();
    }
  }

  /** Quantises the site without faults, null: nothing, all in float. What inferences write is stored as the answer says. */
  private quantize(site: FaultSite | null): StoreActivations | null {
    if (site === null) {
      this.faults.restoreFloat();
      return null;
    }
    this.faults.quantize(site);
    return this.dynamic.quantize(site);
  }
}

/** One structure of a whole network in one type. */
function wholeSite({ layers }: ModelDescription, { structure, format }: Quantization): FaultSite {
  return {
    structures: [structure],
    layers: layers.map(({ name }) => name),
    format,
    activationFormat: format,
    encoding: 'twosComplement',
    reluWords: 'signed',
    planes: null,
    lifetime: 'permanent',
  };
}
