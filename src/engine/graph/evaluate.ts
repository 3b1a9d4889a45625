import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { PLAIN_NODE } from '../nodes/nodeFunction';
import { runNode } from '../nodes/runNode';
import type { GraphBuilder } from './graphBuilder';
import type { FileValues } from './storedValues';
import { CannotRun, type Constant, numbersOf, type Value } from './values';

/** Constants that take the part of computed values while a node is computed at opening. */
export class ConstantInputs {
  private readonly constants = new Map<string, Constant>();

  /** Makes a value of a constant. It has no batch. */
  readonly promote = (constant: Constant): Value => {
    const node = `constant ${this.constants.size}`;
    this.constants.set(node, constant);
    const { dims, stored } = constant;
    const axes = dims.map((_, axis) => axis);
    return { source: 'node', node, shape: dims, type: stored.type, dims, batchAxis: null, axes };
  };

  /**
   * Computes a value from the constants on tfjs's cpu backend and returns it in the order of the
   * file. The backend in use stays as it is.
   */
  evaluate({ nodes }: GraphBuilder, value: Value): FileValues {
    return onCpu(() => {
      const outputs = new Map<string, tf.Tensor>();
      for (const [node, constant] of this.constants) {
        outputs.set(node, tf.expandDims(tensorOf(constant), 0));
      }
      for (const { id, operation, inputs, uses } of nodes) {
        const read = inputs.map(({ node }) => outputs.get(node)!);
        const tensors = uses.map(({ constant }) => tensorOf(constant));
        outputs.set(id, runNode({ ...operation, name: id }, read, tensors, PLAIN_NODE));
      }
      const output = outputs.get(value.node)!;
      const order = value.dims.map((_, axis) => 1 + value.axes.indexOf(axis));
      const { dtype } = output;
      const ordered = tf.transpose(output, [0, ...order]).dataSync();
      return dtype === 'float32' ? Float32Array.from(ordered) : Int32Array.from(ordered);
    });
  }
}

function tensorOf(constant: Constant): tf.Tensor {
  const numbers = numbersOf(constant);
  if (numbers === undefined)
    throw new CannotRun('setting', `${constant.stored.name} [${constant.dims.join(', ')}]`);
  return tf.tensor(Array.from(numbers), [...constant.dims], constant.stored.type);
}

function onCpu<Result extends FileValues>(run: () => Result): Result {
  // Silences tfjs's advice to install another package, as when a device starts.
  tf.env().set('PROD', true);
  const before = tf.getBackend() as string | undefined;
  // Both calls are done when they return, because both backends are ready.
  void tf.setBackend('cpu');
  try {
    return tf.engine().tidy(run as unknown as () => tf.TensorContainer) as unknown as Result;
  } finally {
    if (before !== undefined) void tf.setBackend(before);
  }
}
