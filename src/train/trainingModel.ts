import * as tf from '@tensorflow/tfjs-layers';
import type { NetworkNode } from '../core/network/network';
import type { Network } from '../engine/nodes/network';
import { KeyedDropout } from './dropout';
import { GruLayer } from './gru/gruLayer';
import { modelVariables } from './modelVariables';

/**
 * Builds a tfjs model that computes what a network computes, with its weights, to be trained.
 * Input: samples [batch, ...inputShape]. Output: scores before softmax [batch, numClasses]. Layers
 * have the names of their nodes. The caller disposes the model.
 */
export function trainingModel(network: Network): tf.LayersModel {
  const { id, inputShape, nodes } = network.description;
  const input = tf.input({ shape: [...inputShape], name: 'input' });
  const outputs = new Map<string, tf.SymbolicTensor>();
  let output = input;
  for (const { node } of nodes) {
    const inputs = node.inputs?.map((name) => outputs.get(name)!) ?? [output];
    output = layerOf(node).apply(inputs.length === 1 ? inputs[0]! : inputs) as tf.SymbolicTensor;
    outputs.set(node.name, output);
  }
  const model = tf.model({ inputs: input, outputs: output, name: id });
  for (const { name, write } of modelVariables(model)) write(network.read(name));
  return model;
}

function layerOf(node: NetworkNode): tf.layers.Layer {
  const { name } = node;
  // Kernels are not drawn, because the network's are written over them.
  const kernelInitializer = 'zeros';
  switch (node.kind) {
    case 'conv': {
      const { filters, kernelSize, strides, padding } = node;
      const activation = node.relu ? 'relu' : 'linear';
      return tf.layers.conv2d({ name, filters, kernelSize, strides, padding, activation, kernelInitializer });
    }
    case 'dense': {
      const activation = node.relu ? 'relu' : 'linear';
      return tf.layers.dense({ name, units: node.units, activation, kernelInitializer });
    }
    case 'gru':
      return new GruLayer(name, node.units);
    case 'batchNorm':
      return tf.layers.batchNormalization({ name, epsilon: node.epsilon });
    case 'relu':
      return tf.layers.reLU({ name });
    case 'zeroPad':
      return tf.layers.zeroPadding2d({ name, padding: node.pixels });
    case 'maxPool':
      return tf.layers.maxPooling2d({ name, poolSize: node.size, strides: node.strides });
    case 'globalAveragePool':
      return tf.layers.globalAveragePooling2d({ name });
    case 'add':
      return tf.layers.add({ name });
    case 'flatten':
      return tf.layers.flatten({ name });
    case 'dropout':
      return new KeyedDropout(name, node.rate);
    default:
      throw new RangeError(`Cannot use a node of kind ${node.kind}: expected one of the catalogue`);
  }
}
