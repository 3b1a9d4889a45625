import * as tf from '@tensorflow/tfjs-layers';
import type { ModelDescription } from '../../core/network/model';
import type { NetworkNode } from '../../core/network/network';
import { GruLayer } from '../gru/gruLayer';

/** Initialiser of kernels before training. Biases are initialised with 0. */
export type Initializer = 'glorotUniform' | 'heUniform';

/** Options of `buildNetwork`. */
interface BuildOptions {
  /**
   * Kernels are drawn from `seed` plus the index of their layer. Undefined: they are 0 until
   * weights are loaded.
   */
  readonly start?: { readonly initializer: Initializer; readonly seed: number };
  /**
   * Makes the layer of a dropout node, which acts in training only. Undefined: dropout nodes are
   * left out.
   */
  readonly dropout?: (name: string, rate: number) => tf.layers.Layer;
}

/**
 * Builds a model of the catalogue as a tfjs model. Input: samples [batch, ...inputShape]. Output:
 * scores before softmax [batch, numClasses]; softmax keeps their order and could add ties.
 *
 * Layers have the names of their nodes. The weights of a layer are its kernels in the catalogue's
 * order, then its bias. The caller disposes the model.
 */
export function buildNetwork(description: ModelDescription, options: BuildOptions = {}): tf.LayersModel {
  const input = tf.input({ shape: [...description.inputShape], name: 'input' });
  const outputs = new Map<string, tf.SymbolicTensor>();
  let output = input;
  let layerIndex = 0;
  for (const { node } of description.nodes) {
    const inputs = node.inputs?.map((name) => outputs.get(name)!) ?? [output];
    const { start } = options;
    const initializer =
      start === undefined
        ? tf.initializers.zeros()
        : tf.initializers[start.initializer]({ seed: start.seed + layerIndex });
    const layer = layerOf(node, initializer, options);
    if (description.layers[layerIndex]?.name === node.name) layerIndex++;
    if (layer !== null) output = layer.apply(inputs.length === 1 ? inputs[0]! : inputs) as tf.SymbolicTensor;
    outputs.set(node.name, output);
  }
  return tf.model({ inputs: input, outputs: output, name: description.id });
}

type InitializerObject = ReturnType<typeof tf.initializers.zeros>;

/** Null: the node returns its input. */
function layerOf(
  node: NetworkNode,
  kernelInitializer: InitializerObject,
  options: BuildOptions,
): tf.layers.Layer | null {
  const { name } = node;
  switch (node.kind) {
    case 'conv': {
      const { filters, kernelSize, strides, padding } = node;
      const activation = node.relu ? 'relu' : 'linear';
      return tf.layers.conv2d({ name, filters, kernelSize, strides, padding, activation, kernelInitializer });
    }
    case 'dense':
      return tf.layers.dense({
        name,
        units: node.units,
        activation: node.relu ? 'relu' : 'linear',
        kernelInitializer,
      });
    case 'gru':
      return new GruLayer({ name, units: node.units, kernelInitializer });
    case 'batchNorm':
      return tf.layers.batchNormalization({ name, epsilon: node.epsilon });
    case 'relu':
      return tf.layers.reLU({ name });
    case 'zeroPad':
      return tf.layers.zeroPadding2d({ name, padding: node.pixels });
    case 'maxPool':
      return tf.layers.maxPooling2d({ name, poolSize: node.size, strides: node.strides });
    case 'averagePool':
      return tf.layers.globalAveragePooling2d({ name });
    case 'add':
      return tf.layers.add({ name });
    case 'flatten':
      return tf.layers.flatten({ name });
    case 'dropout':
      return options.dropout?.(name, node.rate) ?? null;
    default:
      throw node satisfies never;
  }
}
