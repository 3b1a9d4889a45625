import * as tf from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import type { ActivationBuffer, BufferPart, ModelDescription } from '../core/model';
import { GruLayer } from './gru/gruLayer';

type Layer = LayersModel['layers'][number];

/**
 * What is read in place of values that a step of an inference stored, [batch, wordsPerStep] or of a shape as long; the result has
 * their shape. Called inside `tf.tidy`.
 */
export type StoreActivations = (values: tf.Tensor, buffer: ActivationBuffer, step: number) => tf.Tensor;

/** Values by the name of the node that made them, and the network's input by `INPUT`. */
export type NodeValues = ReadonlyMap<string, tf.Tensor>;

/** Name of the network's input among the values. */
export const INPUT = '';

interface RunnableNode {
  readonly name: string;
  /** Null: the node lets its input through. */
  readonly layer: Layer | null;
  readonly inputs: readonly string[];
  readonly buffers: ReadonlyMap<BufferPart, ActivationBuffer>;
}

/**
 * Runs a network of the catalogue node by node, so that what a layer hands on can be stored on the way (Ares, Sec. 3.2: dynamic
 * injection) and an inference can start in the middle. The last layer stores its scores before softmax. A ReLU or normalisation
 * that is a layer of its own follows what was stored.
 */
export class NetworkRunner {
  private readonly nodes: readonly RunnableNode[];
  /** Place of the last node that reads a value. */
  private readonly lastUse = new Map<string, number>();

  constructor(network: LayersModel, description: ModelDescription) {
    const layers = new Map(network.layers.map((layer) => [layer.name, layer]));
    let before = INPUT;
    this.nodes = description.nodes.map(({ node }, index) => {
      const inputs = node.inputs ?? [before];
      before = node.name;
      for (const name of inputs) this.lastUse.set(name, index);
      const buffers = description.buffers.filter((buffer) => buffer.node === node.name);
      return {
        name: node.name,
        layer: layers.get(node.name) ?? null,
        inputs,
        buffers: new Map(buffers.map((buffer) => [buffer.part, buffer])),
      };
    });
    this.lastUse.set(before, this.nodes.length);
  }

  /** Number of nodes: where an inference ends. */
  get end(): number {
    return this.nodes.length;
  }

  /** Scores before softmax [batch, numClasses] of `inputs`. Call inside `tf.tidy`. */
  run(inputs: tf.Tensor, store: StoreActivations | null = null): tf.Tensor {
    return this.scores(0, new Map([[INPUT, inputs]]), store);
  }

  /** Scores of an inference that starts at node `from` with the values that are needed from there on. Call inside `tf.tidy`. */
  scores(from: number, values: NodeValues, store: StoreActivations | null = null): tf.Tensor {
    return this.values(from, this.end, values, store).get(this.nodes.at(-1)!.name)!;
  }

  /**
   * Runs the nodes from `from` up to, without, `to`: the values that nodes from `to` on read. What `values` holds is the
   * caller's; what nobody reads any more is freed on the way. Call inside `tf.tidy`.
   */
  values(from: number, to: number, values: NodeValues, store: StoreActivations | null = null): NodeValues {
    const current = new Map(values);
    for (let index = from; index < to; index++) {
      const { name, inputs } = this.nodes[index]!;
      current.set(
        name,
        this.runNode(
          this.nodes[index]!,
          inputs.map((input) => current.get(input)!),
          store,
        ),
      );
      for (const input of inputs) if (this.lastUse.get(input)! <= index) release(current, input, values);
    }
    return current;
  }

  /**
   * `values` with the output of node `at` stored once more: as an inference would have stored it, since words are read back as
   * what they hold. Call inside `tf.tidy`.
   */
  storeAgain(at: number, values: NodeValues, store: StoreActivations): NodeValues {
    const { name, buffers } = this.nodes[at]!;
    return new Map(values).set(name, store(values.get(name)!, buffers.get('output')!, 0));
  }

  private runNode(
    { layer, buffers }: RunnableNode,
    inputs: readonly tf.Tensor[],
    store: StoreActivations | null,
  ): tf.Tensor {
    if (layer === null) return inputs[0]!.clone();
    const run = () => layer.apply(inputs.length === 1 ? inputs[0]! : [...inputs]) as tf.Tensor;
    const stored = store;
    if (stored === null || buffers.size === 0) return run();
    if (!(layer instanceof GruLayer)) return tf.tidy(() => stored(run(), buffers.get('output')!, 0));
    layer.store = (values, part, step) => stored(values, buffers.get(part)!, step);
    try {
      return run();
    } finally {
      layer.store = null;
    }
  }
}

function release(current: Map<string, tf.Tensor>, name: string, owned: NodeValues): void {
  const value = current.get(name);
  current.delete(name);
  if (value !== undefined && owned.get(name) !== value) value.dispose();
}
