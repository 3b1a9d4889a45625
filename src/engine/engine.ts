import * as tf from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import type { ErrorCount, FaultSite, Injection } from '../core/injection';
import type { ModelDescription } from '../core/model';
import { product } from '../core/network';
import type { Quantization } from '../core/quantization';
import { ALL_SHORTCUTS, type Shortcuts } from '../core/shortcuts';
import { isFaultFree, siteBuffers, trainedTensors } from '../core/siteTensors';
import type { SampleSet } from './datasets/sampleSet';
import { DynamicFaults } from './dynamicFaults';
import { FaultFreeValues } from './faultFreeValues';
import { type FirstFault, firstFault } from './firstFault';
import { batchRanges, type ImageBatch, uploadBatch } from './imageBatches';
import { countWrong, isCorrect } from './kernels/classifyKernel';
import { sumFlips } from './kernels/faultKernels';
import { INPUT, NetworkRunner, type NodeValues, type StoreActivations } from './networkRunner';
import { type SparseTrial, sparseScores, sparseTrial } from './sparseTrial';
import { StaticFaults } from './staticFaults';

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
  /** Images that take more bytes as floats are uploaded anew at every inference. */
  readonly residentBytes?: number;
  readonly shortcuts?: Shortcuts;
}

const MAX_RESIDENT = 2;
/** All 10,000 images of CIFAR-10 take less. */
const RESIDENT_BYTES = 128 * 2 ** 20;

/**
 * One network and one test set on the current tfjs backend: runs fault patterns and counts wrong predictions on the
 * device. Results of a whole batch of trials are read back in one transfer.
 */
export class Engine {
  private readonly faults: StaticFaults;
  private readonly dynamic: DynamicFaults;
  private readonly runner: NetworkRunner;
  /** Uploaded images by their number, unless they are too many: a sweep and the preview between its batches use different ones. */
  private readonly resident = new Map<number, readonly ImageBatch[]>();
  /** Values that trials may start from, of resident images. */
  private readonly kept = new FaultFreeValues();
  private readonly residentBytes: number;
  private readonly shortcuts: Shortcuts;
  private faultFreeLogits: { readonly key: string; readonly values: Float32Array } | undefined;

  constructor(
    private readonly network: LayersModel,
    private readonly description: ModelDescription,
    private readonly data: SampleSet,
    { residentBytes = RESIDENT_BYTES, shortcuts = ALL_SHORTCUTS }: EngineOptions = {},
  ) {
    this.residentBytes = residentBytes;
    this.shortcuts = shortcuts;
    this.faults = new StaticFaults(network, description);
    this.dynamic = new DynamicFaults(description);
    this.runner = new NetworkRunner(network, description);
  }

