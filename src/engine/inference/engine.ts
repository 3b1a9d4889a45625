import * as tf from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import type { ModelDescription } from '../../core/network/model';
import { overflowingNodes, type TrainedMagnitudes } from '../../core/network/overflowBound';
import type { ErrorCount, FaultSite, Injection } from '../../core/site/injection';
import type { Quantization } from '../../core/site/quantization';
import { ALL_SHORTCUTS, type Shortcuts } from '../../core/site/shortcuts';
import { isFaultFree } from '../../core/site/siteTensors';
import type { SampleSet } from '../datasets/sampleSet';
import { DynamicFaults } from '../injection/dynamicFaults';
import { StaticFaults } from '../injection/staticFaults';
import { countWrong, isCorrect } from '../kernels/classifyKernel';
import { joinAll } from '../kernels/integerKernels';
import { readTrainedMagnitudes } from '../loading/trainedMagnitudes';
import { PrefixCache } from '../shortcuts/prefixCache';
import { prefixKey } from '../shortcuts/prefixKey';
import { countRow, readCountRows, sum } from './countRows';
import type { ImageBatch } from './imageBatches';
import { type Inference, type NetworkOutput, NetworkRunner } from './networkRunner';
import { ResidentImages } from './residentImages';
import { TrialRunner } from './trialRunner';

/** Fault-free error counts of a site: float, and with the site's words quantised. */
interface FaultFreeCounts {
  readonly float: ErrorCount;
  readonly quantized: ErrorCount;
}

/** What a network makes of the first images, read back for a preview. */
export interface Scores {
  /** Before softmax [numImages · numClasses]. */
  readonly logits: Float32Array;
  /**
   * Whether an image's values left float32's range [numImages], 1 or 0: it is wrong then, whatever
   * its scores say.
   */
  readonly due: Int32Array;
}

/** Scores under a pattern. */
interface FaultyScores extends Scores {
  readonly flips: number;
}

/** What may differ between engines. */
export interface EngineOptions {
  /** Images that take more bytes as floats are uploaded anew at every inference [128 MiB]. */
  readonly residentBytes?: number;
  readonly shortcuts?: Shortcuts;
}

/**
 * One network and one test set on the current tfjs backend: runs fault patterns and counts wrong
 * predictions on the device. Results of a whole batch of trials are read back in one transfer.
 */
