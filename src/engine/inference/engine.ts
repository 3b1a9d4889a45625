import * as tf from '@tensorflow/tfjs-core';
import { AssetError } from '../../core/errors';
import { t } from '../../core/language/t';
import type { ModelDescription } from '../../core/network/model';
import { product } from '../../core/network/network';
import { overflowingNodes, type TrainedMagnitudes } from '../../core/network/overflowBound';
import { crossEntropy } from '../../core/samples/crossEntropy';
import { type CountMeasure, isCount, type Measure } from '../../core/samples/measure';
import { relativeDeviation } from '../../core/samples/measures';
import {
  type Baseline,
  dueField,
  type ErrorCount,
  type FaultSite,
  type Injection,
} from '../../core/site/injection';
import { predictedClass } from '../../core/site/predictedClass';
import type { Propagation, PropagationRequest } from '../../core/site/propagation';
import type { Quantization } from '../../core/site/quantization';
import { ALL_SHORTCUTS, type Shortcuts } from '../../core/site/shortcuts';
import { isFaultFree } from '../../core/site/siteTensors';
import type { SampleSet } from '../datasets/sampleSet';
import { DynamicFaults } from '../injection/dynamicFaults';
import { readMaskChecks } from '../injection/maskChecks';
import { StaticFaults } from '../injection/staticFaults';
import { countBeyond, countWrong } from '../kernels/classifyKernel';
import { joinAll } from '../kernels/integerKernels';
import { readTrainedMagnitudes } from '../loading/trainedMagnitudes';
import type { Network } from '../nodes/network';
import { PrefixCache } from '../shortcuts/prefixCache';
import { prefixKey } from '../shortcuts/prefixKey';
import { countRow, readCountRows, sum } from './countRows';
import type { ImageBatch } from './imageBatches';
import { type Inference, type NetworkOutput, NetworkRunner } from './networkRunner';
import { propagate } from './propagate';
import { ResidentImages } from './residentImages';
import { TrialRunner } from './trialRunner';

/** Scores of a network for the first images, read back for a preview. */
export interface Scores {
  /** Before softmax [numSamples · numClasses], or other outputs. */
  readonly logits: Float32Array;
  /**
   * 1 if a value of the image exceeded float32's range, else 0 [numSamples]. Such an image is
   * wrong, whatever its scores.
   */
  readonly due: Int32Array;
  /** True if `logits` are the probabilities of a softmax at the end. */
  readonly areProbabilities: boolean;
}

/** Scores under one fault pattern. */
interface FaultyScores extends Scores {
  readonly flips: number;
}

/** Most outputs that are read back and compared at once, 256 MiB in float32. */
const MOST_OUTPUTS = 2 ** 26;
/** Fewest images whose answers are compared with each other. */
const FEWEST_ANSWERS = 10;

/** Measures that are one number for all samples, computed of outputs that are read back. */
type ValueMeasure = Exclude<Measure, CountMeasure>;

/** Counts the errors of one batch by a measure. */
interface Counter {
  readonly measure: CountMeasure;
  /** True if the errors follow from the class of each image's highest score alone. */
  readonly onlyHighest: boolean;
  /** Returns the counts as `countWrong` does. Called inside `tf.tidy`. */
  readonly count: (output: NetworkOutput, batch: ImageBatch) => tf.Tensor;
}

/** Options of an engine. */
export interface EngineOptions {
  /**
   * Images that take more bytes in float32 are uploaded again for every inference; default 128 MiB.
   */
  readonly residentBytes?: number;
  readonly shortcuts?: Shortcuts;
  /** Divides the number of images in an inference. Results do not depend on it. Default 1. */
  readonly batchDivisor?: number;
}

/**
 * One network and one test set on the current tfjs backend. Runs trials and counts wrong
 * predictions on the device. The results of a batch of trials are read back in one transfer.
 */
export class Engine {
  private readonly description: ModelDescription;
  private readonly faults: StaticFaults;
  private readonly dynamic: DynamicFaults;
  private readonly runner: NetworkRunner;
  private readonly images: ResidentImages;
  private readonly kept = new PrefixCache();
  private readonly trials: TrialRunner;
  private readonly shortcuts: Shortcuts;
  private readonly areProbabilities: boolean;
  private faultFreeScoresKept: { readonly key: string; readonly scores: Scores } | undefined;
  /** Scores of the float network, by their number of images. */
  private floatScoresKept: { readonly numSamples: number; readonly scores: Scores } | undefined;
  private valueKept: { readonly key: string; readonly count: ErrorCount } | undefined;
  private trained: TrainedMagnitudes | undefined;
  /** Results of `overflowing`, by site and largest input. */
  private readonly overflowingOf = new Map<string, ReadonlySet<string>>();