  /** Fault-free counts on the first `numImages` images: what every increase is measured from. */
  async faultFree(site: FaultSite, numImages: number): Promise<FaultFreeCounts> {
    const [float, quantized] = await this.readCounts(numImages, (rows) => {
      this.faults.restoreFloat();
      rows.push(this.countRow(numImages));
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
    const counts = await this.readCounts(numImages, (rows) => {
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
      const parts = this.runFaulty(injection, flipped, (scores) => scores, false);
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
    if (this.faultFreeLogits?.key !== key) {
      this.faults.quantize(site);
      const store = this.dynamic.quantize(site);
      const logits = tf.tidy(() => this.logitsOf(numImages, store));
      try {
        this.faultFreeLogits = { key, values: await logits.data<'float32'>() };
      } finally {
        logits.dispose();
      }
    }
    return this.faultFreeLogits.values;
  }

  /**
   * Which of the first `numImages` images come out right, 1 or 0 each, with one structure of the whole network quantised and no
   * faults; null: all in float.
   */
  async correct(quantization: Quantization | null, numImages: number): Promise<Uint8Array> {
    const logits = this.quantizedLogits(quantization, numImages);
    try {
      const values = await logits.data<'float32'>();
      const { numClasses } = this.description;
      return Uint8Array.from({ length: numImages }, (_, image) =>
        Number(isCorrect(values, image * numClasses, numClasses, this.data.labels[image]!)),
      );
    } finally {
      logits.dispose();
    }
  }

  private quantizedLogits(quantization: Quantization | null, numImages: number): tf.Tensor {
    if (quantization === null) {
      this.faults.restoreFloat();
      return tf.tidy(() => this.logitsOf(numImages, null));
    }
    const { structure, format } = quantization;
    const site: FaultSite = {
      structures: [structure],
      layers: this.description.layers.map(({ name }) => name),
      format,
      activationFormat: format,
      encoding: 'twosComplement',
      planes: null,
      lifetime: 'permanent',
    };
    this.faults.quantize(site);
    const store = this.dynamic.quantize(site);
    return tf.tidy(() => this.logitsOf(numImages, store));
  }

  dispose(): void {
    this.faults.dispose();
    this.dynamic.dispose();
    this.disposeImages();
    this.kept.dispose();
    this.network.dispose();
  }

  /** The site quantised without faults, as a row like `countRow`'s; counted once where trials without flips are free. */
  private quantizedRow(site: FaultSite, numImages: number): tf.Tensor {
    const key = `row ${this.cutKey(this.runner.end, site, numImages)}`;
    const known = this.kept.get(key, 0)?.get('row');
    if (known !== undefined) return known.clone();
    this.faults.quantize(site);
    const row = this.countRow(numImages, this.dynamic.quantize(site));
    if (this.shortcuts.emptyTrials) this.kept.keep(key, 0, new Map([['row', row.clone()]]));
    return row;
  }

  /** The weights as they stand as a row [numClasses + 1] on the device: wrong predictions per class, then no flipped bit. */
  private countRow(numImages: number, store: StoreActivations | null = null): tf.Tensor {
    return tf.tidy(() => {
      const wrong = this.eachBatch(numImages, ({ images, labels }) =>
        tf.tidy(() => countWrong(this.runner.run(images, store), labels)),
      );
      return joinRow(wrong, []);
    });
  }

  /** A pattern of faults as a row [numClasses + 1] on the device: wrong predictions per class, then flipped bits. */
  private faultyRow(injection: Injection): tf.Tensor {
    return tf.tidy(() => {
      const flips: tf.Tensor[] = [];
      const count = (scores: tf.Tensor, { labels }: ImageBatch) => countWrong(scores, labels);
      const wrong = this.runFaulty(injection, flips, count, this.shortcuts.sparseUpdates);
      return joinRow(wrong, flips);
    });
  }

  /**
   * What `use` makes of each batch's scores under a pattern, whose flips are added to `flips`. Where `onlyHighest`, no more of the
   * scores is right than which is highest. Call inside `tf.tidy`.
   */
  private runFaulty(
    injection: Injection,
    flips: tf.Tensor[],
    use: (scores: tf.Tensor, batch: ImageBatch) => tf.Tensor,
    onlyHighest: boolean,
  ): tf.Tensor[] {
    const first = this.shortcuts.layersBefore ? firstFault(this.description, injection) : null;
    flips.push(this.faults.inject(injection, (layer) => first === null || this.isFrom(layer, first)));
    const sparse =
      first === null || !onlyHighest || tf.getBackend() === 'webgpu'
        ? null
        : sparseTrial(this.description, this.faults, injection.site, injection.numImages, first);
    const trial = this.dynamic.inject(injection);
    try {
      if (trial !== null) flips.push(...trial.permanentFlips());
      return this.eachBatch(injection.numImages, (batch, place) => {
        // The flips of a batch outlive it; its masks, and what the layers make, do not.
        const fresh: tf.Tensor[] = [];
        const result = tf.tidy(() => {
          const store = trial?.storeBatch(batch.range, fresh) ?? null;
          const scores =
            first === null || place === null
              ? this.runner.run(batch.images, store)
              : this.scoresFrom(first, injection, batch, place, store, sparse);
          return [use(scores, batch), ...fresh];
        });
        flips.push(...result.slice(1));
        return result[0]!;
      });
    } finally {
      trial?.dispose();
    }
  }

  /** Whether a layer's weights and biases may be struck in a trial whose faults begin at `first`. */
  private isFrom(layer: string, { node, isOutputOnly }: FirstFault): boolean {
    const place = this.description.nodes.findIndex((shaped) => shaped.node.name === layer);
    return place > node || (place === node && !isOutputOnly);
  }

  /**
   * Scores of a resident batch under a trial that strikes nothing before `first`: what comes before runs once for all trials.
   * The weights there must be fault-free.
   */
  private scoresFrom(
    { node, isOutputOnly }: FirstFault,
    { site, numImages }: Injection,
    batch: ImageBatch,
    place: number,
    store: StoreActivations | null,
    sparse: SparseTrial | null,
  ): tf.Tensor {
    const cut = isOutputOnly ? node + 1 : node;
    const values = this.valuesAt(cut, site, numImages, batch, place);
    if (sparse !== null) {
      const key = `sums ${this.cutKey(node + 1, site, numImages)}`;
      return sparseScores(sparse, this.description, this.runner, values, this.kept, key, place);
    }
    if (!isOutputOnly || store === null) return this.runner.scores(cut, values, store);
    return this.runner.scores(cut, this.runner.storeAgain(node, values, store), store);
  }

  /** What nodes from `cut` on read of a resident batch with the site quantised, without faults; kept if there is room. */
  private valuesAt(
    cut: number,
    site: FaultSite,
    numImages: number,
    batch: ImageBatch,
    place: number,
  ): NodeValues {
    const input = new Map([[INPUT, batch.images]]);
    if (cut === 0) return input;
    const key = this.cutKey(cut, site, numImages);
    const known = this.kept.get(key, place);
    if (known !== undefined) return new Map([...input, ...known]);
    const values = this.runner.values(0, cut, input, this.dynamic.quantize(site));
    this.kept.keep(key, place, values);
    return values;
  }

  /** Equal for sites whose words before `cut` are the same. */
  private cutKey(cut: number, site: FaultSite, numImages: number): string {
    const before = new Set(this.description.nodes.slice(0, cut).map(({ node }) => node.name));
    const { format, activationFormat, encoding } = site;
    const trained = trainedTensors(this.description, site).filter(({ layer }) => before.has(layer));
    const buffers = siteBuffers(this.description, site).filter(({ node }) => before.has(node));
    const tensors = [...trained.map(({ kernel }) => kernel.tensor), ...buffers.map(({ tensor }) => tensor)];
    return JSON.stringify([cut, numImages, tensors, format, activationFormat, encoding]);
  }

  /** The counts of the rows that `fill` adds, read back in one transfer. Rows are freed whatever happens. */
  private async readCounts(numImages: number, fill: (rows: tf.Tensor[]) => void): Promise<ErrorCount[]> {
    const rows: tf.Tensor[] = [];
    let stacked: tf.Tensor | undefined;
    try {
      fill(rows);
      stacked = tf.tidy(() => tf.stack(rows));
      const values = await stacked.data<'int32'>();
      const { numClasses } = this.description;
      return rows.map((_, row) => {
        const start = row * (numClasses + 1);
        const wrongPerClass = [...values.subarray(start, start + numClasses)];
        const wrong = wrongPerClass.reduce((sum, count) => sum + count, 0);
        return { wrong, total: numImages, wrongPerClass, flips: values[start + numClasses]! };
      });
    } finally {
      tf.dispose([stacked ?? [], rows]);
    }
  }

  /** Call inside `tf.tidy`. */
  private logitsOf(numImages: number, store: StoreActivations | null): tf.Tensor {
    const run = ({ images }: ImageBatch) => tf.tidy(() => this.runner.run(images, store));
    return tf.concat(this.eachBatch(numImages, run));
  }

  /**
   * What `run` makes of each batch of the first `numImages` images; it frees what else it makes, and gets the batch's place among
   * those that stay on the device, null where they do not. Call inside `tf.tidy`.
   */
  private eachBatch(
    numImages: number,
    run: (batch: ImageBatch, place: number | null) => tf.Tensor,
  ): tf.Tensor[] {
    if (4 * numImages * product(this.description.inputShape) <= this.residentBytes)
      return this.residentBatches(numImages).map(run);
    return batchRanges(this.description, numImages).map((range) => {
      const batch = uploadBatch(this.data, this.description, range);
      try {
        return run(batch, null);
      } finally {
        tf.dispose([batch.images, batch.labels]);
      }
    });
  }

  private residentBatches(numImages: number): readonly ImageBatch[] {
    const known = this.resident.get(numImages);
    if (known !== undefined) return known;
    if (this.resident.size === MAX_RESIDENT) this.disposeImages();
    const batches = batchRanges(this.description, numImages).map((range) =>
      uploadBatch(this.data, this.description, range),
    );
    // They outlive the tidy of the trial that first needs them.
    for (const { images, labels } of batches) {
      tf.keep(images);
      tf.keep(labels);
    }
    this.resident.set(numImages, batches);
    return batches;
  }

  private disposeImages(): void {
    for (const batches of this.resident.values())
      tf.dispose(batches.map(({ images, labels }) => [images, labels]));
    this.resident.clear();
  }
}

/** A row of wrong predictions per class and flipped bits. Call inside `tf.tidy`. */
function joinRow(wrong: readonly tf.Tensor[], flips: readonly tf.Tensor[]): tf.Tensor {
  const total = wrong.length === 1 ? wrong[0]! : tf.addN([...wrong]);
  return tf.concat([total, sumFlips(flips)]);
}
