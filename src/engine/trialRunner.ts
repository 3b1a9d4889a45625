import * as tf from '@tensorflow/tfjs-core';
import type { FaultSite, Injection } from '../core/injection';
import type { ModelDescription } from '../core/model';
import type { Shortcuts } from '../core/shortcuts';
import { cutKey } from './cutKey';
import type { DynamicFaults } from './dynamicFaults';
import type { FaultFreeValues } from './faultFreeValues';
import { type FirstFault, firstFault } from './firstFault';
import type { ImageBatch } from './imageBatches';
import { INPUT, type NetworkRunner, type NodeValues, type StoreActivations } from './networkRunner';
import type { ResidentImages } from './residentImages';
import { sparseScores } from './sparseScores';
import { type SparseTrial, sparseTrial } from './sparseTrial';
import type { StaticFaults } from './staticFaults';

/** What trials of one network run on. The engine owns all of it. */
interface TrialParts {
  readonly description: ModelDescription;
  readonly runner: NetworkRunner;
  readonly faults: StaticFaults;
  readonly dynamic: DynamicFaults;
  readonly images: ResidentImages;
  /** Values that trials may start from, of resident images. */
  readonly kept: FaultFreeValues;
  readonly shortcuts: Shortcuts;
}

/** Runs a network under faults, from the first node that a trial strikes where what comes before is kept. */
export class TrialRunner {
  constructor(private readonly parts: TrialParts) {}

  /**
   * What `use` makes of each batch's scores under a pattern, whose flips are added to `flips`. Where `onlyHighest`, no more of the
   * scores is right than which is highest. Call inside `tf.tidy`.
   */
  run(
    injection: Injection,
    flips: tf.Tensor[],
    use: (scores: tf.Tensor, batch: ImageBatch) => tf.Tensor,
    onlyHighest: boolean,
  ): tf.Tensor[] {
    const { description, runner, faults, dynamic, images, shortcuts } = this.parts;
    const first = shortcuts.layersBefore ? firstFault(description, injection) : null;
    const sparse =
      first === null || !onlyHighest || tf.getBackend() !== 'wasm' || !images.areKept(injection.numImages)
        ? null
        : sparseTrial(description, faults, injection, first);
    const isStruck = (layer: string) =>
      layer !== sparse?.struck.name && (first === null || this.isFrom(layer, first));
    flips.push(...(sparse?.flips ?? []), faults.inject(injection, isStruck));
    const trial = dynamic.inject(injection);
    try {
      if (trial !== null) flips.push(...trial.permanentFlips());
      return images.each(injection.numImages, (batch, place) => {
        // The flips of a batch outlive it; its masks, and what the layers make, do not.
        const fresh: tf.Tensor[] = [];
        const result = tf.tidy(() => {
          const store = trial?.storeBatch(batch.range, fresh) ?? null;
          const scores =
            first === null || place === null
              ? runner.run(batch.images, store)
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
    const place = this.parts.description.nodes.findIndex((shaped) => shaped.node.name === layer);
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
    const { description, runner, faults, kept } = this.parts;
    const cut = isOutputOnly ? node + 1 : node;
    const values = this.valuesAt(cut, site, numImages, batch, place);
    if (sparse !== null) {
      // What a struck layer keeps depends on the next one's words as well.
      const next = sparse.after[0]?.node ?? node;
      const key = `struck ${node} ${cutKey(description, next + 1, site, numImages)}`;
      return sparseScores(sparse, site, description, faults, runner, values, { kept, key, batch: place });
    }
    if (!isOutputOnly || store === null) return runner.scores(cut, values, store);
    return runner.scores(cut, runner.storeAgain(node, values, store), store);
  }

  /** What nodes from `cut` on read of a resident batch with the site quantised, without faults; kept if there is room. */
  private valuesAt(
    cut: number,
    site: FaultSite,
    numImages: number,
    batch: ImageBatch,
    place: number,
  ): NodeValues {
    const { description, runner, dynamic, kept } = this.parts;
    const input = new Map([[INPUT, batch.images]]);
    if (cut === 0) return input;
    const key = cutKey(description, cut, site, numImages);
    const known = kept.get(key, place);
    if (known !== undefined) return new Map([...input, ...known]);
    const values = runner.values(0, cut, input, dynamic.quantize(site));
    kept.keep(key, place, values);
    return values;
  }
}