  constructor(
    private readonly network: Network,
    private readonly data: SampleSet,
    { residentBytes, shortcuts = ALL_SHORTCUTS, batchDivisor }: EngineOptions = {},
  ) {
    const { description } = network;
    this.description = description;
    this.shortcuts = shortcuts;
    this.areProbabilities = description.scoreKind === 'probabilities';
    this.faults = new StaticFaults(network);
    this.dynamic = new DynamicFaults(description);
    this.runner = new NetworkRunner(network);
    this.images = new ResidentImages(data, description, residentBytes, batchDivisor);
    const { faults, dynamic, runner, images, kept } = this;
    this.trials = new TrialRunner({ description, faults, dynamic, runner, images, kept, shortcuts });
  }

  /**
   * Returns the fault-free counts for the first `numSamples` images. Increases are measured from
   * the quantised count.
   */
  async faultFree(site: FaultSite, numSamples: number, measure: Measure = 'top1'): Promise<Baseline> {
    if (!isCount(measure)) {
      const float = await this.valueOf(measure, await this.floatScores(numSamples), 0);
      return { float, quantized: await this.quantizedValue(measure, site, numSamples) };
    }
    const count = await this.counter(measure, numSamples);
    const inFloat = await this.overflowing(null, numSamples);
    const overflowing = await this.overflowing(site, numSamples);
    const [float, quantized] = await this.readRows(site, numSamples, (rows) => {
      rows.push(this.faultFreeRow(null, numSamples, inFloat, count));
      rows.push(this.quantizedRow(site, numSamples, overflowing, count));
    });
    const hasOneAnswer =
      measure === 'changed' &&
      numSamples >= FEWEST_ANSWERS &&
      new Set(await this.answersInFloat(numSamples)).size === 1;
    return { float: float!, quantized: quantized!, ...(hasOneAnswer && { hasOneAnswer }) };
  }

  /**
   * Returns the error counts of injections in their order. All must have the same site, number of
   * images and measure. A trial without flipped bits takes the count of the fault-free quantised
   * run, which is exact.
   */
  async evaluate(injections: readonly Injection[]): Promise<ErrorCount[]> {
    const first = injections[0];
    if (first === undefined) return [];
    const { site, numSamples, measure = 'top1' } = first;
    if (!isCount(measure)) return this.evaluateValues(measure, injections);
    const count = await this.counter(measure, numSamples);
    const overflowing = await this.overflowing(site, numSamples);
    let faultFreeRow = -1;
    const rowOfInjection: number[] = [];
    const counts = await this.readRows(site, numSamples, (rows) => {
      for (const injection of injections) {
        if (!this.shortcuts.emptyTrials || !isFaultFree(this.description, injection)) {
          rowOfInjection.push(rows.push(this.faultyRow(injection, overflowing, count)) - 1);
          continue;
        }
        if (faultFreeRow < 0)
          faultFreeRow = rows.push(this.quantizedRow(site, numSamples, overflowing, count)) - 1;
        rowOfInjection.push(faultFreeRow);
      }
    });
    return rowOfInjection.map((row) => counts[row]!);
  }

  /** Returns the scores of the first `numSamples` images under a fault pattern. */
  async scores(injection: Injection): Promise<FaultyScores> {
    const overflowing = await this.overflowing(injection.site, injection.numSamples);
    const [joined, flips] = await this.faults.whenStored(injection.site, () =>
      tf.tidy(() => {
        const flipped: tf.Tensor[] = [];
        const parts = this.trials.run(injection, overflowing, flipped, joinDue, false);
        return [tf.concat(parts), joinAll(flipped)];
      }),
    );
    try {
      const [scores, counted] = await Promise.all([this.readScores(joined!), flips!.data()]);
      return { ...scores, flips: sum(counted) };
    } finally {
      flips!.dispose();
    }
  }

