import * as tf from '@tensorflow/tfjs-core';
import { type LayersModel, layers } from '@tensorflow/tfjs-layers';
import type { ActivationBuffer, BufferPart, ModelDescription } from '../../core/network/model';
import { type NetworkNode, product } from '../../core/network/network';
import { GruLayer } from '../gru/gruLayer';
import { finiteValues, markDue } from '../kernels/overflowKernels';

type Layer = LayersModel['layers'][number];

/**
 * What is read in place of values that a step of an inference stored, [batch, wordsPerStep] or of a
 * shape as long; the result has their shape. Called inside `tf.tidy`.
 */
export type StoreActivations = (values: tf.Tensor, buffer: ActivationBuffer, step: number) => tf.Tensor;

/** Values by the name of the node that made them, and the network's input by `INPUT`. */
export type NodeValues = ReadonlyMap<string, tf.Tensor>;

/** Name of the network's input among the values. */
export const INPUT = '';

/**
 * Name among the values of what samples are due [batch], int32; left out where no node was looked
 * through.
 */
export const DUE = ' due';

/** What a network makes of a batch. */
export interface NetworkOutput {
  /** Before softmax [batch, numClasses]. */
  readonly scores: tf.Tensor;
  /**
   * Samples with a value beyond float32 [batch], int32, 1 or 0: detected unrecoverable errors,
   * wrong whatever their scores say. Null: none.
   */
  readonly due: tf.Tensor | null;
}

/** How an inference goes. */
export interface Inference {
  /** Null: nothing is stored. */
  readonly store: StoreActivations | null;
  /** Names of the nodes whose values float32 may not hold (`overflowingNodes`). */
  readonly overflowing: ReadonlySet<string>;
}

/** All in float, nothing looked through. */
const PLAIN: Inference = { store: null, overflowing: new Set() };

interface RunnableNode {
  readonly name: string;
  readonly kind: NetworkNode['kind'];
  /** The node's own ReLU, which comes after it is looked through. */
  readonly relu: boolean;
  /** Null: the node lets its input through. */
  readonly layer: Layer | null;
  readonly inputs: readonly string[];
  readonly buffers: ReadonlyMap<BufferPart, ActivationBuffer>;
}

/**
 * Runs a network of the catalogue node by node, so that what a layer hands on can be stored on the
 * way (Ares, Sec. 3.2: dynamic injection) and an inference can start in the middle. The last layer
 * stores its scores before softmax. A ReLU or normalisation that is a layer of its own follows what
 * was stored.
 */
export class NetworkRunner {
  private readonly nodes: readonly RunnableNode[];
  /** Place of the last node that reads a value. */
  private readonly lastUse = new Map<string, number>();

