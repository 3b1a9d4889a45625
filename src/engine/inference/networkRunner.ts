import * as tf from '@tensorflow/tfjs-core';
import type { ActivationBuffer, BufferPart } from '../../core/network/model';
import type { NetworkNode } from '../../core/network/network';
import { hasFusedRelu } from '../../core/network/nodeKinds';
import { finiteValues, markDue } from '../kernels/overflowKernels';
import type { Network } from '../nodes/network';
import type { NodeInference } from '../nodes/nodeFunction';
import { runNode } from '../nodes/runNode';

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
  /** `due` marks before the first node, int32 [batch]. Left out or null: none. */
  readonly due?: tf.Tensor | null;
  /**
   * Receives the results of a checked node, each time that they are checked, before Infinity and
   * NaN become 0.
   */
  readonly onCheck?: (node: string, values: tf.Tensor) => void;
}

/** Nothing is stored as words and nothing is checked. */
const PLAIN: Inference = { onWrite: null, overflowing: new Set() };

interface RunnableNode {
  readonly node: NetworkNode;
  readonly inputs: readonly string[];
  readonly buffers: ReadonlyMap<BufferPart, ActivationBuffer>;
}

/**
 * Runs a network node by node. Outputs of nodes can be stored as words (Ares, Sec. 3.2: dynamic
 * injection), and an inference can start at any node. The last node stores its scores before
 * softmax. A ReLU or normalisation that is a node of its own runs after the storage.
 */
export class NetworkRunner {
  private readonly nodes: readonly RunnableNode[];
  /** Index of the last node that reads a value. */
  private readonly lastUse = new Map<string, number>();

  constructor(private readonly network: Network) {
    const { nodes, buffers } = network.description;
    let before = INPUT;
    this.nodes = nodes.map(({ node }, index) => {
      const inputs = node.inputs ?? [before];
      before = node.name;
      for (const name of inputs) this.lastUse.set(name, index);
      const own = buffers.filter((buffer) => buffer.node === node.name);
      return { node, inputs, buffers: new Map(own.map((buffer) => [buffer.part, buffer])) };
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
    return { scores: end.get(this.nodes.at(-1)!.node.name)!, due: end.get(DUE) ?? null };
  }

  /**
   * Runs the nodes from `from` to before `to`. Returns the values that later nodes read, and the
   * `due` marks so far. The caller owns `values`; other values are disposed after their last use.
   * Call inside `tf.tidy`.
   */
  values(from: number, to: number, values: NodeValues, how: Inference = PLAIN): NodeValues {
    const current = new Map(values);
    if (how.due) current.set(DUE, joinMarks(current.get(DUE), how.due));
    for (let index = from; index < to; index++) {
      const runnable = this.nodes[index]!;
      const due = current.get(DUE);
      const inputs = runnable.inputs.map((input) => current.get(input)!);
      const { output, marked } = this.runNode(runnable, inputs, how, due);
      current.set(runnable.node.name, output);
      if (marked !== undefined && marked !== due) {
        if (due !== undefined) release(current, DUE, values);
        current.set(DUE, marked);
      }
      for (const input of runnable.inputs)
        if (this.lastUse.get(input)! <= index) release(current, input, values);
    }
    return current;
  }

  /**
   * Returns `values` with the output of node `at` stored again, now with faults. Stored values are
   * exact words, so the result is the same as storing them with faults at once. Call inside
   * `tf.tidy`.
   */
  rewriteOutput(at: number, values: NodeValues, onWrite: WriteActivations): NodeValues {
    const { node, buffers } = this.nodes[at]!;
    const stored = onWrite(values.get(node.name)!, buffers.get('output')!, 0);
    return new Map(values).set(node.name, stored);
  }

  /** Runs a node. Returns its output and the `due` marks after it; `due` are the marks before. */
  private runNode(
    { node, buffers }: RunnableNode,
    inputs: readonly tf.Tensor[],
    { onWrite, overflowing, onCheck }: Inference,
    due: tf.Tensor | undefined,
  ): NodeOutput {
    const tensors = this.network.tensorsOf(node.name);
    const stored: NodeInference['onWrite'] =
      onWrite === null || buffers.size === 0
        ? null
        : (values, part, step) => {
            const buffer = buffers.get(part);
            return buffer === undefined ? values : onWrite(values, buffer, step);
          };
    return tf.tidy(() => {
      if (!overflowing.has(node.name))
        return { output: runNode(node, inputs, tensors, { onWrite: stored, check: null }), marked: due };
      const marks = new DueMarks(due);
      const relu = hasFusedRelu(node);
      const check = <Values extends tf.Tensor>(values: Values) => {
        onCheck?.(node.name, values);
        return marks.check(values, relu);
      };
      try {
        const output = runNode(node, inputs, tensors, { onWrite: stored, check });
        return { output, marked: marks.copy() };
      } finally {
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

function release(current: Map<string, tf.Tensor>, name: string, owned: NodeValues): void {
  const value = current.get(name);
  current.delete(name);
  if (value !== undefined && owned.get(name) !== value) value.dispose();
}

/** Returns the marks of samples that one of two lists marks. */
function joinMarks(before: tf.Tensor | undefined, due: tf.Tensor): tf.Tensor {
  return before === undefined ? due.clone() : tf.maximum(before, due);
}