  /**
   * Returns the fault-free scores of the first images with the site quantised. Caches the last
   * result.
   */
  async faultFreeScores(site: FaultSite, numSamples: number): Promise<Scores> {
    const key = JSON.stringify([site, numSamples]);
    if (this.faultFreeScoresKept?.key !== key)
      this.faultFreeScoresKept = { key, scores: await this.runFaultFree(site, numSamples) };
    return this.faultFreeScoresKept.scores;
  }

  /**
   * For each of the first `numSamples` images, returns 1 if it is classified correctly without
   * faults, else 0. One structure of the whole network is quantised; null: none.
   */
  async correct(quantization: Quantization | null, numSamples: number): Promise<Uint8Array> {
    const site = quantization === null ? null : wholeSite(this.description, quantization);
    const { logits, due } = await this.runFaultFree(site, numSamples);
    const { numClasses } = this.description;
    return Uint8Array.from({ length: numSamples }, (_, image) =>
      Number(predictedClass(logits, image, numClasses, due) === this.data.labels[image]),
    );
  }

  /** Follows the faults of one trial through the network for one sample. */
  async propagate(request: PropagationRequest): Promise<Propagation> {
    const { description, data, faults, dynamic, runner } = this;
    const magnitudes = await this.magnitudes();
    return propagate({ description, data, faults, dynamic, runner, magnitudes }, request);
  }

  /**
   * Returns the scores of samples that are not in the set, under each injection. All of them are
   * run: an injection's `numSamples` must be their number.
   */
  async scoresOf(samples: SampleSet, injections: readonly Injection[]): Promise<readonly Scores[]> {
    const { description, runner, faults, dynamic, shortcuts } = this;
    const magnitudes = await this.magnitudes();
    const images = new ResidentImages(samples, description);
    const kept = new PrefixCache();
    const trials = new TrialRunner({ description, runner, faults, dynamic, images, kept, shortcuts });
    try {
      const input = images.magnitude(samples.numSamples);
      const scores: Scores[] = [];
      for (const injection of injections) {
        const overflowing = overflowingNodes(description, injection.site, { ...magnitudes, input });
        const joined = await faults.whenStored(injection.site, () =>
          tf.tidy(() => tf.concat(trials.run(injection, overflowing, [], joinDue, false))),
        );
        scores.push(await this.readScores(joined));
      }
      return scores;
    } finally {
      images.dispose();
      kept.dispose();
    }
  }

  /** Returns the magnitudes of the float32 weights. They are read back from the device once. */
  async magnitudes(): Promise<TrainedMagnitudes> {
    const floatsOf = (layer: string) => this.faults.floatsOf(layer);
    this.trained ??= await readTrainedMagnitudes(this.network, floatsOf);
    return this.trained;
  }

  /** Returns checksums of the fault masks of some trials, as `readMaskChecks` does. */
  maskChecks(injections: readonly Injection[]): Promise<number[]> {
    return readMaskChecks(this.description, injections);
  }

  dispose(): void {
    this.faults.dispose();
    this.dynamic.dispose();
    this.images.dispose();
    this.kept.dispose();
    this.network.dispose();
  }

  /** Returns the values of injections as `evaluate` does. Reads back outputs trial by trial. */
  private async evaluateValues(
    measure: ValueMeasure,
    injections: readonly Injection[],
  ): Promise<ErrorCount[]> {
    const counts: ErrorCount[] = [];
    for (const injection of injections) {
      if (this.shortcuts.emptyTrials && isFaultFree(this.description, injection))
        counts.push(await this.quantizedValue(measure, injection.site, injection.numSamples));
      else {
        const scores = await this.scores(injection);
        counts.push(await this.valueOf(measure, scores, scores.flips));
      }
    }
    return counts;
  }

  /** Returns the value of the fault-free quantised run. Caches the last result. */
  private async quantizedValue(
    measure: ValueMeasure,
    site: FaultSite,
    numSamples: number,
  ): Promise<ErrorCount> {
    const key = JSON.stringify([measure, site, numSamples]);
    if (this.valueKept?.key !== key) {
      const scores = await this.runFaultFree(site, numSamples);
      this.valueKept = { key, count: await this.valueOf(measure, scores, 0) };
    }
    return this.valueKept.count;
  }

