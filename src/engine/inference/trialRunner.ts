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
import type { ImageBatch } from './imageBatches';
import {
  INPUT,
  type Inference,
  type NetworkOutput,
  type NetworkRunner,
  type NodeValues,
} from './networkRunner';
import type { ResidentImages } from './residentImages';

/** What trials of one network run on. The engine owns all of it. */
interface TrialParts {
  readonly description: ModelDescription;
  readonly runner: NetworkRunner;
  readonly faults: StaticFaults;
  readonly dynamic: DynamicFaults;
  readonly images: ResidentImages;
  /** Values that trials may start from, of resident images. */
  readonly kept: PrefixCache;
  readonly shortcuts: Shortcuts;
}

/**
 * Runs a network under faults, from the first node that a trial changes where what comes before is
 * kept.
 */
export class TrialRunner {
  constructor(private readonly parts: TrialParts) {}

  /**
   * What `use` makes of what the network gives for each batch under a pattern, whose flips are
   * added to `flips`; `overflowing` are the site's nodes that are looked through. Where
   * `onlyHighest`, no more of the scores is right than which is highest. Call inside `tf.tidy`.
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
      images.areKept(injection.numImages);
    const sparse = first === null || !maySparse ? null : sparseTrial(description, faults, injection, first);
    const isFaulty = (layer: string) =>
      layer !== sparse?.faulty.name && (first === null || this.isFrom(layer, first));
    flips.push(...(sparse?.flips ?? []), faults.inject(injection, isFaulty));
    const trial = dynamic.inject(injection);
    try {
      if (trial !== null) flips.push(...trial.permanentFlips());
      return images.each(injection.numImages, (batch, place) => {
        // The flips of a batch outlive it; its masks, and what the layers make, do not.
        const fresh: tf.Tensor[] = [];
        const result = tf.tidy(() => {
          const how = { store: trial?.storeBatch(batch.range, fresh) ?? null, overflowing };
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
   * Whether a layer's weights and biases may be faulty in a trial whose faults begin at `first`.
   */
  private isFrom(layer: string, { node, isOutputOnly }: FirstFault): boolean {
    const place = this.parts.description.nodes.findIndex((shaped) => shaped.node.name === layer);
    return place > node || (place === node && !isOutputOnly);
  }

  /**
   * What comes out for a resident batch under a trial that changes nothing before `first`: what
   * comes before runs once for all trials. The weights there must be fault-free.
   */
  private outputFrom(
    { node, isOutputOnly }: FirstFault,
    { site, numImages }: Injection,
    batch: ImageBatch,
    place: number,
    how: Inference,
    sparse: SparseTrial | null,
  ): NetworkOutput {
    const { description, runner, faults, kept } = this.parts;
    const cut = isOutputOnly ? node + 1 : node;
    const values = this.valuesAt(cut, site, numImages, batch, place, how.overflowing);
    if (sparse !== null) {
      // What a faulty layer keeps depends on the next one's words as well.
      const next = sparse.after[0]?.node ?? node;
      const key = `faulty ${node} ${prefixKey(description, next + 1, site, numImages)}`;
      const at = { kept, key, batch: place };
      return { scores: sparseScores(sparse, site, description, faults, runner, values, at), due: null };
    }
    if (!isOutputOnly || how.store === null) return runner.output(cut, values, how);
    return runner.output(cut, runner.storeAgain(node, values, how.store), how);
  }

  /**
   * What nodes from `cut` on read of a resident batch with the site quantised, without faults; kept
   * if there is room.
   */
  private valuesAt(
    cut: number,
    site: FaultSite,
    numImages: number,
    batch: ImageBatch,
    place: number,
    overflowing: ReadonlySet<string>,
  ): NodeValues {
    const { description, runner, dynamic, kept } = this.parts;
    const input = new Map([[INPUT, batch.images]]);
    if (cut === 0) return input;
    const key = prefixKey(description, cut, site, numImages);
    const known = kept.get(key, place);
    if (known !== undefined) return new Map([...input, ...known]);
    const values = runner.values(0, cut, input, { store: dynamic.quantize(site), overflowing });
    kept.keep(key, place, values);
    return values;
  }
}