  constructor(network: LayersModel, description: ModelDescription) {
    const byName = new Map(network.layers.map((layer) => [layer.name, layer]));
    let before = INPUT;
    this.nodes = description.nodes.map(({ node }, index) => {
      const inputs = node.inputs ?? [before];
      before = node.name;
      for (const name of inputs) this.lastUse.set(name, index);
      const buffers = description.buffers.filter((buffer) => buffer.node === node.name);
      return {
        name: node.name,
        kind: node.kind,
        relu: 'relu' in node && node.relu,
        layer: byName.get(node.name) ?? null,
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

  /** What the network makes of `inputs`. Call inside `tf.tidy`. */
  run(inputs: tf.Tensor, how: Inference = PLAIN): NetworkOutput {
    return this.output(0, new Map([[INPUT, inputs]]), how);
  }

  /**
   * What comes out of an inference that starts at node `from` with the values that are needed from
   * there on. Call inside `tf.tidy`.
   */
  output(from: number, values: NodeValues, how: Inference = PLAIN): NetworkOutput {
    const end = this.values(from, this.end, values, how);
    return { scores: end.get(this.nodes.at(-1)!.name)!, due: end.get(DUE) ?? null };
  }

  /**
   * Runs the nodes from `from` up to, without, `to`: the values that nodes from `to` on read, and
   * which samples are due so far. What `values` holds is the caller's; what nobody reads any more
   * is freed on the way. Call inside `tf.tidy`.
   */
  values(from: number, to: number, values: NodeValues, how: Inference = PLAIN): NodeValues {
    const current = new Map(values);
    for (let index = from; index < to; index++) {
      const node = this.nodes[index]!;
      const inputs = node.inputs.map((input) => current.get(input)!);
      const due = current.get(DUE);
      const { output, marked } = this.runNode(node, inputs, how, due);
      current.set(node.name, output);
      if (marked !== undefined && marked !== due) {
        if (due !== undefined) release(current, DUE, values);
        current.set(DUE, marked);
      }
      for (const input of node.inputs) if (this.lastUse.get(input)! <= index) release(current, input, values);
    }
    return current;
  }

  /**
   * `values` with the output of node `at` stored once more: as an inference would have stored it,
   * since words are read back as what they hold. Call inside `tf.tidy`.
   */
  storeAgain(at: number, values: NodeValues, store: StoreActivations): NodeValues {
    const { name, buffers } = this.nodes[at]!;
    return new Map(values).set(name, store(values.get(name)!, buffers.get('output')!, 0));
  }

  /** A node's output, and which samples are due after it, of which `due` were before. */
  private runNode(
    node: RunnableNode,
    inputs: readonly tf.Tensor[],
    { store, overflowing }: Inference,
    due: tf.Tensor | undefined,
  ): NodeOutput {
    const { layer, buffers } = node;
    if (layer === null) return { output: inputs[0]!.clone(), marked: due };
    const isChecked = overflowing.has(node.name);
    const isStored = store !== null && buffers.size > 0;
    const run = () => layer.apply(inputs.length === 1 ? inputs[0]! : [...inputs]) as tf.Tensor;
    if (!isChecked && !isStored) return { output: run(), marked: due };
    return tf.tidy(() => {
      const marks = new DueMarks(due);
      const check = isChecked
        ? <Values extends tf.Tensor>(values: Values) => marks.check(values, node.relu)
        : null;
      const stored = (values: tf.Tensor, part: BufferPart, step: number) =>
        store === null || !isStored ? values : store(values, buffers.get(part)!, step);
      if (layer instanceof GruLayer) layer.inference = { store: isStored ? stored : null, check };
      try {
        if (layer instanceof GruLayer) return { output: run(), marked: marks.copy() };
        const values = check === null ? run() : check(runUnfused(node, layer, inputs[0]!, run));
        return { output: stored(values, 'output', 0), marked: marks.copy() };
      } finally {
        if (layer instanceof GruLayer) layer.inference = null;
        marks.dispose();
      }
    });
  }
}

/** What a node made. */
type NodeOutput = { readonly output: tf.Tensor; readonly marked: tf.Tensor | undefined };

/** Which samples are due, while a node marks them inside tidies of its own. */
class DueMarks {
  private marked: tf.Tensor | undefined;

  /** `before`: what was marked before the node. The owner is the caller. */
  constructor(private readonly before: tf.Tensor | undefined) {}

  /**
   * Marks the samples of values [batch, ...] that are infinite or NaN: 0 goes on in their place,
   * after a ReLU where `relu`.
   */
  check<Values extends tf.Tensor>(values: Values, relu: boolean): Values {
    const before = this.marked ?? this.before ?? tf.zeros([values.shape[0]!], 'int32');
    const marked = tf.keep(markDue(values, before));
    this.marked?.dispose();
    this.marked = marked;
    return finiteValues(values, relu);
  }

  /** The marks, for the tidy that calls; undefined where nothing was ever looked through. */
  copy(): tf.Tensor | undefined {
    return this.marked === undefined ? this.before : this.marked.clone();
  }

  dispose(): void {
    this.marked?.dispose();
  }
}

/**
 * What a node computes before its own ReLU, which is fused with the kernel: on WASM it makes 0 of
 * NaN.
 */
function runUnfused(
  { kind, relu }: RunnableNode,
  layer: Layer,
  input: tf.Tensor,
  run: () => tf.Tensor,
): tf.Tensor {
  if (kind === 'averagePool') return scaledAverage(layer, input);
  return relu ? withoutActivation(layer, run) : run();
}

function withoutActivation(layer: Layer, run: () => tf.Tensor): tf.Tensor {
  const fused = layer as unknown as { activation: unknown };
  const { activation } = fused;
  fused.activation = LINEAR;
  try {
    return run();
  } finally {
    fused.activation = activation;
  }
}

const LINEAR = (layers.dense({ units: 1 }) as unknown as { readonly activation: unknown }).activation;

/**
 * The average of each channel without a sum beyond float32, which devices add up in other orders:
 * values are scaled down by a power of two, which rounds none but those near the subnormal numbers.
 */
function scaledAverage(layer: Layer, values: tf.Tensor): tf.Tensor {
  const scale = 2 ** Math.ceil(Math.log2(product(values.shape.slice(1, -1))));
  return tf.mul(layer.apply(tf.mul(values, 1 / scale)) as tf.Tensor, scale);
}

function release(current: Map<string, tf.Tensor>, name: string, owned: NodeValues): void {
  const value = current.get(name);
  current.delete(name);
  if (value !== undefined && owned.get(name) !== value) value.dispose();
}