  /** Returns the value of a measure. Samples with an output beyond float32 are due. */
  private async valueOf(measure: ValueMeasure, scores: Scores, flips: number): Promise<ErrorCount> {
    const { logits, areProbabilities } = scores;
    const due = scores.due.slice();
    const total = due.length;
    const size = logits.length / total;
    for (const [index, output] of logits.entries())
      if (!Number.isFinite(output)) due[Math.floor(index / size)] = 1;
    const wrong = sum(due);
    const value =
      measure === 'deviation'
        ? await this.deviation(scores)
        : crossEntropy({ outputs: logits, areProbabilities, due }, this.data.labels);
    return { wrong, total, wrongPerClass: [], flips, ...dueField(wrong), value };
  }

  /**
   * Returns the relative deviation of outputs from those in float. Values beyond float32 are 0, as
   * in the network. Throws AssetError if the outputs in float do not differ.
   */
  private async deviation({ logits, due }: Scores): Promise<number> {
    const [found, wanted] = [logits, (await this.floatScores(due.length)).logits].map((outputs) =>
      outputs.map((output) => (Number.isFinite(output) ? output : 0)),
    );
    if (wanted!.every((output) => output === wanted![0])) {
      throw new AssetError(
        this.description.title,
        t`All outputs are ${wanted![0]!} without faults: expected outputs that differ, to which a deviation is relative`,
      );
    }
    return relativeDeviation(found!, wanted!);
  }

  /** Returns the scores of the float network for the first images. Caches the last result. */
  private async floatScores(numSamples: number): Promise<Scores> {
    const size = product(this.description.nodes.at(-1)!.outputShape);
    if (numSamples * size > MOST_OUTPUTS) {
      throw new AssetError(
        this.description.title,
        t`${numSamples} samples have ${numSamples * size} outputs: expected at most ${MOST_OUTPUTS}, so at most ${Math.floor(MOST_OUTPUTS / size)} samples`,
      );
    }
    // Of as many images in the same batches, so that float answers differ from themselves nowhere.
    if (this.floatScoresKept?.numSamples !== numSamples)
      this.floatScoresKept = { numSamples, scores: await this.runFaultFree(null, numSamples) };
    return this.floatScoresKept.scores;
  }

  /** Returns how the errors of a batch are counted on the device. */
  private async counter(measure: CountMeasure, numSamples: number): Promise<Counter> {
    switch (measure) {
      case 'top1':
        return {
          measure,
          onlyHighest: true,
          count: ({ scores, due }, { labels }) => countWrong(scores, labels, due),
        };
      case 'top5':
        return {
          measure,
          onlyHighest: false,
          count: ({ scores, due }, { labels }) =>
            countBeyond(scores, labels, labels, due ?? tf.zerosLike(labels), 5),
        };
      case 'changed': {
        const answers = await this.answersInFloat(numSamples);
        return {
          measure,
          onlyHighest: true,
          count: ({ scores, due }, { labels, range }) => {
            const wanted = tf.tensor1d(answers.subarray(...range), 'int32');
            return countBeyond(scores, labels, wanted, due ?? tf.zerosLike(labels), 1);
          },
        };
      }
      default:
        throw measure satisfies never;
    }
  }

  /** Returns the answers of the float network to the first images [numSamples], -1 for none. */
  private async answersInFloat(numSamples: number): Promise<Int32Array> {
    const { logits, due } = await this.floatScores(numSamples);
    const { numClasses } = this.description;
    return Int32Array.from(
      { length: numSamples },
      (_, image) => predictedClass(logits, image, numClasses, due) ?? -1,
    );
  }

  /** Reads back the rows that `fill` adds while the words of the site are stored. */
  private readRows(
    site: FaultSite,
    numSamples: number,
    fill: (rows: tf.Tensor[]) => void,
  ): Promise<ErrorCount[]> {
    const { numClasses } = this.description;
    return this.faults.whenStored(site, () => readCountRows(numClasses, numSamples, fill));
  }

  /**
   * Returns the nodes to check for values beyond float32 in runs of a site; null: nothing is
   * quantised. The first call reads back the network's magnitudes.
   */
  private async overflowing(site: FaultSite | null, numSamples: number): Promise<ReadonlySet<string>> {
    const input = this.images.magnitude(numSamples);
    const key = JSON.stringify([site, input]);
    const known = this.overflowingOf.get(key);
    if (known !== undefined) return known;
    const found = overflowingNodes(this.description, site, { ...(await this.magnitudes()), input });
    this.overflowingOf.set(key, found);
    return found;
  }

