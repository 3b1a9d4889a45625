import * as tf from '@tensorflow/tfjs-core';
import type { ModelDescription } from '../../core/network/model';
import type { FaultSite, Injection } from '../../core/site/injection';
import type { Shortcuts } from '../../core/site/shortcuts';
import type { DynamicFaults } from '../injection/dynamicFaults';
import { type FirstFault, firstFault } from '../injection/firstFault';
import type { StaticFaults } from '../injection/staticFaults';
import type { PrefixCache } from '../shortcuts/prefixCache';
import { prefixKey } from '../shortcuts/prefixKey';
import { sparseScores } from '../shortcuts/sparseScores';
import { type SparseTrial, sparseTrial } from '../shortcuts/sparseTrial';
import type { BatchRange, ImageBatch } from './imageBatches';
import {
  INPUT,
  type Inference,
  type NetworkOutput,
  type NetworkRunner,
  type NodeValues,
} from './networkRunner';
import type { ResidentImages } from './residentImages';

/** Objects that trials of one network share. The engine owns them. */
interface TrialParts {
  readonly description: ModelDescription;
  readonly runner: NetworkRunner;
  readonly faults: StaticFaults;
  readonly dynamic: DynamicFaults;
  readonly images: ResidentImages;
  /** Cached values from which trials on resident images may start. */
  readonly kept: PrefixCache;
  readonly shortcuts: Shortcuts;
}

/**
 * Runs a network under faults. If earlier values are cached, it starts at the first node that the
 * trial changes.
 */
export class TrialRunner {
  constructor(private readonly parts: TrialParts) {}

  /**
   * Runs one trial and returns the result of `use` for each batch's output. Adds the trial's flip
   * counts to `flips`. `overflowing` names the nodes to check. With `onlyHighest`, only the class
   * of each image's highest score must be right. Call inside `tf.tidy`.
   */
  run(
    injection: Injection,
    overflowing: ReadonlySet<string>,
    flips: tf.Tensor[],
    use: (output: NetworkOutput, batch: ImageBatch) => tf.Tensor,
    onlyHighest: boolean,
  ): tf.Tensor[] {
    const { description, runner, faults, dynamic, images, shortcuts } = this.parts;
    const first = shortcuts.layersBefore ? firstFault(description, injection) : null;
    const maySparse =
      onlyHighest &&
      overflowing.size === 0 &&
      tf.getBackend() === 'wasm' &&
      images.areKept(injection.numSamples);
    const sparse = first === null || !maySparse ? null : sparseTrial(description, faults, injection, first);
    const isFaulty = (layer: string) =>
      layer !== sparse?.faulty.name && (first === null || this.isFrom(layer, first));
    const struck = faults.inject(injection, isFaulty);
    flips.push(...(sparse?.flips ?? []), struck.flips);
    const trial = dynamic.inject(injection);
    try {
      if (trial !== null) flips.push(...trial.permanentFlips());
      return images.each(injection.numSamples, (batch, place) => {
        // The flip counts of a batch outlive it. Its masks and layer outputs are disposed.
        const fresh: tf.Tensor[] = [];
        const result = tf.tidy(() => {
          const onWrite = trial?.batchWriter(batch.range, fresh) ?? null;
          const how = { onWrite, overflowing, due: dueMarks(struck.nonFinite, batch.range) };
          const output =
            first === null || place === null
              ? runner.run(batch.images, how)
              : this.outputFrom(first, injection, batch, place, how, sparse);
          return [use(output, batch), ...fresh];
        });
        flips.push(...result.slice(1));
        return result[0]!;
      });
    } finally {
      trial?.dispose();
    }
  }

  /**
   * Returns true if a layer's weights and biases may be faulty in a trial whose faults start at
   * `first`.
   */
  private isFrom(layer: string, { node, isOutputOnly }: FirstFault): boolean {
    const place = this.parts.description.nodes.findIndex((shaped) => shaped.node.name === layer);
    return place > node || (place === node && !isOutputOnly);
  }

  /**
   * Output for a resident batch in a trial that changes nothing before `first`. Earlier nodes run
   * once for all trials; their weights must be fault-free.
   */
  private outputFrom(
    { node, isOutputOnly }: FirstFault,
    { site, numSamples }: Injection,
    batch: ImageBatch,
    place: number,
    how: Inference,
    sparse: SparseTrial | null,
  ): NetworkOutput {
    const { description, runner, faults, kept } = this.parts;
    const cut = isOutputOnly ? node + 1 : node;
    const values = this.prefixValues(cut, site, numSamples, batch, place, how.overflowing);
    if (sparse !== null) {
      // The cached values of a faulty layer depend on the words of the next layer, too.
      const next = sparse.after[0]?.node ?? node;
      const key = `faulty ${node} ${prefixKey(description, next + 1, site, numSamples)}`;
      const at = { kept, key, batch: place };
      return {
        scores: sparseScores(sparse, site, description, faults, runner, values, at),
        due: how.due ?? null,
      };
    }
    if (!isOutputOnly || how.onWrite === null) return runner.output(cut, values, how);
    return runner.output(cut, runner.rewriteOutput(node, values, how.onWrite), how);
  }

  /**
   * Returns the fault-free quantised values that nodes from `cut` on read, for a resident batch.
   * Caches them if there is room.
   */
  private prefixValues(
    cut: number,
    site: FaultSite,
    numSamples: number,
    batch: ImageBatch,
    place: number,
    overflowing: ReadonlySet<string>,
  ): NodeValues {
    const { description, runner, dynamic, kept } = this.parts;
    const input = new Map([[INPUT, batch.images]]);
    if (cut === 0) return input;
    const key = prefixKey(description, cut, site, numSamples);
    const known = kept.get(key, place);
    if (known !== undefined) return new Map([...input, ...known]);
    const values = runner.values(0, cut, input, { onWrite: dynamic.quantize(site), overflowing });
    kept.keep(key, place, values);
    return values;
  }
}

/**
 * Returns the `due` marks of a batch under faulty weights: all samples are due if a weight
 * reads as Infinity or NaN. Null if none can.
 */
export function dueMarks(nonFinite: tf.Tensor | null, [start, end]: BatchRange): tf.Tensor | null {
  if (nonFinite === null) return null;
  return tf.tile(tf.cast(tf.greater(nonFinite, 0), 'int32'), [end - start]);
}