export class Engine {
  private readonly faults: StaticFaults;
  private readonly dynamic: DynamicFaults;
  private readonly runner: NetworkRunner;
  private readonly images: ResidentImages;
  private readonly kept = new PrefixCache();
  private readonly trials: TrialRunner;
  private readonly shortcuts: Shortcuts;
  private faultFreeScoresKept: { readonly key: string; readonly scores: Scores } | undefined;
  private trained: TrainedMagnitudes | undefined;
  /** What `overflowing` found, by site and largest input. */
  private readonly overflowingOf = new Map<string, ReadonlySet<string>>();

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
    const inFloat = await this.overflowing(null, numImages);
    const overflowing = await this.overflowing(site, numImages);
    const [float, quantized] = await this.readRows(numImages, (rows) => {
      rows.push(this.faultFreeRow(null, numImages, inFloat));
      rows.push(this.quantizedRow(site, numImages, overflowing));
    });
    return { float: float!, quantized: quantized! };
  }

  /**
   * Error counts of injections, in their order; all share one site and number of images. A trial
   * that flips no bit takes the count of the fault-free quantised run, which is exact and free.
   */
  async evaluate(injections: readonly Injection[]): Promise<ErrorCount[]> {
    const first = injections[0];
    if (first === undefined) return [];
    const { site, numImages } = first;
    const overflowing = await this.overflowing(site, numImages);
    let faultFreeRow = -1;
    const rowOfInjection: number[] = [];
    const counts = await this.readRows(numImages, (rows) => {
      for (const injection of injections) {
        if (!this.shortcuts.emptyTrials || !isFaultFree(this.description, injection)) {
          rowOfInjection.push(rows.push(this.faultyRow(injection, overflowing)) - 1);
          continue;
        }
        if (faultFreeRow < 0) faultFreeRow = rows.push(this.quantizedRow(site, numImages, overflowing)) - 1;
        rowOfInjection.push(faultFreeRow);
      }
    });
    return rowOfInjection.map((row) => counts[row]!);
  }

  /** What comes out for the first `numImages` images under a pattern. */
  async scores(injection: Injection): Promise<FaultyScores> {
    const overflowing = await this.overflowing(injection.site, injection.numImages);
    const [joined, flips] = tf.tidy(() => {
      const flipped: tf.Tensor[] = [];
      const parts = this.trials.run(injection, overflowing, flipped, joinDue, false);
      return [tf.concat(parts), joinAll(flipped)];
    });
    try {
      const [scores, counted] = await Promise.all([this.readScores(joined!), flips!.data()]);
      return { ...scores, flips: sum(counted) };
    } finally {
      flips!.dispose();
    }
  }

  /**
   * What comes out for the first images with the site quantised, without faults. What was asked for
   * last is kept.
   */
  async faultFreeScores(site: FaultSite, numImages: number): Promise<Scores> {
    const key = JSON.stringify([site, numImages]);
    if (this.faultFreeScoresKept?.key !== key)
      this.faultFreeScoresKept = { key, scores: await this.runFaultFree(site, numImages) };
    return this.faultFreeScoresKept.scores;
  }

  /**
   * Which of the first `numImages` images come out right, 1 or 0 each, with one structure of the
   * whole network quantised and no faults; null: all in float.
   */
  async correct(quantization: Quantization | null, numImages: number): Promise<Uint8Array> {
    const site = quantization === null ? null : wholeSite(this.description, quantization);
    const { logits, due } = await this.runFaultFree(site, numImages);
    const { numClasses } = this.description;
    return Uint8Array.from({ length: numImages }, (_, image) =>
      Number(due[image] === 0 && isCorrect(logits, image * numClasses, numClasses, this.data.labels[image]!)),
    );
  }

  /** Magnitudes of the float weights; read back from the device once. */
  async magnitudes(): Promise<TrainedMagnitudes> {
    const floatsOf = (layer: string) => this.faults.floatsOf(layer);
    this.trained ??= await readTrainedMagnitudes(this.network, this.description, floatsOf);
    return this.trained;
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

  /**
   * The nodes that are looked through for values beyond float32 in runs of a site, null: all in
   * float. Reads the network's magnitudes the first time.
   */
  private async overflowing(site: FaultSite | null, numImages: number): Promise<ReadonlySet<string>> {
    const input = this.images.magnitude(numImages);
    const key = JSON.stringify([site, input]);
    const known = this.overflowingOf.get(key);
    if (known !== undefined) return known;
    const found = overflowingNodes(this.description, site, { ...(await this.magnitudes()), input });
    this.overflowingOf.set(key, found);
    return found;
  }

  /** A pattern of faults as a row of `countRow`. */
  private faultyRow(injection: Injection, overflowing: ReadonlySet<string>): tf.Tensor {
    return tf.tidy(() => {
      const flips: tf.Tensor[] = [];
      const count = ({ scores, due }: NetworkOutput, { labels }: ImageBatch) =>
        countWrong(scores, labels, due);
      const counts = this.trials.run(injection, overflowing, flips, count, this.shortcuts.sparseUpdates);
      return countRow(counts, flips);
    });
  }

  /**
   * The site quantised without faults, as a row of `countRow`; counted once where trials without
   * flips are free.
   */
  private quantizedRow(site: FaultSite, numImages: number, overflowing: ReadonlySet<string>): tf.Tensor {
    const key = `row ${prefixKey(this.description, this.runner.end, site, numImages)}`;
    const known = this.kept.get(key, 0)?.get('row');
    if (known !== undefined) return known.clone();
    const row = this.faultFreeRow(site, numImages, overflowing);
    if (this.shortcuts.emptyTrials) this.kept.keep(key, 0, new Map([['row', row.clone()]]));
    return row;
  }

  private faultFreeRow(
    site: FaultSite | null,
    numImages: number,
    overflowing: ReadonlySet<string>,
  ): tf.Tensor {
    const how = this.faultFreeInference(site, overflowing);
    return tf.tidy(() => {
      const counts = this.images.each(numImages, ({ images, labels }) =>
        tf.tidy(() => {
          const { scores, due } = this.runner.run(images, how);
          return countWrong(scores, labels, due);
        }),
      );
      return countRow(counts, []);
    });
  }

  private async runFaultFree(site: FaultSite | null, numImages: number): Promise<Scores> {
    const how = this.faultFreeInference(site, await this.overflowing(site, numImages));
    const joined = tf.tidy(() =>
      tf.concat(
        this.images.each(numImages, ({ images }) => tf.tidy(() => joinDue(this.runner.run(images, how)))),
      ),
    );
    return this.readScores(joined);
  }

  /** Reads back and frees what `joinDue` made. */
  private async readScores(joined: tf.Tensor): Promise<Scores> {
    try {
      const values = await joined.data<'float32'>();
      const { numClasses } = this.description;
      const numImages = values.length / (numClasses + 1);
      const logits = new Float32Array(numImages * numClasses);
      const due = new Int32Array(numImages);
      for (let image = 0; image < numImages; image++) {
        const start = image * (numClasses + 1);
        logits.set(values.subarray(start, start + numClasses), image * numClasses);
        due[image] = values[start + numClasses]!;
      }
      return { logits, due };
    } finally {
      joined.dispose();
    }
  }

  /**
   * Quantises the site without faults, null: nothing, all in float. What inferences write is stored
   * as the answer says.
   */
  private faultFreeInference(site: FaultSite | null, overflowing: ReadonlySet<string>): Inference {
    if (site === null) {
      this.faults.restoreFloat();
      return { store: null, overflowing };
    }
    this.faults.quantize(site);
    return { store: this.dynamic.quantize(site), overflowing };
  }
}

/**
 * Scores and one more column, which says who is due: read back in one transfer [batch, numClasses +
 * 1].
 */
function joinDue({ scores, due }: NetworkOutput): tf.Tensor {
  const numImages = scores.shape[0]!;
  const column =
    due === null ? tf.zeros([numImages, 1]) : tf.reshape(tf.cast(due, 'float32'), [numImages, 1]);
  return tf.concat([scores, column], 1);
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