  /** Runs one trial and returns its counts as a row of `countRow`. */
  private faultyRow(
    injection: Injection,
    overflowing: ReadonlySet<string>,
    { count, onlyHighest }: Counter,
  ): tf.Tensor {
    return tf.tidy(() => {
      const flips: tf.Tensor[] = [];
      const maySparse = onlyHighest && this.shortcuts.sparseUpdates;
      const counts = this.trials.run(injection, overflowing, flips, count, maySparse);
      return countRow(counts, flips);
    });
  }

  /**
   * Counts the fault-free quantised run as a row of `countRow`. The row is cached if the shortcut
   * for empty trials is on.
   */
  private quantizedRow(
    site: FaultSite,
    numSamples: number,
    overflowing: ReadonlySet<string>,
    counter: Counter,
  ): tf.Tensor {
    const key = `${counter.measure} ${prefixKey(this.description, this.runner.end, site, numSamples)}`;
    const known = this.kept.get(key, 0)?.get('row');
    if (known !== undefined) return known.clone();
    const row = this.faultFreeRow(site, numSamples, overflowing, counter);
    if (this.shortcuts.emptyTrials) this.kept.keep(key, 0, new Map([['row', row.clone()]]));
    return row;
  }

  private faultFreeRow(
    site: FaultSite | null,
    numSamples: number,
    overflowing: ReadonlySet<string>,
    { count }: Counter,
  ): tf.Tensor {
    const how = this.faultFreeInference(site, overflowing);
    return tf.tidy(() => {
      const counts = this.images.each(numSamples, (batch) =>
        tf.tidy(() => count(this.runner.run(batch.images, how), batch)),
      );
      return countRow(counts, []);
    });
  }

  private async runFaultFree(site: FaultSite | null, numSamples: number): Promise<Scores> {
    const overflowing = await this.overflowing(site, numSamples);
    const run = () => {
      const how = this.faultFreeInference(site, overflowing);
      return tf.tidy(() =>
        tf.concat(
          this.images.each(numSamples, ({ images }) => tf.tidy(() => joinDue(this.runner.run(images, how)))),
        ),
      );
    };
    return this.readScores(site === null ? run() : await this.faults.whenStored(site, run));
  }

  /** Reads back and disposes the result of `joinDue`. */
  private async readScores(joined: tf.Tensor): Promise<Scores> {
    try {
      const values = await joined.data<'float32'>();
      const size = joined.shape[1]! - 1;
      const numSamples = values.length / (size + 1);
      const logits = new Float32Array(numSamples * size);
      const due = new Int32Array(numSamples);
      for (let image = 0; image < numSamples; image++) {
        const start = image * (size + 1);
        logits.set(values.subarray(start, start + size), image * size);
        due[image] = values[start + size]!;
      }
      return { logits, due, areProbabilities: this.areProbabilities };
    } finally {
      joined.dispose();
    }
  }

  /**
   * Quantises the site's weights and biases without faults, or restores float32 if `site` is null.
   * Returns how an inference stores activations and hidden state.
   */
  private faultFreeInference(site: FaultSite | null, overflowing: ReadonlySet<string>): Inference {
    if (site === null) {
      this.faults.restoreFloat();
      return { onWrite: null, overflowing };
    }
    this.faults.quantize(site);
    return { onWrite: this.dynamic.quantize(site), overflowing };
  }
}

/**
 * Joins scores, or outputs of any shape, and the `due` marks as one more column, to read them back
 * in one transfer [batch, numClasses + 1].
 */
function joinDue({ scores, due }: NetworkOutput): tf.Tensor {
  const numSamples = scores.shape[0]!;
  const column =
    due === null ? tf.zeros([numSamples, 1]) : tf.reshape(tf.cast(due, 'float32'), [numSamples, 1]);
  return tf.concat([tf.reshape(scores, [numSamples, -1]), column], 1);
}

/** Site that covers one structure of the whole network, in one format. */
function wholeSite({ layers }: ModelDescription, { structure, format }: Quantization): FaultSite {
  return {
    structures: [structure],
    layers: layers.map(({ name }) => name),
    format,
    activationFormat: format,
    encoding: 'twosComplement',
    reluWords: 'signed',
    bitPositions: null,
    lifetime: 'permanent',
  };
}
