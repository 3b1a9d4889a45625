import * as tf from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { type ModelDescription, numActivations } from '../core/model';
import { GruLayer } from './gru/gruLayer';
import type { GruPart } from './gru/gruStep';

/** A place where a network stores activations. A GRU calls at its gates once a step, and once for the outputs of all steps. */
export interface ActivationSite {
  readonly layer: string;
  readonly part: GruPart;
}

/** What is read in place of activations that were stored, of the same shape. Called inside `tf.tidy`. */
export type StoreActivations = (values: tf.Tensor, site: ActivationSite) => tf.Tensor;

/**
 * The places of one network where activations are stored (Ares, Sec. 3.2: dynamic injection; Table 1 counts them): the outputs
 * of convolutions, pools and dense layers after their own activation, and four vectors a step of a GRU. The last layer stores
 * its scores before softmax. A ReLU or normalisation that is a layer of its own follows what was stored.
 */
export class ActivationSites {
  private store: StoreActivations | null = null;

  constructor(
    private readonly network: LayersModel,
    private readonly description: ModelDescription,
  ) {
    for (const layer of this.layers()) {
      if (layer instanceof GruLayer) continue;
      const site: ActivationSite = { layer: layer.name, part: 'output' };
      const call = layer.call.bind(layer);
      layer.call = (inputs, settings) => {
        const { store } = this;
        if (store === null) return call(inputs, settings);
        return tf.tidy(() => store(call(inputs, settings) as tf.Tensor, site));
      };
    }
  }

  /** Stores every activation by `store` while `run` calls the network. */
  through<Result>(store: StoreActivations, run: () => Result): Result {
    this.set(store);
    try {
      return run();
    } finally {
      this.set(null);
    }
  }

  private set(store: StoreActivations | null): void {
    this.store = store;
    for (const layer of this.layers()) {
      if (!(layer instanceof GruLayer)) continue;
      layer.store = store && ((values, part) => store(values, { layer: layer.name, part }));
    }
  }

  private layers() {
    return this.description.nodes
      .filter((node) => numActivations(node) > 0)
      .map(({ node }) => this.network.getLayer(node.name));
  }
}
