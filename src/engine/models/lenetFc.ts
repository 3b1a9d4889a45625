import * as tf from '@tensorflow/tfjs-layers';

/**
 * LeNetFC (Table 1) as a tfjs model: pictures [batch, 28, 28] in, class probabilities [batch, 10] out. Softmax is a layer of
 * its own, so that the output of `fc-3` is the logits. Kernels start Glorot-uniform, drawn from `seed`; biases start at 0.
 * The caller disposes the model.
 */
export function buildLenetFc(seed: number): tf.LayersModel {
  const input = tf.input({ shape: [28, 28], name: 'pictures' });
  let output = tf.layers.flatten({ name: 'flatten' }).apply(input) as tf.SymbolicTensor;
  output = dense('fc-1', 300, 'relu', seed).apply(output) as tf.SymbolicTensor;
  output = dense('fc-2', 100, 'relu', seed + 1).apply(output) as tf.SymbolicTensor;
  output = dense('fc-3', 10, 'linear', seed + 2).apply(output) as tf.SymbolicTensor;
  output = tf.layers.softmax({ name: 'softmax' }).apply(output) as tf.SymbolicTensor;
  return tf.model({ inputs: input, outputs: output, name: 'lenet-fc' });
}

function dense(name: string, units: number, activation: 'relu' | 'linear', seed: number) {
  return tf.layers.dense({
    name,
    units,
    activation,
    kernelInitializer: tf.initializers.glorotUniform({ seed }),
  });
}
