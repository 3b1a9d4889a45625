import * as tf from '@tensorflow/tfjs-core';
import type { NetworkNode, ShapedNode } from '../core/network/network';
import { INPUT } from '../engine/inference/networkRunner';
import { applyFunction } from '../engine/nodes/applyFunction';
import type { Network } from '../engine/nodes/network';
import { PLAIN_NODE } from '../engine/nodes/nodeFunction';
import { runNode } from '../engine/nodes/runNode';
import type { ModelVariable } from './modelVariables';
import type { Trainable } from './trainable';

/**
 * Makes a network trainable whose nodes are operators, such as a transformer. It has copies of the
 * network's trained tensors, and its constants. The caller disposes it before the network.
 *
 * `skipped` names nodes that are left out, so that others read their input: without the node that
 * takes the last position, a text network scores every one.
 */
export function trainableGraph(network: Network, skipped: readonly string[] = []): Trainable {
  const { layers, nodes, numClasses } = network.description;
  const trained = new Map(
    layers.flatMap(({ tensors }) =>
      tensors.map(({ stored }) => [stored, tf.variable(network.read(stored))] as const),
    ),
  );
  return {
    numClasses,
    variables: Array.from(
      trained,
      ([name, variable]): ModelVariable => ({
        name,
        shape: variable.shape,
        trainable: true,
        read: () => variable,
        write: (value) => {
          variable.assign(value);
        },
      }),
    ),
    scores(inputs) {
      const outputs = new Map([[INPUT, inputs]]);
      const tensorsOf = ({ tensors }: ShapedNode) =>
        tensors.map(({ tensor }) => trained.get(tensor) ?? network.read(tensor));
      for (const shaped of nodes) {
        const { node } = shaped;
        const read = node.inputs!.map((name) => outputs.get(name)!);
        outputs.set(node.name, skipped.includes(node.name) ? read[0]! : run(node, read, tensorsOf(shaped)));
      }
      return tf.reshape(outputs.get(nodes.at(-1)!.node.name)!, [-1, numClasses]);
    },
    // Nothing is drawn.
    startStep: () => undefined,
    dispose() {
      tf.dispose([...trained.values()]);
    },
  };
}

/** Runs a node as the engine does, but for two kinds whose gradients WASM lacks or is slow at. */
function run(node: NetworkNode, inputs: readonly tf.Tensor[], tensors: readonly tf.Tensor[]): tf.Tensor {
  const rowsOf = (values: tf.Tensor, length: number): tf.Tensor2D => tf.reshape(values, [-1, length]);
  const [input] = inputs as [tf.Tensor];
  const [kernel, bias] = tensors as [tf.Tensor2D, tf.Tensor1D];
  switch (node.kind) {
    case 'linear': {
      // The gradient of a fused kernel multiplies transposed matrices, a scalar path of WASM
      // (`registerTransposingMatMulGradient`).
      const sums = tf.add(tf.matMul(rowsOf(input, kernel.shape[0]), kernel), bias);
      const values = node.activation === undefined ? sums : applyFunction(node.activation, sums);
      return tf.reshape(values, [...input.shape.slice(0, -1), node.units]);
    }
    case 'embedding': {
      // The gradient of a gathered row is a sum by segments, which WASM lacks.
      const places = tf.cast(tf.reshape(input, [-1]), 'int32');
      const chosen = tf.cast(tf.oneHot(places, kernel.shape[0]), 'float32');
      return tf.reshape(tf.matMul(rowsOf(chosen, kernel.shape[0]), kernel), [...input.shape, node.units]);
    }
    default:
      return runNode(node, inputs, tensors, PLAIN_NODE);
  }
}
