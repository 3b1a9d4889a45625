import * as tf from '@tensorflow/tfjs-core';
import { type LayersModel, layers } from '@tensorflow/tfjs-layers';
import type { ActivationBuffer, BufferPart, ModelDescription } from '../../core/network/model';
import { type NetworkNode, product } from '../../core/network/network';
import { GruLayer } from '../gru/gruLayer';
import { finiteValues, markDue } from '../kernels/overflowKernels';

type Layer = LayersModel['layers'][number];

/**
 * Replaces values of one step, [batch, wordsPerStep] or any shape of this size, by their stored
 * (quantised and possibly faulty) values of the same shape. Runs inside `tf.tidy`.
 */
export type WriteActivations = (values: tf.Tensor, buffer: ActivationBuffer, step: number) => tf.Tensor;

/** Outputs by the name of their node; the network's input has the name `INPUT`. */
export type NodeValues = ReadonlyMap<string, tf.Tensor>;

/** Name of the network's input in `NodeValues`. */
export const INPUT = '';

/** Name of the `due` marks in `NodeValues`: int32 [batch], absent if no node was checked. */
export const DUE = ' due';

/** Output of a network for a batch. */
export interface NetworkOutput {
  /** Before softmax [batch, numClasses]. */
  readonly scores: tf.Tensor;
  /**
   * 1 for samples with a value beyond float32, else 0: int32 [batch]. Such samples are detected
   * unrecoverable errors and wrong, whatever their scores. Null: none.
   */
  readonly due: tf.Tensor | null;
}

/** Settings of an inference. */
export interface Inference {
  /** Null: no output is stored as words. */
  readonly onWrite: WriteActivations | null;
  /** Names of the nodes to check for values beyond float32 (`overflowingNodes`). */
  readonly overflowing: ReadonlySet<string>;
  /**
   * Receives the results of a checked node, each time that they are checked, before Infinity and
   * NaN become 0.
   */
  readonly onCheck?: (node: string, values: tf.Tensor) => void;
}

/** Nothing is stored as words and nothing is checked. */
const PLAIN: Inference = { onWrite: null, overflowing: new Set() };

interface RunnableNode {
  readonly name: string;
  readonly kind: NetworkNode['kind'];
  /**
   * True if the node has a ReLU of its own. It is applied after the check for values beyond
   * float32.
   */
  readonly relu: boolean;
  /** Null: the node returns its input. */
  readonly layer: Layer | null;
  readonly inputs: readonly string[];
  readonly buffers: ReadonlyMap<BufferPart, ActivationBuffer>;
}

/**
 * Runs a network of the catalogue node by node. Outputs of layers can be stored as words (Ares,
 * Sec. 3.2: dynamic injection), and an inference can start at any node. The last layer stores its
 * scores before softmax. A ReLU or normalisation that is a separate layer runs after the storage.
 */
export class NetworkRunner {
  private readonly nodes: readonly RunnableNode[];
  /** Index of the last node that reads a value. */
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

  /** Number of nodes, the end of an inference. */
  get end(): number {
    return this.nodes.length;
  }

  /** Runs the network on `inputs`. Call inside `tf.tidy`. */
  run(inputs: tf.Tensor, how: Inference = PLAIN): NetworkOutput {
    return this.output(0, new Map([[INPUT, inputs]]), how);
  }

  /**
   * Runs the network from node `from` to the end. `values` holds all outputs that these nodes read.
   * Call inside `tf.tidy`.
   */
  output(from: number, values: NodeValues, how: Inference = PLAIN): NetworkOutput {
    const end = this.values(from, this.end, values, how);
    return { scores: end.get(this.nodes.at(-1)!.name)!, due: end.get(DUE) ?? null };
  }

  /**
   * Runs the nodes from `from` to before `to`. Returns the values that later nodes read, and the
   * `due` marks so far. The caller owns `values`; other values are disposed after their last use.
   * Call inside `tf.tidy`.
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
   * Returns `values` with the output of node `at` stored again, now with faults. Stored values are
   * exact words, so the result is the same as storing them with faults at once. Call inside
   * `tf.tidy`.
   */
  rewriteOutput(at: number, values: NodeValues, onWrite: WriteActivations): NodeValues {
    const { name, buffers } = this.nodes[at]!;
    return new Map(values).set(name, onWrite(values.get(name)!, buffers.get('output')!, 0));
  }

  /** Runs a node. Returns its output and the `due` marks after it; `due` are the marks before. */
  private runNode(
    node: RunnableNode,
    inputs: readonly tf.Tensor[],
    { onWrite, overflowing, onCheck }: Inference,
    due: tf.Tensor | undefined,
  ): NodeOutput {
    const { layer, buffers } = node;
    if (layer === null) return { output: inputs[0]!.clone(), marked: due };
    const isChecked = overflowing.has(node.name);
    const isStored = onWrite !== null && buffers.size > 0;
    const run = () => layer.apply(inputs.length === 1 ? inputs[0]! : [...inputs]) as tf.Tensor;
    if (!isChecked && !isStored) return { output: run(), marked: due };
    return tf.tidy(() => {
      const marks = new DueMarks(due);
      const check = isChecked
        ? <Values extends tf.Tensor>(values: Values) => {
            onCheck?.(node.name, values);
            return marks.check(values, node.relu);
          }
        : null;
      const stored = (values: tf.Tensor, part: BufferPart, step: number) =>
        onWrite === null || !isStored ? values : onWrite(values, buffers.get(part)!, step);
      if (layer instanceof GruLayer) layer.inference = { onWrite: isStored ? stored : null, check };
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

/** Output of a node, and the `due` marks after it. */
type NodeOutput = { readonly output: tf.Tensor; readonly marked: tf.Tensor | undefined };

/** The `due` marks of a node that runs inside its own tidies. */
class DueMarks {
  private marked: tf.Tensor | undefined;

  /** `before` are the marks before the node. The caller owns them. */
  constructor(private readonly before: tf.Tensor | undefined) {}

  /**
   * Marks the samples of `values` [batch, ...] that are infinite or NaN. Returns the values with 0
   * in their place, after a ReLU if `relu`.
   */
  check<Values extends tf.Tensor>(values: Values, relu: boolean): Values {
    const before = this.marked ?? this.before ?? tf.zeros([values.shape[0]!], 'int32');
    const marked = tf.keep(markDue(values, before));
    this.marked?.dispose();
    this.marked = marked;
    return finiteValues(values, relu);
  }

  /** Returns a copy of the marks for the calling tidy. Undefined if no node was checked so far. */
  copy(): tf.Tensor | undefined {
    return this.marked === undefined ? this.before : this.marked.clone();
  }

  dispose(): void {
    this.marked?.dispose();
  }
}

/** Runs a node without the ReLU fused with its kernel. On WASM the ReLU would turn NaN into 0. */
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
 * Average of each channel, scaled so that no sum exceeds float32. Devices add in different orders.
 * Scaling by a power of two is exact except near subnormal numbers.
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
